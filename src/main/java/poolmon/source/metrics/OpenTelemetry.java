package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// OpenTelemetry's semantic conventions for database client pools since 1.26
/// (`db.client.connection.count`, `.max`, `.pending_requests`, attributes
/// `db.client.connection.pool.name` and `.state`; docs/database/database-metrics.md), with the
/// names that the exporters for Prometheus give them.
final class OpenTelemetry {
    private static final String COUNT = "db_client_connection_count";
    private static final String STATE = "db_client_connection_state";

    private OpenTelemetry() {}

    static Origin origin() {
        return new Gauges(
                "opentelemetry",
                Figure.where(COUNT, STATE, "used"),
                Figure.where(COUNT, STATE, "idle"),
                Figure.of("db_client_connection_max"),
                false,
                Figure.of("db_client_connection_pending_requests"),
                List.of("db_client_connection_pool_name", "pool_name"),
                Set.of(STATE),
                Map.of(
                        Gauges.LEAST,
                        Figure.of("db_client_connection_idle_min"),
                        "timeouts_total",
                        Figure.of("db_client_connection_timeouts_total")));
    }
}
