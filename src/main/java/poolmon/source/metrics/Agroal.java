package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Quarkus' pool (`AgroalMetricsRecorder` in its extension agroal, tag `datasource`). None of its
/// metrics tells `quarkus.datasource.jdbc.max-size`: what was once in use at one time,
/// `agroal_max_used_count`, and what is open now are the least that it can be.
final class Agroal {
    private Agroal() {}

    static Origin origin() {
        return new Gauges(
                "agroal",
                Figure.of("agroal_active_count"),
                Figure.of("agroal_available_count"),
                Figure.of("agroal_max_used_count"),
                true,
                Figure.of("agroal_awaiting_count"),
                List.of("datasource"),
                Set.of(),
                Map.of("leaks_total", Figure.of("agroal_leak_detection_count_total")));
    }
}
