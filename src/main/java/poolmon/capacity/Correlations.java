package poolmon.capacity;

import poolmon.model.PoolTrend.Companion;
import poolmon.model.PoolTrend.Correlation;
import poolmon.series.Spearman;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Whether something goes together with the utilisation of a pool. Neighbouring looks resemble each
/// other, so that of many the medians of stretches are compared.
public final class Correlations {
    private static final int FEWEST = Trend.FEWEST;
    private static final int STRETCHES = 60;

    /// Looks of which a share is taken, at least.
    private static final int OF_A_SHARE = 5;

    private Correlations() {}

    /// A utilisation, and what there was beside it at the same time.
    public record Pair(double percent, double beside) {}

    /// A utilisation at a time.
    public record Used(Instant at, double percent) {}

    /// A look at a time, which may have failed.
    public record Tried(Instant at, boolean failed) {}

    /// The correlation of values that were taken together.
    ///
    /// @param pairs by time
    /// @param what it is that stood beside, for a remark
    public static Correlation of(Companion with, List<Pair> pairs, String what) {
        if (pairs.size() < FEWEST) {
            return none(with, pairs.size(), "too few values of " + what);
        }
        List<Pair> stretches = pairs.size() > 2 * STRETCHES ? medians(pairs) : pairs;
        return spearman(with, stretches, what + " stays the same", "utilisation stays the same");
    }

    /// The correlation with the share of looks that failed, by stretches of time.
    ///
    /// @param used by time
    /// @param tried all looks, by time
    public static Correlation ofFailures(List<Used> used, List<Tried> tried) {
        if (tried.stream().noneMatch(Tried::failed)) {
            return none(Companion.ERROR_RATE, tried.size(), "no look failed");
        }
        int stretches = Math.min(STRETCHES, tried.size() / OF_A_SHARE);
        List<Pair> pairs = new ArrayList<>();
        if (stretches >= FEWEST) {
            shares(used, tried, stretches, pairs);
        }
        return pairs.size() < FEWEST
                ? none(Companion.ERROR_RATE, pairs.size(), "too few looks for shares of failures")
                : spearman(
                        Companion.ERROR_RATE,
                        pairs,
                        "as many looks fail all the time",
                        "utilisation stays the same");
    }

    private static void shares(
            List<Used> used, List<Tried> tried, int stretches, List<Pair> pairs) {
        Instant first = tried.getFirst().at();
        long whole = Math.max(1, Duration.between(first, tried.getLast().at()).toMillis());
        List<List<Double>> values = new ArrayList<>();
        int[] looks = new int[stretches];
        int[] failures = new int[stretches];
        for (int i = 0; i < stretches; i++) {
            values.add(new ArrayList<>());
        }
        for (Used each : used) {
            values.get(stretch(first, each.at(), whole, stretches)).add(each.percent());
        }
        for (Tried each : tried) {
            int stretch = stretch(first, each.at(), whole, stretches);
            looks[stretch]++;
            failures[stretch] += each.failed() ? 1 : 0;
        }
        for (int i = 0; i < stretches; i++) {
            if (!values.get(i).isEmpty() && looks[i] > 0) {
                pairs.add(new Pair(median(values.get(i)), (double) failures[i] / looks[i]));
            }
        }
    }

    private static int stretch(Instant first, Instant at, long whole, int stretches) {
        long millis = Duration.between(first, at).toMillis();
        return Math.clamp(millis * stretches / whole, 0, stretches - 1);
    }

    private static List<Pair> medians(List<Pair> pairs) {
        List<Pair> medians = new ArrayList<>();
        for (int i = 0; i < STRETCHES; i++) {
            List<Pair> stretch =
                    pairs.subList(i * pairs.size() / STRETCHES, (i + 1) * pairs.size() / STRETCHES);
            medians.add(
                    new Pair(
                            median(stretch.stream().map(Pair::percent).toList()),
                            median(stretch.stream().map(Pair::beside).toList())));
        }
        return medians;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    private static Correlation spearman(
            Companion with, List<Pair> pairs, String besideLevel, String usedLevel) {
        double[] used = pairs.stream().mapToDouble(Pair::percent).toArray();
        double[] beside = pairs.stream().mapToDouble(Pair::beside).toArray();
        double rho = Spearman.of(used, beside);
        if (Double.isNaN(rho)) {
            boolean isUsedLevel = pairs.stream().mapToDouble(Pair::percent).distinct().count() == 1;
            return none(with, pairs.size(), isUsedLevel ? usedLevel : besideLevel);
        }
        return new Correlation(with, OptionalDouble.of(rho), pairs.size(), "");
    }

    private static Correlation none(Companion with, int count, String remark) {
        return new Correlation(with, OptionalDouble.empty(), count, remark);
    }
}
