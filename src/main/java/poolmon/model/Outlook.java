package poolmon.model;

import java.time.Duration;
import java.util.List;

/// How far ahead a trend matters, and of which pools.
///
/// @param within a pool that becomes critical so soon is degraded already
/// @param pools names, whole or with `*` for any part; none: all
public record Outlook(Duration within, List<String> pools) {
    /// An hour ahead, of all pools.
    public static final Outlook DEFAULT = new Outlook(Duration.ofHours(1), List.of());

    public Outlook {
        pools = List.copyOf(pools);
    }

    /// Whether the pool is one of those.
    public boolean has(Pool pool) {
        return Selection.any(pools, pool.name());
    }
}
