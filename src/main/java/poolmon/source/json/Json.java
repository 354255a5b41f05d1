package poolmon.source.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value, as readers match on it. A number keeps the text it was written with, so that what
/// is only passed on stays what it was.
///
/// On the way of every good answer readers ask `instanceof` one after the other: a `switch` over
/// types is built anew at each start, which no cache saves.
public sealed interface Json {

    /// An object; its fields stand in the order of the text.
    record Obj(Map<String, Json> fields) implements Json {
        /// A field that is there and is not `null`.
        public Optional<Json> get(String name) {
            return Optional.ofNullable(fields.get(name)).filter(value -> !(value instanceof Null));
        }

        /// A field that is an object.
        public Optional<Obj> object(String name) {
            return get(name).filter(Obj.class::isInstance).map(Obj.class::cast);
        }

        /// A field that is a text, a number or a truth value, as text.
        public Optional<String> scalar(String name) {
            return get(name).flatMap(Json::text);
        }

        /// Whether there is a field of this name, `null` or not.
        public boolean has(String name) {
            return fields.containsKey(name);
        }
    }

    /// An array.
    record Arr(List<Json> values) implements Json {}

    /// A text.
    record Text(String value) implements Json {}

    /// A number, or one of the words `NaN`, `Infinity` and `-Infinity` that Python writes.
    record Num(String literal) implements Json {}

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// What a value that is neither object nor array nor `null` says.
    static Optional<String> text(Json value) {
        if (value instanceof Text text) {
            return Optional.of(text.value());
        }
        if (value instanceof Num number) {
            return Optional.of(number.literal());
        }
        return value instanceof Bool bool
                ? Optional.of(Boolean.toString(bool.value()))
                : Optional.empty();
    }
}
