package poolmon.model;

import java.math.RoundingMode;
import java.time.Duration;

/// How figures stand in sentences and cells: the same everywhere, in every locale.
public final class Figures {
    private Figures() {}

    /// A percentage with one decimal and without its sign, cut such that the figure does not
    /// contradict the status it was judged by: 79.96 is healthy and must not read `80.0`, which is
    /// degraded; 95.02 is critical and must not read `95.0`, which is not. So what is critical is
    /// rounded up, all else down, and only what is full reads `100.0`. Exact for thresholds without
    /// decimals.
    public static String percent(double percent, Status status) {
        return Double.isFinite(percent) ? oneDecimal(percent, status) : "?";
    }

    private static String oneDecimal(double percent, Status status) {
        Decimal exact = Decimal.of(percent);
        if (status == Status.CRITICAL) {
            String up = exact.rounded(1, RoundingMode.CEILING).plain(1);
            if (percent >= 100 || !up.equals("100.0")) {
                return up;
            }
        }
        return exact.rounded(1, RoundingMode.FLOOR).plain(1);
    }

    /// A percentage rounded to the nearest hundredth, for programs. Where that would land on a
    /// tenth that the percentage only comes near to, it stays a hundredth away on the side where it
    /// stands, so that it compares with a threshold of one decimal as the exact figure does.
    public static double twoDecimals(double percent) {
        Decimal exact = Decimal.of(percent);
        if (exact.scale() <= 2) {
            return percent;
        }
        Decimal nearest = exact.rounded(2, RoundingMode.HALF_UP);
        boolean isAbove = nearest.equals(exact.rounded(2, RoundingMode.FLOOR));
        boolean onTenth = nearest.unscaled() % 10 == 0;
        long away = onTenth ? (isAbove ? 1 : -1) : 0;
        return Double.parseDouble(new Decimal(nearest.unscaled() + away, 2).plain());
    }

    /// An age in its two largest units, for example `14m 03s`, `2h 05m`, `850ms`.
    public static String age(Duration age) {
        long millis = Math.max(0, age.toMillis());
        if (millis < 1_000) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m " + two(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + "h " + two(seconds / 60 % 60) + "m";
        }
        return seconds / 86_400 + "d " + two(seconds / 3_600 % 24) + "h";
    }

    /// A size in its largest unit, for example `512 B`, `1.5 MiB`.
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < 4) {
            size /= 1024;
            unit++;
        }
        String rounded = Decimal.of(size).rounded(1, RoundingMode.HALF_UP).plain(1);
        return rounded + " " + "KMGTP".charAt(unit) + "iB";
    }

    /// A figure rounded to so many decimals, without those that are 0 at its end.
    public static String decimal(double figure, int decimals) {
        if (!Double.isFinite(figure)) {
            return "?";
        }
        return Decimal.of(figure).rounded(decimals, RoundingMode.HALF_UP).stripped().plain();
    }

    /// A figure to about three digits.
    public static String figure(double figure) {
        double size = Math.abs(figure);
        return decimal(figure, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }

    /// A short time to three digits, for example `0.43 ms`, `20 ms`, `1.5 s`; `0 ms` for nothing.
    public static String shortTime(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis >= 1000) {
            return decimal(millis / 1000, millis >= 100_000 ? 0 : millis >= 10_000 ? 1 : 2) + " s";
        }
        return millis > 0 && millis < 0.01
                ? "<0.01 ms"
                : decimal(millis, millis >= 100 ? 0 : millis >= 10 ? 1 : 2) + " ms";
    }

    /// A count with its noun, for example `1 session`, `12 sessions`.
    public static String count(long count, String noun) {
        return count + " " + (count == 1 ? noun : noun + "s");
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
