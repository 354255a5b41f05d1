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
    public record Moment(double seconds, DatabasePool pool, OptionalDouble requests) {}
}
