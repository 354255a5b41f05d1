package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// HikariCP by way of Micrometer, as every Spring Boot application with Actuator has it.
///
/// The meters are those of HikariCP's `MicrometerMetricsTracker` (package
/// com.zaxxer.hikari.metrics.micrometer: `hikaricp.connections`, `.active`, `.idle`, `.pending`,
/// `.max`, `.min`, `.timeout`, tag `pool`), with the names that Micrometer's Prometheus registry
/// gives them.
final class HikariMicrometer {
    private HikariMicrometer() {}

    static Origin origin() {
        return new Gauges(
                "hikaricp",
                Figure.of("hikaricp_connections_active"),
                Figure.of("hikaricp_connections_idle"),
                Figure.of("hikaricp_connections_max"),
                false,
                Figure.of("hikaricp_connections_pending"),
                List.of("pool"),
                Set.of(),
                Map.of(
                        Gauges.LEAST,
                        Figure.of("hikaricp_connections_min"),
                        "timeouts_total",
                        Figure.of("hikaricp_connections_timeout_total")));
    }
}
