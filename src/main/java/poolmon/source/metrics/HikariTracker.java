package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// HikariCP's own tracker for Prometheus' simpleclient (`HikariCPCollector` and
/// `PrometheusHistogramMetricsTracker` in package com.zaxxer.hikari.metrics.prometheus).
final class HikariTracker {
    private HikariTracker() {}

    static Origin origin() {
        return new Gauges(
                "hikaricp-tracker",
                Figure.of("hikaricp_active_connections"),
                Figure.of("hikaricp_idle_connections"),
                Figure.of("hikaricp_max_connections"),
                false,
                Figure.of("hikaricp_pending_threads"),
                List.of("pool"),
                Set.of(),
                Map.of(
                        Gauges.LEAST,
                        Figure.of("hikaricp_min_connections"),
                        "timeouts_total",
                        Figure.of("hikaricp_connection_timeout_total")));
    }
}
