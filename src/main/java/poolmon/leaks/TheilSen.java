package poolmon.leaks;

import java.util.Arrays;

/// The slope of a series that a few wild values do not bend: the median of the slopes of all pairs
/// (Theil 1950, Sen 1968).
final class TheilSen {
    private TheilSen() {}

    /// The slope per step; 0 for fewer than two values.
    static double slope(double[] series) {
        int n = series.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[at++] = (series[j] - series[i]) / (j - i);
            }
        }
        if (slopes.length == 0) {
            return 0;
        }
        Arrays.sort(slopes);
        int middle = slopes.length / 2;
        return slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
    }
}
