package poolmon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The judged whole: what every output prints.
///
/// @param at when the look was taken
/// @param took how long looking and judging took
/// @param exitCode what the command exits with: that of `status`, less what `--fail-on` lets pass
/// @param thresholds of utilisation that the pools were judged by
public record Report(
        Question question,
        Instant at,
        Duration took,
        Status status,
        int exitCode,
        Thresholds thresholds,
        List<TargetReport> targets) {
    public Report {
        targets = List.copyOf(targets);
    }

    /// All targets in a few figures.
    public Summary summary() {
        return Summary.of(targets);
    }

    /// The findings on all targets, gravest first, otherwise in the order of the targets.
    public List<Finding> findings() {
        return targets.stream()
                .flatMap(target -> target.findings().stream())
                .sorted(Report::gravestFirst)
                .toList();
    }

    /// By hand, since `Comparator.comparing` links serializable lambdas that no AOT cache keeps.
    private static int gravestFirst(Finding a, Finding b) {
        if (a.severity() == b.severity()) {
            return 0;
        }
        Status worst = Status.worst(List.of(a.severity().status(), b.severity().status()));
        return worst == a.severity().status() ? -1 : 1;
    }
}
