package poolmon.source.prometheus;

import poolmon.model.PoolHistory.Traffic;
import poolmon.source.prometheus.Api.Matrix;
import poolmon.source.prometheus.Api.Result;
import poolmon.source.prometheus.Api.Series;
import poolmon.source.prometheus.Queries.Timer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counters of instances, each summed over all that it counts apart.
final class Counters {
    /// Nothing is counted.
    static final Counters NONE = new Counters(List.of());

    private final Map<String, Map<String, SortedMap<Double, Double>>> byInstance = new HashMap<>();

    /// @param result of a query that sums by name, job and instance; none: no counters
    Counters(Result result) {
        this(result instanceof Matrix matrix ? matrix.series() : List.of());
    }

    private Counters(List<Series> all) {
        for (Series series : all) {
            byInstance
                    .computeIfAbsent(scraped(series.labels()), any -> new HashMap<>())
                    .putIfAbsent(series.name(), series.values());
        }
    }

    private static String scraped(Map<String, String> labels) {
        return labels.getOrDefault("job", "") + " " + labels.getOrDefault("instance", "");
    }

    /// What an instance had come to at a time, by the first counter that it has.
    ///
    /// @param labels of the instance
    OptionalDouble at(double time, List<String> names, Map<String, String> labels) {
        Map<String, SortedMap<Double, Double>> counters =
                byInstance.getOrDefault(scraped(labels), Map.of());
        for (String name : names) {
            if (counters.containsKey(name)) {
                Double value = counters.getOrDefault(name, new TreeMap<>()).get(time);
                return value == null || !Double.isFinite(value)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }

    /// The traffic of an instance, by the first of each kind of counters that it has.
    ///
    /// @param failures counters of the same names that count failed requests alone. They begin with
    ///     the first failure; an instance without any may have none or tell of none.
    Traffic traffic(double time, Counters failures, Map<String, String> labels) {
        Timer answered = first(Queries.ANSWERED, labels);
        Timer acquired = first(Queries.ACQUIRED, labels);
        OptionalDouble requests = at(time, List.of(answered.count()), labels);
        OptionalDouble failed = failures.at(time, List.of(answered.count()), labels);
        boolean tellsFailures = failures.byInstance.containsKey(scraped(labels));
        return new Traffic(
                requests,
                seconds(time, answered, labels),
                tellsFailures ? OptionalDouble.of(failed.orElse(0)) : failed,
                at(time, List.of(acquired.count()), labels),
                seconds(time, acquired, labels));
    }

    private Timer first(List<Timer> timers, Map<String, String> labels) {
        Map<String, SortedMap<Double, Double>> counters =
                byInstance.getOrDefault(scraped(labels), Map.of());
        for (Timer timer : timers) {
            if (counters.containsKey(timer.count())) {
                return timer;
            }
        }
        return timers.getFirst();
    }

    private OptionalDouble seconds(double time, Timer timer, Map<String, String> labels) {
        OptionalDouble sum = at(time, List.of(timer.sum()), labels);
        return sum.isPresent() ? OptionalDouble.of(sum.getAsDouble() * timer.unit()) : sum;
    }
}
