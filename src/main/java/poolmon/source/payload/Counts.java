package poolmon.source.payload;

import poolmon.source.json.Json;
import poolmon.source.json.JsonText;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads the numbers of one pool, and remembers which of them are there but make no sense: a pool
/// whose `checked_out` is `"lots"` must not pass for healthy because its status says so.
final class Counts {
    /// More connections than this no pool has; a larger number is a mistake.
    private static final long MOST = 10_000_000;

    private final Json.Obj fields;
    private final List<String> nonsense = new ArrayList<>();

    Counts(Json.Obj fields) {
        this.fields = fields;
    }

    /// A number of connections, 0 or more. Numbers that were sent as text are read as numbers.
    OptionalLong connections(String name) {
        return whole(name, 0, MOST);
    }

    /// A number of connections that may be negative, as SQLAlchemy's `overflow` is.
    OptionalLong signed(String name) {
        return whole(name, -MOST, MOST);
    }

    /// A counter that only grows, 0 or more.
    OptionalLong counter(String name) {
        return whole(name, 0, Long.MAX_VALUE);
    }

    /// A percentage, 0 or more; above 100 is possible.
    OptionalDouble percent(String name) {
        String text = literal(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = number(text);
        if (value >= 0 && value <= MOST) {
            return OptionalDouble.of(value);
        }
        nonsense.add(name);
        return OptionalDouble.empty();
    }

    /// Whether the field is there, whatever its value.
    boolean has(String name) {
        return fields.has(name);
    }

    /// A count that is not told.
    OptionalLong none() {
        return OptionalLong.empty();
    }

    /// Whether one of the given fields is there and makes no sense.
    boolean isNonsense(List<String> names) {
        return names.stream().anyMatch(nonsense::contains);
    }

    /// What made no sense, by field and value, for a sentence.
    String nonsense() {
        StringBuilder said = new StringBuilder();
        for (String name : nonsense) {
            String value = JsonText.of(fields.get(name).orElse(new Json.Null()));
            said.append(said.isEmpty() ? "" : ", ").append(name).append(" is ");
            said.append(value.length() <= 40 ? value : value.substring(0, 40) + "…");
        }
        return said.toString();
    }

    private OptionalLong whole(String name, long least, long most) {
        String text = literal(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException notPlain) {
            double real = number(text); // 5.0 is 5, 5e0 too
            value = real == Math.rint(real) && Math.abs(real) <= MOST ? (long) real : least - 1;
        }
        if (value >= least && value <= most) {
            return OptionalLong.of(value);
        }
        nonsense.add(name);
        return OptionalLong.empty();
    }

    /// The number as it was written; empty where the field is absent or `null`.
    private String literal(String name) {
        Json value = fields.get(name).orElse(null);
        if (value instanceof Json.Num number) {
            return number.literal();
        }
        if (value instanceof Json.Text text && !text.value().isBlank()) {
            return text.value().strip();
        }
        return value == null ? "" : "?";
    }

    private static double number(String text) {
        if (text.length() > 40 || !startsLikeNumber(text.charAt(0))) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notNumber) {
            return Double.NaN;
        }
    }

    private static boolean startsLikeNumber(char c) {
        return c == '-' || (c >= '0' && c <= '9');
    }
}
