package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// OpenTelemetry's semantic conventions for database client pools before 1.26, which its Java agent
/// still has unless `otel.semconv-stability.opt-in=database` is set (`db.client.connections.usage`,
/// `.max`, `.pending_requests`, attributes `pool.name` and `state`).
final class OpenTelemetryBefore126 {
    private static final String USAGE = "db_client_connections_usage";
    private static final String STATE = "state";

    private OpenTelemetryBefore126() {}

    static Origin origin() {
        return new Gauges(
                "opentelemetry-before-1.26",
                Figure.where(USAGE, STATE, "used"),
                Figure.where(USAGE, STATE, "idle"),
                Figure.of("db_client_connections_max"),
                false,
                Figure.of("db_client_connections_pending_requests"),
                List.of("pool_name"),
                Set.of(STATE),
                Map.of(
                        Gauges.LEAST,
                        Figure.of("db_client_connections_idle_min"),
                        "timeouts_total",
                        Figure.of("db_client_connections_timeouts_total")));
    }
}
