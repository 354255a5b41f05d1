package poolmon.series;

import java.util.Map;
import java.util.TreeMap;

/// Whether a series goes one way: the test of Mann (1945) and Kendall (1975), with the correction
/// for ties and the normal approximation.
///
/// @param s the number of pairs that rise less the number of those that fall
/// @param p how likely so much of a trend is where there is none, in both directions, 0 to 1
public record MannKendall(long s, double p) {

    /// Tests a series whose values are independent of one another.
    public static MannKendall of(double[] series) {
        int n = series.length;
        long s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += Double.compare(series[j], series[i]);
            }
        }
        double variance = variance(series);
        if (variance <= 0) {
            return new MannKendall(s, 1);
        }
        double z = s == 0 ? 0 : (s - Long.signum(s)) / Math.sqrt(variance);
        return new MannKendall(s, 2 * (1 - normal(Math.abs(z))));
    }

    /// The variance of `s` where there is no trend.
    static double variance(double[] series) {
        return (spread(series.length) - ties(series)) / 18;
    }

    private static double ties(double[] series) {
        Map<Double, Integer> counts = new TreeMap<>();
        for (double value : series) {
            counts.merge(value, 1, Integer::sum);
        }
        double ties = 0;
        for (int count : counts.values()) {
            ties += spread(count);
        }
        return ties;
    }

    private static double spread(double n) {
        return n * (n - 1) * (2 * n + 5);
    }

    /// The cumulative normal distribution, to seven digits (Abramowitz and Stegun, Handbook of
    /// Mathematical Functions, 26.2.17).
    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double tail =
                t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return 1 - Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * tail;
    }
}
