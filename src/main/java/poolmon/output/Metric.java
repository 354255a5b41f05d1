package poolmon.output;

import java.util.List;
import java.util.Map;

/// One metric with its series, in the sense of Prometheus.
///
/// @param name with its unit, and `_total` where it is a counter
public record Metric(String name, Type type, String help, List<Series> series) {
    public Metric {
        series = List.copyOf(series);
    }

    /// What its values are.
    public enum Type {
        /// May go up and down.
        GAUGE,
        /// Only grows, until its owner starts anew.
        COUNTER
    }

    /// One series.
    ///
    /// @param labels in the order in which they are written
    /// @param value a `Long` for a count, else a `Double`
    public record Series(Map<String, String> labels, Number value) {}
}
