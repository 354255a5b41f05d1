package poolmon.live;

import poolmon.model.Report;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all targets told last, and what those told before that tell nothing now.
///
/// @param good what targets told that tell nothing now
/// @param goodAt when that was
/// @param fresh the targets of which this frame tells something new
record Frame(
        Report report,
        Map<Target, TargetReport> good,
        Map<Target, Instant> goodAt,
        List<Target> fresh) {

    /// The target's pools as they are, or were when it last told of them.
    TargetReport known(TargetReport target) {
        return target.failure().isPresent() ? good.getOrDefault(target.target(), target) : target;
    }

    /// How old what is shown of a target is, where it is not what it is now.
    Optional<Duration> age(TargetReport target) {
        return target.failure().isPresent()
                ? Optional.ofNullable(goodAt.get(target.target()))
                        .map(at -> Duration.between(at, report.at()))
                : Optional.empty();
    }
}
