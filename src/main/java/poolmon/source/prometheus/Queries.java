package poolmon.source.prometheus;

import poolmon.source.metrics.Origins;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The queries, in PromQL. There are as many for a thousand instances as for one.
///
/// @param matchers label matchers without their braces, empty for the whole fleet
record Queries(String matchers) {
    /// The span over which an instance is remembered to have had pools.
    private static final String LATELY = "[1h]";

    /// Names of jobs that one query may hold, in characters: servers bound the length of a URL.
    private static final int LONGEST = 2000;

    /// So many values of each series are asked for.
    private static final int MOMENTS = 120;

    /// Counters of requests, the first that an instance has counts: what HikariCP's pools handed
    /// out and took back, by Micrometer and by its own tracker; then HTTP requests by Micrometer,
    /// OpenTelemetry and the client libraries' examples, which most services follow.
    static final List<String> REQUESTS =
            List.of(
                    "hikaricp_connections_usage_seconds_count",
                    "hikaricp_connection_usage_millis_count",
                    "http_server_requests_seconds_count",
                    "http_server_request_duration_seconds_count",
                    "http_request_duration_seconds_count",
                    "http_requests_total");

    /// Counters of what clients of a service live through: each name is the same but for its end.
    ///
    /// @param unit of the sum, in seconds
    record Timer(String count, String sum, double unit) {}

    /// Requests that were answered and how long that took, the first that an instance has.
    static final List<Timer> ANSWERED =
            List.of(
                    seconds("http_server_requests_seconds"),
                    seconds("http_server_request_duration_seconds"),
                    seconds("http_request_duration_seconds"));

    /// Connections that were handed out and how long callers waited for them: HikariCP's by
    /// Micrometer and by its own tracker, Go's.
    static final List<Timer> ACQUIRED =
            List.of(
                    seconds("hikaricp_connections_acquire_seconds"),
                    new Timer(
                            "hikaricp_connection_acquired_nanos_count",
                            "hikaricp_connection_acquired_nanos_sum",
                            1e-9),
                    new Timer("go_sql_wait_count_total", "go_sql_wait_duration_seconds_total", 1));

    private static Timer seconds(String name) {
        return new Timer(name + "_count", name + "_sum", 1);
    }

    /// Labels that tell the status of an answer: of Micrometer, the client libraries' examples, and
    /// OpenTelemetry.
    private static final List<String> STATUS =
            List.of("status", "code", "status_code", "http_response_status_code");

    /// Queries for what a selector such as `{job="orders"}` selects.
    static Queries of(Optional<String> match) {
        String text = match.orElse("").strip();
        boolean braces = text.startsWith("{") && text.endsWith("}");
        return new Queries(braces ? text.substring(1, text.length() - 1).strip() : text);
    }

    /// The current value of every metric that tells of a pool.
    String values() {
        return selector(String.join("|", Origins.metrics()));
    }

    /// How old the oldest value is, in seconds. One metric of each origin is asked for: the series
    /// must not differ by nothing but the metric's name, which `timestamp` drops.
    String age() {
        return "time() - min(timestamp(" + selector(String.join("|", Origins.usedMetrics())) + "))";
    }

    /// The instances that could not be scraped, each with the value 0. Labels of a metric need not
    /// be labels of its instance: where they select no instance at all, that is told by a series
    /// with the value 1, and all that are down follow.
    String down() {
        String up = "up" + (matchers.isEmpty() ? "" : "{" + matchers + "}");
        return Selector.of(matchers).isOfInstances()
                ? up + " == 0"
                : up + " == 0 or absent(" + up + ") or up == 0 and on () absent(" + up + ")";
    }

    /// Which of these jobs have had pools lately; nothing that other jobs have is touched.
    ///
    /// @param label what to tell beside the job, for example `, instance`
    String lately(Set<String> jobs, String label) {
        String names = jobs.stream().map(Selector::literally).collect(Collectors.joining("|"));
        String only = names.length() > LONGEST ? "" : ",job=~\"" + Selector.quoted(names) + "\"";
        return "count by (job"
                + label
                + ") (last_over_time("
                + selector(String.join("|", Origins.usedMetrics()), only)
                + LATELY
                + "))";
    }

    /// Whether it is these instances or jobs that are asked for, and not whatever has pools.
    boolean nameInstances() {
        return Selector.of(matchers).namesInstances();
    }

    /// The course of every metric that tells of a pool, by the server's own clock.
    String course(Duration range) {
        return selector(String.join("|", Origins.metrics())) + steps(range);
    }

    /// The course of the requests of each instance.
    String requests(Duration range) {
        return summed(selector(String.join("|", REQUESTS))) + steps(range);
    }

    /// The course of those counters.
    String timers(Duration range) {
        List<String> names = new ArrayList<>();
        for (Timer timer : ANSWERED) {
            names.addAll(List.of(timer.count(), timer.sum()));
        }
        for (Timer timer : ACQUIRED) {
            names.addAll(List.of(timer.count(), timer.sum()));
        }
        return summed(selector(String.join("|", names))) + steps(range);
    }

    /// The course of the requests that failed.
    String failures(Duration range) {
        String names = ANSWERED.stream().map(Timer::count).collect(Collectors.joining("|"));
        return summed(
                        STATUS.stream()
                                .map(label -> selector(names, "," + label + "=~\"5..\""))
                                .collect(Collectors.joining(" or ")))
                + steps(range);
    }

    private static String summed(String series) {
        return "sum by (__name__, job, instance) (" + series + ")";
    }

    private static String steps(Duration range) {
        long seconds = Math.max(1, range.toSeconds());
        return "[" + seconds + "s:" + Math.max(1, seconds / MOMENTS) + "s]";
    }

    private String selector(String names) {
        return selector(names, "");
    }

    private String selector(String names, String more) {
        return "{__name__=~\""
                + names
                + "\""
                + (matchers.isEmpty() ? "" : "," + matchers)
                + more
                + "}";
    }
}
