package poolmon.source.prometheus;

import poolmon.source.metrics.Origins;

import java.util.Optional;

/// The queries, in PromQL. There are as many for a thousand instances as for one.
///
/// @param matchers label matchers without their braces, empty for the whole fleet
record Queries(String matchers) {

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

    private String selector(String names) {
        return "{__name__=~\"" + names + "\"" + (matchers.isEmpty() ? "" : "," + matchers) + "}";
    }
}
