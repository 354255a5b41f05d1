package poolmon.source.prometheus;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.PoolHistory;
import poolmon.model.PoolHistory.Moment;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.exposition.Sample;
import poolmon.source.http.Http;
import poolmon.source.http.TlsContexts;
import poolmon.source.metrics.MeteredPool;
import poolmon.source.metrics.Origins;
import poolmon.source.metrics.Samples;
import poolmon.source.prometheus.Api.Matrix;
import poolmon.source.prometheus.Api.NoVector;
import poolmon.source.prometheus.Api.Result;
import poolmon.source.prometheus.Api.Series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Asks a Prometheus how the pools of a fleet went on, with two queries whatever its size. Each
/// moment is read as the present is, so that all that is known of metrics is known of their past.
public final class HistorySource implements Source<Target.History> {

    @Override
    public Answer read(Target.History target, Deadline deadline) {
        long start = System.nanoTime();
        List<String> tried = new ArrayList<>();
        Target.Fleet fleet = target.fleet();
        try (Http http = new Http(deadline, fleet.access(), Optional.empty(), new TlsContexts())) {
            Api api = new Api(http, Api.base(fleet.url()));
            Queries queries = Queries.of(fleet.match());
            Result course = asked(api, queries.course(target.range()), tried);
            if (course instanceof NoVector none) {
                return new Answer.Failed(none.failure(), since(start), tried);
            }
            if (!(course instanceof Matrix matrix) || matrix.series().isEmpty()) {
                return new Answer.Failed(nothing(target), since(start), tried);
            }
            Result requests = asked(api, queries.requests(target.range()), tried);
            return new Answer.Given(
                    new HistoryReading(histories(matrix, requests), matrix.warnings()),
                    since(start),
                    tried);
        }
    }

    private static Result asked(Api api, String query, List<String> tried) {
        Result result = api.query(query);
        tried.add(
                result instanceof Matrix matrix
                        ? "query " + query + ": " + matrix.series().size() + " series"
                        : "query " + query + ": no series");
        return result;
    }

    private static List<PoolHistory> histories(Matrix course, Result requests) {
        SortedMap<Double, List<Sample>> byTime = new TreeMap<>();
        for (Series series : course.series()) {
            series.values()
                    .forEach(
                            (at, value) ->
                                    byTime.computeIfAbsent(at, any -> new ArrayList<>())
                                            .add(
                                                    new Sample(
                                                            series.name(),
                                                            series.labels(),
                                                            value)));
        }
        Set<String> jobs = new HashSet<>();
        course.series().forEach(series -> jobs.add(series.labels().getOrDefault("job", "")));
        Map<String, SortedMap<Double, Double>> traffic = traffic(requests);
        Map<List<String>, List<Moment>> moments = new LinkedHashMap<>();
        byTime.forEach(
                (at, samples) -> {
                    for (MeteredPool metered : Origins.pools(new Samples(samples))) {
                        DatabasePool pool = Owners.owned(metered, jobs.size() > 1);
                        moments.computeIfAbsent(identity(metered), any -> new ArrayList<>())
                                .add(new Moment(at, pool, served(traffic, metered, at)));
                    }
                });
        return moments.values().stream()
                .map(each -> new PoolHistory(each.getLast().pool(), each))
                .toList();
    }

    private static List<String> identity(MeteredPool pool) {
        return List.of(pool.origin(), pool.pool().name().raw(), pool.labels().toString());
    }

    private static OptionalDouble served(
            Map<String, SortedMap<Double, Double>> traffic, MeteredPool pool, double at) {
        Double served = traffic.getOrDefault(scraped(pool.labels()), new TreeMap<>()).get(at);
        return served == null ? OptionalDouble.empty() : OptionalDouble.of(served);
    }

    /// The requests that each instance had served, by the first counter that it has.
    private static Map<String, SortedMap<Double, Double>> traffic(Result requests) {
        Map<String, SortedMap<Double, Double>> traffic = new HashMap<>();
        if (requests instanceof Matrix matrix) {
            for (String counter : Queries.REQUESTS) {
                for (Series series : matrix.series()) {
                    if (series.name().equals(counter)) {
                        traffic.putIfAbsent(scraped(series.labels()), series.values());
                    }
                }
            }
        }
        return traffic;
    }

    private static String scraped(Map<String, String> labels) {
        return labels.getOrDefault("job", "") + " " + labels.getOrDefault("instance", "");
    }

    private static Failure nothing(Target.History target) {
        return Failure.of(
                Code.UNREADABLE,
                target.shown()
                        + " remembers no metrics of connection pools"
                        + target.fleet().match().map(match -> " for " + match).orElse("")
                        + ".",
                "poolmon asks for metrics such as " + String.join(", ", Origins.telltales()) + ".");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
