package poolmon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The judged whole: what every output prints.
///
/// @param at when the look was taken
/// @param took how long looking and judging took
/// @param exitCode what the command exits with: that of `status`, less what `--fail-on` lets pass
public record Report(
        Question question,
        Instant at,
        Duration took,
        Status status,
        int exitCode,
        List<TargetReport> targets) {
    public Report {
        targets = List.copyOf(targets);
    }

    /// The findings on all targets, gravest first, otherwise in the order of the targets.
    public List<Finding> findings() {
        return targets.stream()
                .flatMap(target -> target.findings().stream())
                .sorted(Comparator.comparing(Finding::severity, Report::graver))
                .toList();
    }

    private static int graver(Severity a, Severity b) {
        if (a == b) {
            return 0;
        }
        return Status.worst(List.of(a.status(), b.status())) == a.status() ? -1 : 1;
    }
}
