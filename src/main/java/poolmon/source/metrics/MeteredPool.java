package poolmon.source.metrics;

import poolmon.model.Pool.DatabasePool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// A pool as metrics tell of it.
///
/// @param origin the name of the library or program
/// @param labels of its series, less those that name the pool or one of its figures: who has it
/// @param least the fewest connections that it keeps, where that is told
public record MeteredPool(
        DatabasePool pool, String origin, Map<String, String> labels, OptionalLong least) {
    public MeteredPool {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /// The same with another pool.
    public MeteredPool with(DatabasePool other) {
        return new MeteredPool(other, origin, labels, least);
    }
}
