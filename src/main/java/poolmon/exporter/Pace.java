package poolmon.exporter;

import poolmon.model.Criteria;
import poolmon.model.FailOn;

import java.time.Duration;

/// How and when to look.
///
/// @param timeout for each look
/// @param every from the start of one look to that of the next; on demand the least time between
///     two looks
/// @param onDemand whether to look only when somebody asks
public record Pace(
        Criteria criteria, FailOn failOn, Duration timeout, Duration every, boolean onDemand) {

    /// The age from which on what was seen tells nothing of how things are.
    Duration stale() {
        return every.multipliedBy(3).plus(timeout);
    }
}
