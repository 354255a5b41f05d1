package poolmon.output;

import java.io.IOException;
import java.io.Writer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gathers series, since the text format wants those of one metric together, and no series twice.
final class Families {
    private final Map<Family, Map<String, String>> families = new EnumMap<>(Family.class);

    /// Adds a series. One with the same labels as another gets a label more: a Prometheus throws
    /// away the whole of a text in which a series stands twice.
    void add(Family family, Map<String, String> labels, double value) {
        add(family, labels, Double.toString(value));
    }

    /// The same for a count.
    void add(Family family, Map<String, String> labels, long value) {
        add(family, labels, Long.toString(value));
    }

    private void add(Family family, Map<String, String> labels, String value) {
        Map<String, String> series = families.computeIfAbsent(family, key -> new LinkedHashMap<>());
        String text = text(labels);
        String unique = text;
        for (int i = 2; series.containsKey(unique); i++) {
            unique = text + ",namesake=\"" + i + "\"";
        }
        series.put(unique, value);
    }

    void writeTo(Writer writer) throws IOException {
        for (Map.Entry<Family, Map<String, String>> family : families.entrySet()) {
            writer.write(family.getKey().heading());
            for (Map.Entry<String, String> series : family.getValue().entrySet()) {
                writer.write(
                        family.getKey().metric()
                                + "{"
                                + series.getKey()
                                + "} "
                                + series.getValue()
                                + "\n");
            }
        }
    }

    private static String text(Map<String, String> labels) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(text.isEmpty() ? "" : ",").append(label.getKey()).append("=\"");
            String value = label.getValue();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '\\' || c == '"') {
                    text.append('\\');
                }
                text.append(c);
            }
            text.append('"');
        }
        return text.toString();
    }
}
