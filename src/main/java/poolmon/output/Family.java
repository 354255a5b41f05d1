package poolmon.output;

/// The metrics that poolmon tells. Their names are public interface: dashboards and alerts bear
/// them.
enum Family {
    UP("poolmon_up", "gauge", "Whether the target could be looked at."),
    STATUS("poolmon_status", "gauge", "How the target stands: 1 for the status that holds."),
    LATENCY("poolmon_latency_seconds", "gauge", "How long the target took to answer."),
    AGE("poolmon_values_age_seconds", "gauge", "Age of the oldest value that a Prometheus gave."),
    POOL_STATUS(
            "poolmon_pool_status", "gauge", "How the pool stands: 1 for the status that holds."),
    USED("poolmon_pool_used_connections", "gauge", "Connections checked out, or slots in use."),
    IDLE("poolmon_pool_idle_connections", "gauge", "Connections open and not in use."),
    CAPACITY(
            "poolmon_pool_capacity_connections",
            "gauge",
            "The most connections that can be in use at a time."),
    OVERFLOW(
            "poolmon_pool_overflow_connections",
            "gauge",
            "Connections beyond the pool's size; negative until it has once been filled."),
    WAITING("poolmon_pool_waiting_callers", "gauge", "Callers that wait for a connection."),
    UTILIZATION(
            "poolmon_pool_utilization_ratio",
            "gauge",
            "The utilisation that the pool was judged by, 1 is full."),
    REJECTED(
            "poolmon_pool_rejected_connections_total",
            "counter",
            "Connections that the server refused for want of a slot."),
    SESSIONS("poolmon_sessions", "gauge", "Sessions by what is held of them."),
    OLDEST(
            "poolmon_session_oldest_seconds",
            "gauge",
            "How long the oldest of these sessions has been in its state."),
    SIZING_STATUS(
            "poolmon_sizing_status",
            "gauge",
            "How the sizing stands: 1 for the status that holds."),
    SIZING_BUSY(
            "poolmon_sizing_busy_connections",
            "gauge",
            "Connections that the load has in use on average."),
    SIZING_SETTING(
            "poolmon_sizing_setting_connections",
            "gauge",
            "What to set a pool of one process, or of PgBouncer, to."),
    SIZING_WAIT(
            "poolmon_sizing_wait_p99_seconds",
            "gauge",
            "How long 1 of 100 requests waits at least with these settings."),
    SIZING_DEMAND(
            "poolmon_sizing_demand_connections",
            "gauge",
            "The most connections that may be open at a time."),
    SIZING_LIMIT("poolmon_sizing_limit_connections", "gauge", "How many connections there may be."),
    SLOPE(
            "poolmon_pool_utilization_slope_ratio_per_second",
            "gauge",
            "By how much the utilisation goes up each second, where there is a trend."),
    TIME_LEFT(
            "poolmon_pool_time_to_threshold_seconds",
            "gauge",
            "When the utilisation reaches a threshold if it goes on as it does.");

    private final String metric;
    private final String type;
    private final String help;

    Family(String metric, String type, String help) {
        this.metric = metric;
        this.type = type;
        this.help = help;
    }

    String metric() {
        return metric;
    }

    /// The lines that stand above the family's series.
    String heading() {
        return "# HELP " + metric + " " + help + "\n# TYPE " + metric + " " + type + "\n";
    }
}
