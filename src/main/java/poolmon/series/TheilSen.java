package poolmon.series;

import java.util.Arrays;

/// The slope of a series that a few wild values do not bend: the median of the slopes of all pairs
/// (Theil 1950, Sen 1968).
///
/// @param slope per unit of time
/// @param low the lower end of the slope's interval of 95 % (Sen 1968; Gilbert, "Statistical
///     Methods for Environmental Pollution Monitoring", 1987, 16.4.2)
/// @param high the upper end
/// @param start the value of the line at time 0: the median of what is left of the values
public record TheilSen(double slope, double low, double high, double start) {
    /// Of the normal distribution, on both sides together.
    private static final double Z95 = 1.959964;

    /// The slope per step; 0 for fewer than two values.
    public static double slope(double[] series) {
        double[] times = new double[series.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i;
        }
        return of(times, series).slope();
    }

    /// The line through a series; level for fewer than two values at different times.
    ///
    /// @param times ascending
    /// @param values as many
    public static TheilSen of(double[] times, double[] values) {
        double[] slopes = slopes(times, values);
        double slope = slopes.length == 0 ? 0 : median(slopes);
        double[] rests = new double[values.length];
        for (int i = 0; i < rests.length; i++) {
            rests[i] = values[i] - slope * times[i];
        }
        Arrays.sort(rests);
        double start = rests.length == 0 ? 0 : median(rests);
        if (slopes.length == 0) {
            return new TheilSen(0, 0, 0, start);
        }
        double width = Z95 * Math.sqrt(Math.max(0, MannKendall.variance(values)));
        int last = slopes.length - 1;
        int low = Math.clamp(Math.round((slopes.length - width) / 2) - 1, 0, last);
        int high = Math.clamp(Math.round((slopes.length + width) / 2), 0, last);
        return new TheilSen(slope, slopes[low], slopes[high], start);
    }

    private static double[] slopes(double[] times, double[] values) {
        int n = times.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (times[j] > times[i]) {
                    slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
                }
            }
        }
        double[] all = Arrays.copyOf(slopes, count);
        Arrays.sort(all);
        return all;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
