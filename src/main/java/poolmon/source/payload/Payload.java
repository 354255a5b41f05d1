package poolmon.source.payload;

import poolmon.source.json.Json;
import poolmon.source.json.JsonTree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The body of an answer, taken apart once for all readers.
///
/// @param text the body as text; bytes that are no UTF-8 became `�`, for an error message in the
///     wrong encoding must not hide the counts beside it
/// @param json the body as JSON, where it is JSON
record Payload(String text, Optional<Json> json) {
    /// Under which name FastAPI puts what a handler passes to `HTTPException`.
    private static final String DETAIL = "detail";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static Payload of(byte[] body) {
        String decoded = new String(body, StandardCharsets.UTF_8);
        String text =
                !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK
                        ? decoded.substring(1)
                        : decoded;
        try {
            return new Payload(text, Optional.of(JsonTree.of(text)));
        } catch (IOException notJson) {
            return new Payload(text, Optional.empty());
        }
    }

    /// The object that has one of the given fields: the body itself, or what it holds as `detail`.
    Optional<Json.Obj> objectWith(String field) {
        for (Json.Obj object : objects()) {
            if (object.has(field)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    private List<Json.Obj> objects() {
        if (!(json.orElse(null) instanceof Json.Obj object)) {
            return List.of();
        }
        return object.object(DETAIL).map(inner -> List.of(object, inner)).orElse(List.of(object));
    }

    /// What the body is, for a sentence that says what came instead of a health report.
    String description() {
        String start = text.strip();
        if (start.isEmpty()) {
            return "an empty body";
        }
        if (json.isPresent()) {
            return switch (json.get()) {
                case Json.Obj object when object.fields().isEmpty() -> "an empty JSON object";
                case Json.Obj object ->
                        "JSON that tells of no pools (its fields are " + names(object) + ")";
                case Json.Arr _ -> "a JSON array";
                case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> "a lone JSON value";
            };
        }
        String lower = start.substring(0, Math.min(start.length(), 200)).toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.contains("<html")) {
            return "an HTML page";
        }
        return start.charAt(0) == '{' || start.charAt(0) == '['
                ? "broken or cut off JSON"
                : "text that is neither JSON nor metrics";
    }

    private static String names(Json.Obj object) {
        StringBuilder names = new StringBuilder();
        for (String name : object.fields().keySet()) {
            if (names.length() > 60) {
                return names + ", …";
            }
            names.append(names.isEmpty() ? "" : ", ").append(shortened(name));
        }
        return names.toString();
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
