package poolmon.source.prometheus;

import poolmon.source.metrics.Origins;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The queries, in PromQL. There are as many for a thousand instances as for one.
///
/// @param matchers label matchers without their braces, empty for the whole fleet
record Queries(String matchers) {
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

    /// The instances that could not be scraped.
    String down() {
        return "up" + (matchers.isEmpty() ? "" : "{" + matchers + "}") + " == 0";
    }

    /// The course of every metric that tells of a pool, by the server's own clock.
    String course(Duration range) {
        return selector(String.join("|", Origins.metrics())) + steps(range);
    }

    /// The course of the requests of each instance.
    String requests(Duration range) {
        return "sum by (__name__, job, instance) ("
                + selector(String.join("|", REQUESTS))
                + ")"
                + steps(range);
    }

    private static String steps(Duration range) {
        long seconds = Math.max(1, range.toSeconds());
        return "[" + seconds + "s:" + Math.max(1, seconds / MOMENTS) + "s]";
    }

    private String selector(String names) {
        return "{__name__=~\"" + names + "\"" + (matchers.isEmpty() ? "" : "," + matchers) + "}";
    }
}
