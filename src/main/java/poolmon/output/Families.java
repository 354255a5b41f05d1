package poolmon.output;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers series, since the formats want those of one metric together, and no series twice.
final class Families {
    private final Map<Family, Map<Map<String, String>, Number>> families =
            new EnumMap<>(Family.class);

    /// Adds a series. One with the same labels as another gets a label more: a Prometheus throws
    /// away the whole of a text in which a series stands twice.
    void add(Family family, Map<String, String> labels, double value) {
        put(family, labels, value);
    }

    /// The same for a count.
    void add(Family family, Map<String, String> labels, long value) {
        put(family, labels, value);
    }

    private void put(Family family, Map<String, String> labels, Number value) {
        Map<Map<String, String>, Number> series =
                families.computeIfAbsent(family, key -> new LinkedHashMap<>());
        Map<String, String> unique = new LinkedHashMap<>(labels);
        for (int i = 2; series.containsKey(unique); i++) {
            unique.put("namesake", Integer.toString(i));
        }
        series.put(unique, value);
    }

    List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        families.forEach(
                (family, all) -> {
                    List<Metric.Series> series = new ArrayList<>();
                    all.forEach((labels, value) -> series.add(new Metric.Series(labels, value)));
                    metrics.add(family.of(series));
                });
        return metrics;
    }
}
