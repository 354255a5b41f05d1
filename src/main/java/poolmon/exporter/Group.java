package poolmon.exporter;

import poolmon.model.Target;
import poolmon.survey.Survey;

import java.util.List;

/// Targets that are looked at and judged together.
///
/// @param name by which they are asked for; empty: only by their own
/// @param survey looks at them, and at nothing else at the same time
public record Group(String name, List<Target> targets, Survey survey) {
    public Group {
        targets = List.copyOf(targets);
    }
}
