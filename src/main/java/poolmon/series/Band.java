package poolmon.series;

import java.util.Arrays;
import java.util.OptionalDouble;

/// Where the line through a series may truly lie, with 95 %: both its level and its slope are
/// uncertain, and the further ahead, the more the slope matters.
///
/// About the mean `tₘ` of the times, level `m` and slope `b` err independently of each other, so
/// that the line at the time `t` lies within
///
/// ```
/// m + b·(t − tₘ) ± √(hₘ² + h_b²·(t − tₘ)²)
/// ```
///
/// with the half widths `hₘ` and `h_b` of the intervals of both (N. R. Draper and H. Smith,
/// "Applied Regression Analysis", 3rd edition, 1998, 1.4 and 3.2). When it comes to a value is
/// where an edge of this band does (E. C. Fieller, "Some problems in interval estimation", Journal
/// of the Royal Statistical Society B 16, 1954), which solves a quadratic equation.
///
/// `h_b` is that of Sen's interval ([TheilSen]); `hₘ` is that of the median of what the line leaves
/// of the values, by its order statistics `n/2 ± z·√n/2` (W. J. Conover, "Practical Nonparametric
/// Statistics", 3rd edition, 1999, 3.2). Above and below have a width of their own each.
///
/// Both rest on values that err independently. Where neighbours resemble each other by `r`, so many
/// values tell no more than `n·(1 − r)/(1 + r)` do (G. V. Bayley and J. M. Hammersley, "The
/// effective number of independent observations in an autocorrelated time series", Supplement to
/// the Journal of the Royal Statistical Society 8, 1946), so that all widths grow by
/// `√((1 + r)/(1 − r))`.
///
/// @param middle the mean of the times
/// @param level of the line at that time
/// @param slope of the line
/// @param levelBelow half width of the level's interval, downwards, 0 or more
/// @param levelAbove the same upwards
/// @param slopeBelow half width of the slope's interval, downwards, 0 or more
/// @param slopeAbove the same upwards
public record Band(
        double middle,
        double level,
        double slope,
        double levelBelow,
        double levelAbove,
        double slopeBelow,
        double slopeAbove) {
    private static final double Z95 = 1.959964;

    /// Beyond this nothing is known any more of how far values resemble each other.
    private static final double MOST_ALIKE = 0.95;

    /// The band around a line.
    ///
    /// @param times that the line was laid through, ascending
    /// @param values as many, one or more
    public static Band of(TheilSen line, double[] times, double[] values) {
        double middle = Arrays.stream(times).average().orElse(0);
        double[] rests = new double[values.length];
        for (int i = 0; i < rests.length; i++) {
            rests[i] = values[i] - line.start() - line.slope() * times[i];
        }
        double alike = Math.clamp(alike(rests), 0, MOST_ALIKE);
        double wider = Math.sqrt((1 + alike) / (1 - alike));
        Arrays.sort(rests);
        int last = rests.length - 1;
        double width = Z95 * Math.sqrt(rests.length);
        int low = Math.clamp(Math.round((rests.length - width) / 2) - 1, 0, last);
        int high = Math.clamp(Math.round((rests.length + width) / 2), 0, last);
        return new Band(
                middle,
                line.start() + line.slope() * middle,
                line.slope(),
                wider * Math.max(0, -rests[low]),
                wider * Math.max(0, rests[high]),
                wider * Math.max(0, line.slope() - line.low()),
                wider * Math.max(0, line.high() - line.slope()));
    }

    /// How far neighbours resemble each other: their correlation, less than 1. What is left of `n`
    /// values beside a line shows `(2 + 4·r)/n` too little of it (N. P. A. van Giersbergen, "On the
    /// effect of deterministic terms on the bias in stable AR models", Economics Letters 89, 2005).
    private static double alike(double[] rests) {
        double together = 0;
        double all = 0;
        for (int i = 0; i < rests.length; i++) {
            together += i == 0 ? 0 : rests[i] * rests[i - 1];
            all += rests[i] * rests[i];
        }
        int n = rests.length;
        return all > 0 && n > 4 ? (n * together / all + 2) / (n - 4) : 0;
    }

    /// When the upper edge of the band comes to a value above, of a line that rises. The whole of
    /// it may lie above, so that there is no such time, or a time long past.
    public OptionalDouble earliest(double value) {
        double up = value - level;
        double root = root(up, levelAbove, slopeAbove);
        double below = up * up - levelAbove * levelAbove;
        return up <= levelAbove || !(root >= 0)
                ? OptionalDouble.empty()
                : OptionalDouble.of(middle + below / (slope * up + root));
    }

    /// When the lower edge of the band comes to a value above, of a line that rises; absent where
    /// it never does, for the line may as well be level.
    public OptionalDouble latest(double value) {
        double up = value - level;
        double steep = slope * slope - slopeBelow * slopeBelow;
        return slope <= slopeBelow || up < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        middle + (slope * up + root(up, levelBelow, slopeBelow)) / steep);
    }

    /// The root of the discriminant of `(b·x − up)² = hₘ² + h_b²·x²`.
    private double root(double up, double levelWidth, double slopeWidth) {
        return Math.sqrt(
                slope * slope * levelWidth * levelWidth
                        + slopeWidth * slopeWidth * (up * up - levelWidth * levelWidth));
    }
}
