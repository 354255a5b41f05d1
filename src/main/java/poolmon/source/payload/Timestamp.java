package poolmon.source.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Times as services write them: `2024-02-15T10:30:00Z`, with or without a fraction, with an
/// offset, or with no zone at all (Python's `utcnow().isoformat()`), where UTC is meant. Read by
/// hand: a `DateTimeFormatter` takes longer to load than everything else here.
final class Timestamp {
    private static final int SECONDS_END = 19; // yyyy-mm-ddThh:mm:ss

    private Timestamp() {}

    static Optional<Instant> of(String text) {
        if (text.length() < SECONDS_END || text.length() > 40) {
            return Optional.empty();
        }
        try {
            int end = SECONDS_END;
            int nanos = 0;
            if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
                int from = ++end;
                while (end < text.length() && isDigit(text.charAt(end))) {
                    end++;
                }
                nanos = nanos(text.substring(from, Math.min(end, from + 9)));
            }
            return Optional.of(
                    LocalDateTime.of(
                                    number(text, 0, 4),
                                    number(text, after(text, 4, "-"), 2),
                                    number(text, after(text, 7, "-"), 2),
                                    number(text, after(text, 10, "Tt "), 2),
                                    number(text, after(text, 13, ":"), 2),
                                    number(text, after(text, 16, ":"), 2),
                                    nanos)
                            .toInstant(zone(text.substring(end))));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static ZoneOffset zone(String text) {
        return text.isEmpty() || text.equals("Z") || text.equals("z")
                ? ZoneOffset.UTC
                : ZoneOffset.of(text);
    }

    private static int nanos(String digits) {
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            nanos = nanos * 10 + (i < digits.length() ? digits.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int length) {
        int number = 0;
        for (int i = from; i < from + length; i++) {
            if (!isDigit(text.charAt(i))) {
                throw new DateTimeException("no digit");
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static int after(String text, int index, String separators) {
        if (separators.indexOf(text.charAt(index)) < 0) {
            throw new DateTimeException("no separator");
        }
        return index + 1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
