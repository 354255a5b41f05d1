package poolmon.live;

import poolmon.model.Report;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What there is to be shown.
///
/// @param good what targets told that tell nothing now
/// @param goodAt when that was
/// @param every how often is looked
record Scene(
        Report report,
        Map<Target, TargetReport> good,
        Map<Target, Instant> goodAt,
        History history,
        Duration every,
        boolean paused) {

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
