package poolmon.source.prometheus;

import poolmon.model.Reading.Gaps;
import poolmon.model.ServerText;
import poolmon.source.exposition.Sample;
import poolmon.source.prometheus.Api.NoVector;
import poolmon.source.prometheus.Api.Result;
import poolmon.source.prometheus.Api.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Which of the instances that could not be scraped are missing in an answer about pools: those of
/// jobs that have pools or had some lately, and those that were asked for by name. That a node
/// exporter is down is none of our business.
final class Unscraped {
    private final Function<String, Result> asking;
    private final Queries queries;
    private final Set<String> jobs;

    /// @param jobs that have pools
    Unscraped(Function<String, Result> asking, Queries queries, Set<String> jobs) {
        this.asking = asking;
        this.queries = queries;
        this.jobs = Set.copyOf(jobs);
    }

    /// @param warnings what the server said about its answer so far
    Gaps gaps(List<ServerText> warnings) {
        Result result = asking.apply(queries.down());
        if (result instanceof NoVector none) {
            List<ServerText> all = new ArrayList<>(warnings);
            all.add(
                    new ServerText(
                            "which instances are down is not known: " + none.failure().message()));
            return new Gaps(List.of(), List.of(), all);
        }
        List<Sample> down = down(result);
        return down.isEmpty()
                ? new Gaps(List.of(), List.of(), warnings)
                : gaps(down, isOfMetrics(result), warnings);
    }

    /// The instances themselves, of the answer to [Queries#down()].
    static List<Sample> down(Result result) {
        return result instanceof Vector vector
                ? vector.samples().stream().filter(sample -> sample.value() == 0).toList()
                : List.of();
    }

    /// Whether the instances were selected by labels that only their metrics have.
    static boolean isOfMetrics(Result result) {
        return result instanceof Vector vector
                && vector.samples().stream().anyMatch(sample -> sample.value() == 1);
    }

    private Gaps gaps(List<Sample> down, boolean ofMetrics, List<ServerText> warnings) {
        List<Sample> ours = new ArrayList<>();
        List<Sample> open = new ArrayList<>();
        for (Sample sample : down) {
            boolean isOurs = !ofMetrics && (queries.nameInstances() || jobs.contains(job(sample)));
            (isOurs ? ours : open).add(sample);
        }
        List<Sample> undecided = List.of();
        if (!open.isEmpty()) {
            Set<String> asked = new TreeSet<>();
            open.forEach(sample -> asked.add(job(sample)));
            Result lately = asking.apply(queries.lately(asked, ofMetrics ? ", instance" : ""));
            if (lately instanceof Vector vector) {
                open.stream().filter(each -> isAmong(each, vector, ofMetrics)).forEach(ours::add);
            } else {
                undecided = open;
            }
        }
        Set<String> several = new TreeSet<>(jobs);
        ours.forEach(sample -> several.add(job(sample)));
        return new Gaps(
                named(ours, several.size() > 1),
                named(undecided, /* severalJobs= */ true),
                warnings);
    }

    private static boolean isAmong(Sample sample, Vector lately, boolean byInstance) {
        return lately.samples().stream()
                .anyMatch(
                        had ->
                                job(had).equals(job(sample))
                                        && (!byInstance || instance(had).equals(instance(sample))));
    }

    private static List<ServerText> named(List<Sample> instances, boolean severalJobs) {
        List<ServerText> named = new ArrayList<>();
        for (Sample sample : instances) {
            String job = job(sample);
            named.add(
                    new ServerText(
                            severalJobs && !job.isEmpty()
                                    ? job + " " + instance(sample)
                                    : instance(sample)));
        }
        return named;
    }

    private static String job(Sample sample) {
        return sample.labels().getOrDefault("job", "");
    }

    static String instance(Sample sample) {
        return sample.labels().getOrDefault("instance", "(no instance)");
    }
}
