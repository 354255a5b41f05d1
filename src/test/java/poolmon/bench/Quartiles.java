package poolmon.bench;

import java.util.Arrays;
import java.util.Collection;

/// The middle half of what was measured. Medians and not means: on a machine that does other
/// things, too, a few runs take several times as long, and say nothing of the program.
///
/// @param low a quarter of the values are below it
/// @param median half of them
/// @param high three quarters
record Quartiles(double low, double median, double high) {

    /// The quartiles of at least one value, interpolated between neighbours as R and NumPy do it
    /// unless they are told otherwise (Hyndman and Fan's seventh definition).
    static Quartiles of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
    }

    /// The median alone.
    static double median(Double... values) {
        return of(Arrays.asList(values)).median();
    }

    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
