package poolmon.source.payload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of Actuator's meters.
///
/// @param name for example `hikaricp.connections.active`
/// @param value its value, the sum over all tags that were not asked for; `NaN` where it has none
/// @param tags the tags by which it could be narrowed, with their values
public record Meter(String name, double value, Map<String, List<String>> tags) {
    public Meter {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
