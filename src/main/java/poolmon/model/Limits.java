package poolmon.model;

import java.util.Map;
import java.util.OptionalLong;

/// What is too much for one target, where that is not what is too much for all.
///
/// @param thresholds of utilisation
/// @param maxOverflow the pools' `max_overflow`, where the user knows better than the payload
/// @param pools what is too much for pools of their own, by name
public record Limits(Thresholds thresholds, OptionalLong maxOverflow, Map<String, Limits> pools) {

    public Limits {
        pools = Map.copyOf(pools);
    }

    /// The limits of one pool.
    Limits of(Pool pool) {
        return pools.isEmpty() ? this : pools.getOrDefault(pool.name().raw(), this);
    }
}
