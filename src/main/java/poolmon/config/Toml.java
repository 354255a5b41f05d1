package poolmon.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of the config file.
sealed interface Toml {

    /// A text, or a date, which is none of ours.
    record Text(String value) implements Toml {}

    /// A number as it is printed.
    record Figure(String value) implements Toml {}

    /// True or false.
    record Flag(boolean value) implements Toml {}

    /// Values in brackets.
    record Series(List<Toml> items) implements Toml {
        public Series {
            items = List.copyOf(items);
        }

        /// The texts, where these are nothing else.
        List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (Toml item : items) {
                if (item instanceof Text text) {
                    texts.add(text.value());
                }
            }
            return texts.size() == items.size() ? texts : List.of();
        }
    }

    /// Values by their keys, in the order of the file.
    record Table(Map<String, Toml> entries) implements Toml {
        static final Table EMPTY = new Table(Map.of());

        public Table {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }
}
