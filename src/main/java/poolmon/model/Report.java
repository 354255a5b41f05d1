package poolmon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The judged whole: what every output prints.
///
/// @param at when the look was taken
/// @param took how long looking and judging took
/// @param exitCode what the command exits with: that of `status`, less what `--fail-on` lets pass
/// @param thresholds of utilisation that the pools were judged by
/// @param endings what was done to sessions, where the user asked for it
/// @param sizing which pool a load needs, where that was asked
public record Report(
        Question question,
        Instant at,
        Duration took,
        Status status,
        int exitCode,
        Thresholds thresholds,
        List<TargetReport> targets,
        List<Ending> endings,
        Optional<Sizing> sizing) {
    public Report {
        targets = List.copyOf(targets);
        endings = List.copyOf(endings);
    }

    /// A report of a look that changed nothing.
    public Report(
            Question question,
            Instant at,
            Duration took,
            Status status,
            int exitCode,
            Thresholds thresholds,
            List<TargetReport> targets) {
        this(
                question,
                at,
                took,
                status,
                exitCode,
                thresholds,
                targets,
                List.of(),
                Optional.empty());
    }

    /// The same report with what was done to sessions, and the exit code that this makes.
    public Report with(List<Ending> done, int code) {
        return new Report(question, at, took, status, code, thresholds, targets, done, sizing);
    }

    /// Whether any target could not be looked at.
    public boolean hasFailures() {
        return targets.stream().anyMatch(target -> target.answer() instanceof Answer.Failed);
    }

    /// The same report with more findings, by target. One of them may make a target's status worse.
    public Report with(Map<Target, List<Finding>> more, FailOn failOn) {
        List<TargetReport> all =
                targets.stream().map(t -> t.and(more.getOrDefault(t.target(), List.of()))).toList();
        Status worst = Status.worst(all.stream().map(TargetReport::status).toList());
        return new Report(
                question,
                at,
                took,
                worst,
                failOn.exitCode(worst),
                thresholds,
                all,
                endings,
                sizing);
    }

    /// The same report with the pool that a load needs. Its status counts, and a target's only
    /// where that could not be looked at.
    public Report with(Sizing sized, FailOn failOn) {
        Status worst =
                Status.worst(
                        Stream.concat(
                                        Stream.of(sized.status()),
                                        targets.stream().map(TargetReport::status))
                                .toList());
        return new Report(
                question,
                at,
                took,
                worst,
                failOn.exitCode(worst),
                thresholds,
                targets,
                endings,
                Optional.of(sized));
    }

    /// The same report of something that took so long.
    public Report took(Duration time) {
        return new Report(
                question, at, time, status, exitCode, thresholds, targets, endings, sizing);
    }

    /// The same report for somebody who has seen its targets already.
    public Report without() {
        return new Report(
                question, at, took, status, exitCode, thresholds, List.of(), endings, sizing);
    }

    /// All targets in a few figures.
    public Summary summary() {
        return Summary.of(targets);
    }

    /// All findings, gravest first, otherwise in the order of the targets. A
    /// diagnosis tells what explains another finding before that.
    public List<Finding> findings() {
        List<Finding> gravestFirst =
                Stream.concat(
                                targets.stream().flatMap(target -> target.findings().stream()),
                                sizing.stream().flatMap(sized -> sized.findings().stream()))
                        .sorted(Report::gravestFirst)
                        .toList();
        return question == Question.DIAGNOSE ? causes().rootsFirst(gravestFirst) : gravestFirst;
    }

    /// What explains what in this report.
    public Causes causes() {
        return new Causes(
                targets.stream().filter(t -> t.target().kind() == Target.Kind.POSTGRES).count()
                        == 1);
    }

    /// The same report with other findings on its targets.
    public Report withTargets(List<TargetReport> others) {
        return new Report(
                question, at, took, status, exitCode, thresholds, others, endings, sizing);
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
