package poolmon.columns;

import poolmon.model.Decimal;
import poolmon.model.Figures;
import poolmon.model.ServerText;
import poolmon.model.Status;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Numbers, ages and times as people read them, the same under every locale. No `String.format` and
/// no `DateTimeFormatter`: each would cost more than the whole table.
public final class Show {
    private static final long MILLI = 1_000_000;

    private Show() {}

    /// A count, empty where it is not known.
    public static String count(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : "";
    }

    /// A server's text on one line, empty where there is none.
    public static String text(Optional<ServerText> text) {
        return text.isPresent() ? text.get().shown() : "";
    }

    /// A server's text on one line, or `(none)`.
    public static String named(ServerText text) {
        return text.isBlank() ? "(none)" : text.shown();
    }

    /// An age, empty where it is not known.
    public static String age(Optional<Duration> age) {
        return age.isPresent() ? Figures.age(age.get()) : "";
    }

    /// The time that an answer took: `<1 ms`, `9 ms`, `5.0 s`.
    public static String latency(Duration latency) {
        long millis = (latency.toNanos() + MILLI / 2) / MILLI;
        if (millis < 1) {
            return "<1 ms";
        }
        return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
    }

    /// A round trip, which may be far below a millisecond.
    public static String roundTrip(Duration time) {
        return time.toMillis() >= 10
                ? latency(time)
                : new Decimal(Math.max(time.toNanos(), 10_000), 6)
                                .rounded(2, RoundingMode.HALF_UP)
                                .plain()
                        + " ms";
    }

    /// A percentage with one decimal and without its sign, empty where it is not known.
    public static String percent(OptionalDouble percent, Status status) {
        return percent.isPresent() ? Figures.percent(percent.getAsDouble(), status) : "";
    }

    /// A figure with so many decimals.
    public static String decimal(double value, int decimals) {
        return Double.isFinite(value)
                ? Decimal.of(value).rounded(decimals, RoundingMode.HALF_UP).plain(decimals)
                : "?";
    }

    /// The same with its sign, a plus too: `+12.3`.
    public static String signed(double value, int decimals) {
        String text = decimal(value, decimals);
        return text.startsWith("-") || text.equals("?") ? text : "+" + text;
    }

    /// An instant in UTC with milliseconds: `2026-11-23T11:03:19.693Z`.
    public static String time(Instant instant) {
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(
                        instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        return padded(utc.getYear(), 4)
                + ("-" + padded(utc.getMonthValue(), 2) + "-" + padded(utc.getDayOfMonth(), 2))
                + ("T" + padded(utc.getHour(), 2) + ":" + padded(utc.getMinute(), 2))
                + (":" + padded(utc.getSecond(), 2) + "." + padded(utc.getNano() / MILLI, 3) + "Z");
    }

    private static String padded(long number, int digits) {
        return "0".repeat(Math.max(0, digits - Long.toString(number).length())) + number;
    }
}
