package poolmon.source.prometheus;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Pool;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.Gaps;
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
import poolmon.source.prometheus.Api.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at a whole fleet through the Prometheus that scrapes it. Values are as old as the last
/// scrape; instances that could not be scraped are named, for their pools are missing without a
/// trace.
public final class FleetSource implements Source<Target.Fleet> {
    /// Instances without an answer that are told by name.
    private static final int NAMED = 5;

    @Override
    public Answer read(Target.Fleet target, Deadline deadline) {
        long start = System.nanoTime();
        List<String> tried = new ArrayList<>();
        try (Http http = new Http(deadline, target.access(), Optional.empty(), new TlsContexts())) {
            Api api = new Api(http, Api.base(target.url()));
            Queries queries = Queries.of(target.match());
            Result values = asked(api, queries.values(), tried);
            if (values instanceof NoVector none) {
                return new Answer.Failed(none.failure(), since(start), tried);
            }
            List<MeteredPool> pools =
                    values instanceof Vector now
                            ? Origins.pools(new Samples(now.samples()))
                            : List.of();
            if (pools.isEmpty()) {
                Result down = asked(api, queries.down(), tried);
                return new Answer.Failed(nothing(target, down), since(start), tried);
            }
            Set<String> jobs = jobs(pools);
            Result age = asked(api, queries.age(), tried);
            Gaps gaps =
                    new Unscraped(query -> asked(api, query, tried), queries, jobs)
                            .gaps(((Vector) values).warnings());
            return new Answer.Given(
                    new FleetReading(owned(pools, jobs), gaps, oldest(age)), since(start), tried);
        }
    }

    private static Result asked(Api api, String query, List<String> tried) {
        Result result = api.query(query);
        tried.add(
                "query "
                        + new ServerText(query).shown()
                        + ": "
                        + switch (result) {
                            case Vector vector -> vector.samples().size() + " series";
                            case Matrix matrix -> matrix.series().size() + " series with a course";
                            case NoVector none -> none.failure().message().shown();
                        });
        return result;
    }

    private static Set<String> jobs(List<MeteredPool> pools) {
        Set<String> jobs = new HashSet<>();
        pools.forEach(pool -> jobs.add(Owners.label(pool, "job")));
        return jobs;
    }

    private static List<Pool> owned(List<MeteredPool> metered, Set<String> jobs) {
        List<Pool> pools = new ArrayList<>();
        for (MeteredPool pool : metered) {
            pools.add(Owners.owned(pool, jobs.size() > 1));
        }
        return pools;
    }

    private static Optional<Duration> oldest(Result age) {
        if (!(age instanceof Vector vector) || vector.samples().size() != 1) {
            return Optional.empty();
        }
        double seconds = vector.samples().getFirst().value();
        return seconds >= 0 && seconds < Integer.MAX_VALUE
                ? Optional.of(Duration.ofMillis((long) (seconds * 1000)))
                : Optional.empty();
    }

    /// An outage of all that would have told of pools must not read like a slip of the keyboard.
    private static Failure nothing(Target.Fleet target, Result down) {
        String where =
                target.shown()
                        + " knows no metrics of connection pools"
                        + target.match().map(match -> " for " + match).orElse("");
        List<Sample> all = Unscraped.isOfMetrics(down) ? List.of() : Unscraped.down(down);
        if (!all.isEmpty()) {
            List<String> named = all.stream().limit(NAMED).map(Unscraped::instance).toList();
            return Failure.of(
                    Code.UNREADABLE,
                    where
                            + ", and of what it would know them from this could not be scraped: "
                            + String.join(", ", named)
                            + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "")
                            + ".",
                    "See its page /targets for why the scrapes fail.");
        }
        return Failure.of(
                Code.UNREADABLE,
                where + ".",
                "poolmon asks for metrics such as " + String.join(", ", Origins.telltales()) + ".");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
