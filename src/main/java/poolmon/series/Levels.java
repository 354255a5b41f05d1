package poolmon.series;

import java.util.Arrays;

/// How well a series is told by one level or by two: what is left of the values, in their unit and
/// as the mean of the amounts. A trend has to tell it better.
public final class Levels {
    private Levels() {}

    /// What is left of the values beside their median.
    public static double one(double[] series) {
        return series.length == 0 ? 0 : rest(series) / series.length;
    }

    /// What is left beside two levels, with a jump between them where that leaves least.
    public static double two(double[] series) {
        double least = rest(series);
        for (int i = 1; i < series.length; i++) {
            double before = rest(Arrays.copyOfRange(series, 0, i));
            double after = rest(Arrays.copyOfRange(series, i, series.length));
            least = Math.min(least, before + after);
        }
        return series.length == 0 ? 0 : least / series.length;
    }

    private static double rest(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double rest = 0;
        for (double value : sorted) {
            rest += Math.abs(value - median);
        }
        return rest;
    }
}
