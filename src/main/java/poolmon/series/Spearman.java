package poolmon.series;

import java.util.Arrays;

/// Whether two series go together: the rank correlation of Spearman (1904), which one wild value
/// does not make or break, and which asks for no straight line.
public final class Spearman {
    private Spearman() {}

    /// From −1 (one falls as the other rises) to 1; NaN where one of them stays the same all the
    /// time.
    ///
    /// @param a as many values as `b`
    public static double of(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double middle = (a.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - middle) * (y[i] - middle);
            xx += (x[i] - middle) * (x[i] - middle);
            yy += (y[i] - middle) * (y[i] - middle);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
    }

    /// The place of each value, from 1; those that are alike share the mean of theirs.
    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = Arrays.binarySearch(sorted, values[i]);
            int last = first;
            while (first > 0 && sorted[first - 1] == sorted[first]) {
                first--;
            }
            while (last < sorted.length - 1 && sorted[last + 1] == sorted[last]) {
                last++;
            }
            ranks[i] = (first + last) / 2.0 + 1;
        }
        return ranks;
    }
}
