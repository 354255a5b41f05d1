package poolmon.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A pool with what was made of it.
///
/// @param utilization by which it was judged; absent where the counts do not allow one
/// @param percent the figure that was judged: that of `utilization`, or the service's own where the
///     user trusts the service
/// @param maxOverflow the `max_overflow` that the capacity was computed with
public record JudgedPool(
        Pool pool,
        Status status,
        Optional<Utilization> utilization,
        OptionalDouble percent,
        OptionalLong maxOverflow) {

    /// A pool that is judged by its utilisation.
    public static JudgedPool of(Pool pool, Status status, Utilization utilization) {
        return new JudgedPool(
                pool,
                status,
                Optional.of(utilization),
                OptionalDouble.of(utilization.percent()),
                OptionalLong.empty());
    }

    /// A pool that has no utilisation to be judged by.
    public static JudgedPool of(Pool pool, Status status) {
        return new JudgedPool(
                pool, status, Optional.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    /// Whether this pool stands worse than another: by status first, then by utilisation.
    public boolean worseThan(JudgedPool other) {
        return status == other.status
                ? percent.orElse(-1) > other.percent.orElse(-1)
                : status.worseThan(other.status);
    }
}
