package poolmon.output;

import java.util.List;

/// The metrics that poolmon tells. Their names are public interface: dashboards and alerts bear
/// them.
enum Family {
    UP("poolmon_up", Metric.Type.GAUGE, "Whether the target could be looked at."),
    STATUS(
            "poolmon_status",
            Metric.Type.GAUGE,
            "How the target stands: 1 for the status that holds."),
    LOOKED_AT(
            "poolmon_look_timestamp_seconds",
            Metric.Type.GAUGE,
            "When the target was looked at, in seconds since 1970."),
    LATENCY("poolmon_latency_seconds", Metric.Type.GAUGE, "How long the target took to answer."),
    AGE(
            "poolmon_values_age_seconds",
            Metric.Type.GAUGE,
            "Age of the oldest value that a Prometheus gave."),
    POOL_STATUS(
            "poolmon_pool_status",
            Metric.Type.GAUGE,
            "How the pool stands: 1 for the status that holds."),
    USED(
            "poolmon_pool_used_connections",
            Metric.Type.GAUGE,
            "Connections checked out, or slots in use."),
    IDLE("poolmon_pool_idle_connections", Metric.Type.GAUGE, "Connections open and not in use."),
    CAPACITY(
            "poolmon_pool_capacity_connections",
            Metric.Type.GAUGE,
            "The most connections that can be in use at a time."),
    OVERFLOW(
            "poolmon_pool_overflow_connections",
            Metric.Type.GAUGE,
            "Connections beyond the pool's size; negative until it has once been filled."),
    WAITING(
            "poolmon_pool_waiting_callers",
            Metric.Type.GAUGE,
            "Callers that wait for a connection."),
    UTILIZATION(
            "poolmon_pool_utilization_ratio",
            Metric.Type.GAUGE,
            "The utilisation that the pool was judged by, 1 is full."),
    REJECTED(
            "poolmon_pool_rejected_connections_total",
            Metric.Type.COUNTER,
            "Connections that the server refused for want of a slot."),
    SESSIONS("poolmon_sessions", Metric.Type.GAUGE, "Sessions by what is held of them."),
    OLDEST(
            "poolmon_session_oldest_seconds",
            Metric.Type.GAUGE,
            "How long the oldest of these sessions has been in its state."),
    SIZING_STATUS(
            "poolmon_sizing_status",
            Metric.Type.GAUGE,
            "How the sizing stands: 1 for the status that holds."),
    SIZING_BUSY(
            "poolmon_sizing_busy_connections",
            Metric.Type.GAUGE,
            "Connections that the load has in use on average."),
    SIZING_SETTING(
            "poolmon_sizing_setting_connections",
            Metric.Type.GAUGE,
            "What to set a pool of one process, or of PgBouncer, to."),
    SIZING_WAIT(
            "poolmon_sizing_wait_p99_seconds",
            Metric.Type.GAUGE,
            "How long 1 of 100 requests waits at least with these settings."),
    SIZING_DEMAND(
            "poolmon_sizing_demand_connections",
            Metric.Type.GAUGE,
            "The most connections that may be open at a time."),
    SIZING_LIMIT(
            "poolmon_sizing_limit_connections",
            Metric.Type.GAUGE,
            "How many connections there may be."),
    SLOPE(
            "poolmon_pool_utilization_slope_ratio_per_second",
            Metric.Type.GAUGE,
            "By how much the utilisation goes up each second, where there is a trend."),
    TIME_LEFT(
            "poolmon_pool_time_to_threshold_seconds",
            Metric.Type.GAUGE,
            "When the utilisation reaches a threshold if it goes on as it does."),
    FINDINGS(
            "poolmon_findings",
            Metric.Type.GAUGE,
            "What was found, by its code; diagnose explains it."),
    /// The name under which services with SQLAlchemy export it, kept for dashboards that bear it.
    SEED(
            "db_pool_utilization_percent",
            Metric.Type.GAUGE,
            "The utilisation of a database pool, 100 is full.");

    private final String metric;
    private final Metric.Type type;
    private final String help;

    Family(String metric, Metric.Type type, String help) {
        this.metric = metric;
        this.type = type;
        this.help = help;
    }

    /// The metric with these series.
    Metric of(List<Metric.Series> series) {
        return new Metric(metric, type, help, series);
    }
}
