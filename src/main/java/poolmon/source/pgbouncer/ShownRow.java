package poolmon.source.pgbouncer;

import poolmon.model.ServerText;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A row of what the console shows. Columns come and go from version to version, so each is asked
/// for by its name, and one that is not there is absent.
record ShownRow(Map<String, String> fields) {
    ShownRow {
        fields = Map.copyOf(fields);
    }

    /// A count; absent where it is missing or no number.
    OptionalLong count(String column) {
        String text = fields.get(column);
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// The sum of those counts that are there.
    long sum(String... columns) {
        long sum = 0;
        for (String column : columns) {
            sum += Math.max(0, count(column).orElse(0));
        }
        return sum;
    }

    /// A text; absent where it is missing or empty.
    Optional<ServerText> text(String column) {
        return Optional.ofNullable(fields.get(column))
                .filter(text -> !text.isEmpty())
                .map(ServerText::new);
    }

    /// Whether a column says yes.
    boolean is(String column) {
        String text = fields.get(column);
        return text != null && (text.equals("1") || text.equals("t") || text.equals("yes"));
    }
}
