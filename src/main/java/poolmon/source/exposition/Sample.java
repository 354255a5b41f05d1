package poolmon.source.exposition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One value of one series.
///
/// @param name the metric, without what distinguishes its series
/// @param labels in the order in which they were written
/// @param value anything a double can be, `NaN` and the infinities included
public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
