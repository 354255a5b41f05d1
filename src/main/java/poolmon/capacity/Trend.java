package poolmon.capacity;

import poolmon.series.Band;
import poolmon.series.Levels;
import poolmon.series.MannKendall;
import poolmon.series.TheilSen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Where a figure is going: a line that a few wild values do not bend, and whether there is one at
/// all.
///
/// @param looks how many values it rests on
/// @param first the time of the first of them
/// @param last the time of the last
/// @param line through the values, in their unit by the second since the first
/// @param band where the line may truly lie
/// @param newest the line through the newer half of the values alone
/// @param p how likely so clear a rise or fall is by chance, 0 to 1
/// @param fits whether the line tells the values better than one level does, and not much worse
///     than a jump from one level to another
/// @param stretches what the line was laid through: the values, of many the medians of stretches
public record Trend(
        int looks,
        Instant first,
        Instant last,
        TheilSen line,
        Band band,
        TheilSen newest,
        double p,
        boolean fits,
        List<Point> stretches) {
    /// Fewer values tell no trend.
    public static final int FEWEST = 10;

    /// Neighbouring looks resemble each other, which makes any test see trends; so they are put
    /// together in so many stretches, each with its median.
    private static final int STRETCHES = 60;

    private static final double SURE = 0.01;

    /// The part of what one level leaves of the values that a line may leave.
    private static final double BETTER = 0.9;

    /// A jump has one figure more to fit values with, so that it has to win by this much.
    private static final double JUMP = 1.1;

    /// A line that moves by less from the first look to the last, in percent, moves by nothing.
    private static final double LEAST = 1;

    /// Beyond this a line says nothing any more.
    private static final Duration HORIZON = Duration.ofDays(30);

    /// A value at a time.
    public record Point(Instant at, double value) {}

    /// When a value is reached by the line, not by single looks that waver about it. The interval
    /// of 95 % takes in that both the slope and the level of the line are uncertain: it is where
    /// the edges of the line's band come to the value, see [Band] for the formula and its sources.
    ///
    /// @param in from the last look, by the line
    /// @param earliest by the upper edge of the band, 0 where the line may be there already
    /// @param latest by its lower edge; absent where by that it is not reached within 30 days
    public record Reach(Duration in, Duration earliest, Optional<Duration> latest) {}

    /// The trend of a series.
    ///
    /// @param points one or more, by time
    public static Trend of(List<Point> points) {
        Instant first = points.getFirst().at();
        List<Point> stretches = points.size() > 2 * STRETCHES ? medians(points) : points;
        double[] times = new double[stretches.size()];
        double[] values = new double[stretches.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = seconds(first, stretches.get(i).at());
            values[i] = stretches.get(i).value();
        }
        TheilSen line = TheilSen.of(times, values);
        double rest = rest(line, times, values);
        return new Trend(
                points.size(),
                first,
                points.getLast().at(),
                line,
                Band.of(line, times, values),
                TheilSen.of(newer(times), newer(values)),
                MannKendall.of(values).p(),
                rest <= BETTER * Levels.one(values)
                        && rest <= JUMP * Levels.two(values) + LEAST / 10,
                List.copyOf(stretches));
    }

    /// What the line leaves of the values, as the mean of the amounts.
    private static double rest(TheilSen line, double[] times, double[] values) {
        double rest = 0;
        for (int i = 0; i < values.length; i++) {
            rest += Math.abs(values[i] - line.start() - line.slope() * times[i]);
        }
        return rest / values.length;
    }

    private static double[] newer(double[] all) {
        return Arrays.copyOfRange(all, all.length / 2, all.length);
    }

    private static List<Point> medians(List<Point> points) {
        List<Point> medians = new ArrayList<>();
        for (int i = 0; i < STRETCHES; i++) {
            List<Point> stretch =
                    points.subList(
                            i * points.size() / STRETCHES, (i + 1) * points.size() / STRETCHES);
            List<Double> values = new ArrayList<>();
            stretch.forEach(point -> values.add(point.value()));
            values.sort(null);
            medians.add(
                    new Point(stretch.get(stretch.size() / 2).at(), values.get(values.size() / 2)));
        }
        return medians;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /// The value of the line at the first look.
    public double start() {
        return line.start();
    }

    /// The value of the line at the last look.
    public double now() {
        return line.start() + line.slope() * seconds(first, last);
    }

    /// By how much the line goes up in an hour; negative where it falls.
    public double perHour() {
        return hourly(line.slope());
    }

    /// The lower end of the interval of 95 % of that.
    public double perHourLow() {
        return hourly(line.low());
    }

    /// Its upper end.
    public double perHourHigh() {
        return hourly(line.high());
    }

    private static double hourly(double perSecond) {
        return perSecond * 3600;
    }

    /// Whether there is a trend: not likely by chance, of some size, and not over. A jump from one
    /// level to another is as unlikely by chance as a slope is, but leads nowhere.
    public boolean isClear() {
        return looks >= FEWEST
                && p < SURE
                && Math.abs(line.slope()) * seconds(first, last) >= LEAST
                && Math.signum(line.low()) == Math.signum(line.high())
                && fits
                && goesOn();
    }

    /// Whether the newer half may well go on at half of the pace or more.
    private boolean goesOn() {
        return line.slope() > 0
                ? newest.high() >= line.slope() / 2
                : newest.low() <= line.slope() / 2;
    }

    /// When a value above is reached if all goes on as it does; absent where it does not go there
    /// within 30 days.
    public Optional<Reach> reaches(double value) {
        if (!isClear() || line.slope() <= 0 || now() >= value) {
            return Optional.empty();
        }
        return ahead(OptionalDouble.of((value - line.start()) / line.slope()))
                .map(
                        in ->
                                new Reach(
                                        in,
                                        ahead(band.earliest(value)).orElse(Duration.ZERO),
                                        ahead(band.latest(value))));
    }

    /// From the last look to a time; nothing where that is beyond the horizon.
    private Optional<Duration> ahead(OptionalDouble time) {
        if (time.isEmpty()) {
            return Optional.empty();
        }
        double seconds = Math.max(0, time.getAsDouble() - seconds(first, last));
        return seconds <= HORIZON.toSeconds()
                ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
                : Optional.empty();
    }
}
