package poolmon.source.prometheus;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.PoolHistory;
import poolmon.model.PoolHistory.Moment;
import poolmon.model.Reading.Gaps;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.ServerText;
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
import poolmon.source.prometheus.Api.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Asks a Prometheus how the pools of a fleet went on, with a few queries whatever its size. Each
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
            Counters requests = counters(api, queries.requests(target.range()), tried);
            Beside beside =
                    target.traffic()
                            ? new Beside(
                                    requests,
                                    counters(api, queries.timers(target.range()), tried),
                                    counters(api, queries.failures(target.range()), tried))
                            : new Beside(requests, Counters.NONE, Counters.NONE);
            Set<String> jobs = jobs(matrix);
            Gaps gaps =
                    new Unscraped(query -> asked(api, query, tried), queries, jobs)
                            .gaps(matrix.warnings());
            return new Answer.Given(
                    new HistoryReading(histories(matrix, beside, jobs.size() > 1), gaps),
                    since(start),
                    tried);
        }
    }

    /// What is known beside the pools.
    private record Beside(Counters requests, Counters timers, Counters failures) {}

    private static Counters counters(Api api, String query, List<String> tried) {
        return new Counters(asked(api, query, tried));
    }

    private static Result asked(Api api, String query, List<String> tried) {
        Result result = api.query(query);
        int series =
                switch (result) {
                    case Matrix matrix -> matrix.series().size();
                    case Vector vector -> vector.samples().size();
                    case NoVector _ -> 0;
                };
        tried.add(
                "query "
                        + new ServerText(query).shown()
                        + ": "
                        + (series == 0 ? "no" : series)
                        + " series");
        return result;
    }

    private static Set<String> jobs(Matrix course) {
        Set<String> jobs = new HashSet<>();
        course.series().forEach(series -> jobs.add(series.labels().getOrDefault("job", "")));
        return jobs;
    }

    private static List<PoolHistory> histories(Matrix course, Beside beside, boolean severalJobs) {
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
        Map<List<String>, List<Moment>> moments = new LinkedHashMap<>();
        byTime.forEach(
                (at, samples) -> {
                    for (MeteredPool metered : Origins.pools(new Samples(samples))) {
                        DatabasePool pool = Owners.owned(metered, severalJobs);
                        moments.computeIfAbsent(identity(metered), any -> new ArrayList<>())
                                .add(moment(at, pool, metered.labels(), beside));
                    }
                });
        return moments.values().stream()
                .map(each -> new PoolHistory(each.getLast().pool(), each))
                .toList();
    }

    private static List<String> identity(MeteredPool pool) {
        return List.of(pool.origin(), pool.pool().name().raw(), pool.labels().toString());
    }

    private static Moment moment(
            double at, DatabasePool pool, Map<String, String> labels, Beside beside) {
        return new Moment(
                at,
                pool,
                beside.requests().at(at, Queries.REQUESTS, labels),
                beside.timers().traffic(at, beside.failures(), labels));
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
