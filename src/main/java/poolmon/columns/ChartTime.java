package poolmon.columns;

import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Line;
import poolmon.model.PoolTrend.Reach;
import poolmon.model.Spans;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The axis of time of a chart: from the first look to the last, and ahead to where a threshold is
/// reached, but not by more than half of that.
///
/// @param first the first look
/// @param last the last look
/// @param end where the axis ends
public record ChartTime(Instant first, Instant last, Instant end) {
    /// The axis for a trend.
    public static ChartTime of(PoolTrend trend) {
        Optional<Reach> farthest = trend.critical().or(trend::warning);
        Duration half = Spans.part(Duration.between(trend.first(), trend.last()), 2);
        Duration ahead =
                farthest.map(reach -> reach.in().compareTo(half) < 0 ? reach.in() : half)
                        .orElse(Duration.ZERO);
        return new ChartTime(trend.first(), trend.last(), trend.last().plus(ahead));
    }

    /// Where a time lies on the axis, 0 at its start and 1 at its end.
    public double share(Instant at) {
        double whole = millis(end);
        return whole <= 0 ? 0 : millis(at) / whole;
    }

    /// The value of a line at a place on the axis, in percent.
    public double value(Line line, double share) {
        double whole = millis(last);
        return whole <= 0
                ? line.start()
                : line.start() + (line.end() - line.start()) * share * millis(end) / whole;
    }

    private double millis(Instant at) {
        return Duration.between(first, at).toMillis();
    }

    /// A time as precise as the axis needs it: `03:00:12`, `03:00`, `11-23 03:00`.
    public String label(Instant at) {
        String text = Show.time(at);
        Duration whole = Duration.between(first, end);
        if (whole.compareTo(Duration.ofMinutes(10)) < 0) {
            return text.substring(11, 19);
        }
        return whole.compareTo(Duration.ofDays(1)) < 0
                ? text.substring(11, 16)
                : text.substring(5, 10) + " " + text.substring(11, 16);
    }
}
