package poolmon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Where the utilisation of a pool is going.
///
/// @param target whose pool it is, as it showed itself
/// @param latest the pool as it was last seen, judged by the thresholds
/// @param status how it stands with what is to come
/// @param looks how many values it rests on, 1 or more
/// @param first the time of the first of them
/// @param last the time of the last
/// @param line through the values; absent where they are too few for one
/// @param warning when the warning threshold is reached, where the line goes there
/// @param critical the same for the critical one
/// @param correlations what was compared with the utilisation
/// @param points the values for a chart, of many the medians of stretches; by time
public record PoolTrend(
        ServerText target,
        JudgedPool latest,
        Status status,
        Direction direction,
        int looks,
        Instant first,
        Instant last,
        Optional<Line> line,
        Optional<Reach> warning,
        Optional<Reach> critical,
        List<Correlation> correlations,
        List<Point> points) {
    public PoolTrend {
        correlations = List.copyOf(correlations);
        points = List.copyOf(points);
    }

    /// Where it goes; the words are part of the JSON contract.
    public enum Direction {
        RISING,
        FALLING,
        /// No trend: what there is may be chance, is tiny, or has come to an end.
        NONE,
        /// Too few looks to tell.
        TOO_FEW,
        /// The pool was not there any more at the end.
        GONE;

        /// The word that stands in JSON, for example `too-few`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The line, in percent of the capacity.
    ///
    /// @param perHour by how many percentage points it goes up in an hour
    /// @param low the lower end of the interval of 95 % of that
    /// @param high the upper end
    /// @param start its value at the first look
    /// @param end its value at the last look
    /// @param p how likely so clear a rise or fall is by chance, 0 to 1
    public record Line(
            double perHour, double low, double high, double start, double end, double p) {}

    /// When a threshold is reached, counted from the last look, with an interval of 95 % for that
    /// the line's slope and its level are both uncertain.
    ///
    /// @param in by the line
    /// @param earliest 0 where the line may be there already
    /// @param latest absent: not within 30 days
    public record Reach(Duration in, Duration earliest, Optional<Duration> latest) {}

    /// What may go together with the utilisation; the words are part of the JSON contract.
    public enum Companion {
        /// How long the target took to answer, poolmon or its own clients.
        LATENCY,
        /// How long callers waited for a connection.
        ACQUIRE_TIME,
        /// The share of looks, or of requests, that failed.
        ERROR_RATE;

        /// The word that stands in JSON, for example `error-rate`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Whether something goes together with the utilisation.
    ///
    /// @param rho rank correlation of Spearman, −1 to 1; absent where there is none to tell
    /// @param count of the pairs that it rests on
    /// @param remark why there is none; empty where there is one
    public record Correlation(Companion with, OptionalDouble rho, int count, String remark) {}

    /// A utilisation in percent at a time.
    public record Point(Instant at, double percent) {}
}
