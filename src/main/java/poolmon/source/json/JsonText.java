package poolmon.source.json;

import poolmon.model.JsonFields;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Writes values as JSON text that can be passed on as it is: secrets are masked, and every
/// character beyond printable ASCII is escaped, so that no terminal is reprogrammed by it.
public final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /// The text of one value.
    public static String of(Json value) {
        JsonText text = new JsonText();
        text.value(value);
        return text.out.toString();
    }

    /// The fields of an object less those that are known.
    public static JsonFields extras(Json.Obj object, Set<String> known) {
        Map<String, String> extras = new LinkedHashMap<>();
        object.fields()
                .forEach(
                        (name, value) -> {
                            if (!known.contains(name)) {
                                extras.put(name, of(shown(name, value)));
                            }
                        });
        return extras.isEmpty() ? JsonFields.NONE : new JsonFields(extras);
    }

    private void value(Json value) {
        if (value instanceof Json.Obj object) {
            object(object);
        } else if (value instanceof Json.Arr array) {
            array(array);
        } else if (value instanceof Json.Text text) {
            string(Secrets.masked(text.value()));
        } else if (value instanceof Json.Num number && isWord(number)) {
            out.append("null");
        } else {
            out.append(Json.text(value).orElse("null"));
        }
    }

    /// `NaN` and its like are no JSON, whoever writes them.
    private static boolean isWord(Json.Num number) {
        char last = number.literal().charAt(number.literal().length() - 1);
        return last < '0' || last > '9';
    }

    private void object(Json.Obj object) {
        char before = '{';
        for (var field : object.fields().entrySet()) {
            out.append(before);
            string(field.getKey());
            out.append(':');
            value(shown(field.getKey(), field.getValue()));
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static Json shown(String name, Json value) {
        return Secrets.isSecret(name) && !(value instanceof Json.Null)
                ? new Json.Text(Secrets.MASK)
                : value;
    }

    private void array(Json.Arr array) {
        char before = '[';
        for (Json value : array.values()) {
            out.append(before);
            value(value);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                out.append(c);
            } else {
                escaped(c);
            }
        }
        out.append('"');
    }

    private void escaped(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}
