package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Go's `database/sql` by way of client_golang's `collectors.NewDBStatsCollector`
/// (prometheus/collectors/dbstats_collector.go). A maximum of 0, which is Go's default, means that
/// there is no limit.
final class GoDatabaseSql {
    private GoDatabaseSql() {}

    static Origin origin() {
        return new Gauges(
                "go-sql",
                Figure.of("go_sql_in_use_connections"),
                Figure.of("go_sql_idle_connections"),
                Figure.of("go_sql_max_open_connections"),
                false,
                // Go counts waits but not who waits now
                Figure.NONE,
                List.of("db_name"),
                Set.of(),
                Map.of(
                        "wait_count_total", Figure.of("go_sql_wait_count_total"),
                        "wait_seconds_total", Figure.of("go_sql_wait_duration_seconds_total")));
    }
}
