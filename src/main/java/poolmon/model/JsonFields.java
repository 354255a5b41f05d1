package poolmon.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Fields of an answer that poolmon has no use for itself but passes on: name → value as JSON text,
/// in the order of the answer. Whoever makes it has masked the secrets in it and escaped every
/// character beyond ASCII, so that it can be written as it is.
public record JsonFields(Map<String, String> values) {
    /// No fields.
    public static final JsonFields NONE = new JsonFields(Map.of());

    public JsonFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
