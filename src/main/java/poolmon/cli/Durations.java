package poolmon.cli;

import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/// Reads durations as people write them: `500ms`, `30s`, `5m`, `1h30m`, `2d`, and ISO-8601.
final class Durations {

    private record Unit(String word, long millis) {}

    private static final List<Unit> UNITS =
            List.of(
                    new Unit("ms", 1),
                    new Unit("s", 1_000),
                    new Unit("m", 60_000),
                    new Unit("h", 3_600_000),
                    new Unit("d", 86_400_000));

    private Durations() {}

    /// @throws TypeConversionException with a sentence that says what to write
    static Duration read(String text) {
        try {
            return text.startsWith("P") || text.startsWith("p")
                    ? notNegative(Duration.parse(text), text)
                    : sum(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(text);
        }
    }

    /// Adds up number and unit pairs, for example `1h30m`; fractions such as `1.5s` are allowed.
    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        int at = 0;
        do {
            int unit = at;
            while (unit < text.length() && isNumeric(text.charAt(unit))) {
                unit++;
            }
            int end = unit;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            sum = sum.plus(part(text, text.substring(at, unit), text.substring(unit, end)));
            at = end;
        } while (at < text.length());
        return sum;
    }

    private static Duration part(String text, String number, String word) {
        for (Unit unit : UNITS) {
            if (unit.word.equals(word)) {
                try {
                    double millis = Double.parseDouble(number) * unit.millis;
                    if (millis >= 0 && millis <= Long.MAX_VALUE / 1e6) {
                        return Duration.ofNanos(Math.round(millis * 1e6));
                    }
                } catch (NumberFormatException e) {
                    throw wrong(text);
                }
            }
        }
        throw wrong(text);
    }

    private static boolean isNumeric(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static Duration notNegative(Duration duration, String text) {
        if (duration.isNegative()) {
            throw wrong(text);
        }
        return duration;
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'" + text + "' is no duration; write for example 500ms, 30s, 5m or 1h30m");
    }
}
