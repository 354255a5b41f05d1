package poolmon.columns;

import poolmon.model.ServerText;
import poolmon.model.Status;

import java.math.BigDecimal;
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
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

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

    /// An age in its two greatest units: `350ms`, `42s`, `14m 03s`, `2h 05m`, `3d 04h`. Negative
    /// ages, which a clock that was set back can make, are shown as `0ms`.
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds == 0) {
            return Math.max(0, age.toMillis()) + "ms";
        }
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m " + padded(seconds % MINUTE, 2) + "s";
        }
        if (seconds < DAY) {
            return seconds / HOUR + "h " + padded(seconds % HOUR / MINUTE, 2) + "m";
        }
        return seconds / DAY + "d " + padded(seconds % DAY / HOUR, 2) + "h";
    }

    /// An age, empty where it is not known.
    public static String age(Optional<Duration> age) {
        return age.isPresent() ? age(age.get()) : "";
    }

    /// The time that an answer took: `<1 ms`, `9 ms`, `5.0 s`.
    public static String latency(Duration latency) {
        long millis = (latency.toNanos() + MILLI / 2) / MILLI;
        if (millis < 1) {
            return "<1 ms";
        }
        return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
    }

    /// A percentage with one decimal and without the sign, empty where it is not known.
    public static String percent(OptionalDouble percent, Status status) {
        if (percent.isEmpty()) {
            return "";
        }
        double value = percent.getAsDouble();
        return Double.isFinite(value) ? rounded(value, status, 1).toPlainString() : "?";
    }

    /// A percentage rounded such that the figure cannot contradict the status it was judged by:
    /// 79.96 is healthy and must not read `80.0`, which is degraded; 95.02 is critical and must not
    /// read `95.0`, which is not. So what is critical is rounded up, all else down, and only what
    /// is full reads `100.0`. Exact for thresholds that have no more than `decimals` decimals.
    public static BigDecimal rounded(double percent, Status status, int decimals) {
        BigDecimal exact = BigDecimal.valueOf(percent);
        if (status == Status.CRITICAL) {
            BigDecimal up = exact.setScale(decimals, RoundingMode.CEILING);
            if (percent >= 100 || up.compareTo(HUNDRED) < 0) {
                return up;
            }
        }
        return exact.setScale(decimals, RoundingMode.FLOOR);
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
