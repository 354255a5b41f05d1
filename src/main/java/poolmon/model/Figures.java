package poolmon.model;

import java.time.Duration;

/// How figures stand in sentences and cells: the same everywhere, in every locale.
public final class Figures {
    private Figures() {}

    /// A percentage with one decimal, cut off and not rounded, so that 79.96 never reads as the 80
    /// that it has not reached. What is above a whole number by less than a tenth gets a second
    /// decimal: 95.01 does not read as the 95.0 that it has passed.
    public static String percent(double percent) {
        double above = 1e-9; // what binary fractions may be off
        long tenths = (long) Math.floor(percent * 10 + above);
        if (tenths % 10 == 0 && percent - tenths / 10.0 > above) {
            long hundredths = (long) Math.ceil(percent * 100 - above);
            return hundredths / 100 + "." + two(hundredths % 100);
        }
        return tenths / 10 + "." + tenths % 10;
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

    /// A count with its noun, for example `1 session`, `12 sessions`.
    public static String count(long count, String noun) {
        return count + " " + (count == 1 ? noun : noun + "s");
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
