package poolmon.model;

import poolmon.model.Pool.DatabasePool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a target went on while it was recorded.
///
/// @param target as it showed itself
/// @param looks by time
/// @param pools in the order in which they were met
/// @param unknown pools whose utilisation no look told, as they were last seen
public record TargetCourse(
        ServerText target, List<Glance> looks, List<PoolCourse> pools, List<DatabasePool> unknown) {
    public TargetCourse {
        looks = List.copyOf(looks);
        pools = List.copyOf(pools);
        unknown = List.copyOf(unknown);
    }

    /// One look at the target.
    ///
    /// @param failed how the target stood where it did not answer
    public record Glance(Instant at, Optional<Status> failed) {}

    /// How a pool went on.
    ///
    /// @param latest the pool when it was last seen
    /// @param moments one or more, by time: the looks at which its utilisation was known
    public record PoolCourse(JudgedPool latest, List<Moment> moments) {
        public PoolCourse {
            moments = List.copyOf(moments);
        }
    }

    /// A pool at one look.
    ///
    /// @param percent its utilisation
    /// @param latencyMillis how long the target took to answer
    public record Moment(Instant at, double percent, double latencyMillis) {}
}
