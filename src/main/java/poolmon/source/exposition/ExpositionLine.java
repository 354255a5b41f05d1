package poolmon.source.exposition;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One line of an exposition that tells a value:
/// `name{label="value",…} 1.5 1700000000000 # {…} 1`.
///
/// Prometheus 3 may also write the name among the labels, quoted: `{"db.pool",label="value"} 1`.
final class ExpositionLine {
    private final String text;
    private final int end;
    private final String name;
    private int at;

    ExpositionLine(String text, int start, int end) {
        this.text = text;
        this.end = end;
        this.at = start;
        this.name = text.charAt(start) == '{' ? quotedName() : plainName();
    }

    /// The metric; empty where the line tells none.
    String name() {
        return name;
    }

    /// Whether the line has what a line with a value starts with.
    boolean startsLikeSample() {
        return !name.isEmpty() && at < end && " \t{,}".indexOf(text.charAt(at)) >= 0;
    }

    private String plainName() {
        int from = at;
        while (at < end && isNamePart(text.charAt(at), at == from)) {
            at++;
        }
        return text.substring(from, at);
    }

    /// The name as the older format has it, in which dots are underscores.
    private String quotedName() {
        at++;
        String quoted = at < end && text.charAt(at) == '"' ? quoted() : null;
        if (quoted == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            plain.append(isNamePart(quoted.charAt(i), i == 0) ? quoted.charAt(i) : '_');
        }
        return plain.toString();
    }

    private static boolean isNamePart(char c, boolean first) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == ':'
                || (!first && c >= '0' && c <= '9');
    }

    /// The whole line; empty where it is broken.
    Optional<Sample> sample() {
        Map<String, String> labels = new LinkedHashMap<>();
        blanks();
        if (at < end
                && (text.charAt(at) == '{' || text.charAt(at) == ',' || text.charAt(at) == '}')
                && !labels(labels)) {
            return Optional.empty();
        }
        blanks();
        return value(word()).map(value -> new Sample(name, labels, value));
    }

    /// Reads from the opening brace, or from behind a quoted name, to behind the closing brace.
    private boolean labels(Map<String, String> labels) {
        while (at < end) {
            boolean closes = text.charAt(at++) == '}';
            blanks();
            if (closes) {
                return true;
            }
            if (at < end && text.charAt(at) == '}') {
                continue; // a comma may stand behind the last label
            }
            String label = at < end && text.charAt(at) == '"' ? quoted() : plainName();
            blanks();
            if (label == null || label.isEmpty() || at >= end || text.charAt(at++) != '=') {
                return false;
            }
            blanks();
            String value = at < end && text.charAt(at) == '"' ? quoted() : null;
            if (value == null || labels.put(label, value) != null) {
                return false;
            }
            blanks();
            if (at >= end || (text.charAt(at) != ',' && text.charAt(at) != '}')) {
                return false;
            }
        }
        return false;
    }

    /// What stands in quotes, with its escapes resolved; null where the closing quote is missing.
    private @Nullable String quoted() {
        StringBuilder out = new StringBuilder();
        for (at++; at < end; at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c == '\\' && at + 1 < end) {
                c = text.charAt(++at);
                out.append(c == 'n' ? '\n' : c);
            } else {
                out.append(c);
            }
        }
        return null;
    }

    private String word() {
        int from = at;
        while (at < end && " \t\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private void blanks() {
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /// A number as Go writes it, which is how the formats define it.
    private static Optional<Double> value(String word) {
        return switch (word) {
            case "NaN", "Nan", "nan" -> Optional.of(Double.NaN);
            case "+Inf", "Inf", "+inf", "inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf", "-inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> finite(word);
        };
    }

    private static Optional<Double> finite(String word) {
        char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
        if (word.length() > 40 || !((last >= '0' && last <= '9') || last == '.')) {
            return Optional.empty(); // Java would read 1f and 0x1p3d, too
        }
        try {
            return Optional.of(Double.parseDouble(word));
        } catch (NumberFormatException notNumber) {
            return Optional.empty();
        }
    }
}
