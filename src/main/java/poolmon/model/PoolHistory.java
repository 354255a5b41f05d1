package poolmon.model;

import poolmon.model.Pool.DatabasePool;

import java.util.List;
import java.util.OptionalDouble;

/// How a pool went on.
///
/// @param pool as it is last known
/// @param moments from the oldest to the newest; what is not known of leaves a gap
public record PoolHistory(DatabasePool pool, List<Moment> moments) {
    public PoolHistory {
        moments = List.copyOf(moments);
    }

    /// The pool at one moment.
    ///
    /// @param seconds since the epoch
    /// @param requests that had been served since some start, where a counter tells it
    /// @param traffic what else counters tell of its instance
    public record Moment(
            double seconds, DatabasePool pool, OptionalDouble requests, Traffic traffic) {}

    /// What counters had come to since some start; absent where there is none.
    ///
    /// @param answered requests that were answered
    /// @param answerTime that took together
    /// @param failed requests among them that failed
    /// @param acquired connections that were handed out
    /// @param acquireTime that callers waited for them together
    public record Traffic(
            OptionalDouble answered,
            OptionalDouble answerTime,
            OptionalDouble failed,
            OptionalDouble acquired,
            OptionalDouble acquireTime) {
        /// Nothing is known.
        public static final Traffic UNKNOWN =
                new Traffic(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
    }
}
