package poolmon.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;

import poolmon.config.Toml.Table;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// TOML as a tree, and on which line each part of it stands.
///
/// The library keeps no lines, so they are found when there is something to say about one: the text
/// is read anew, statement by statement. A statement is what the library can read for itself: a
/// line, or as many as a text or a list in brackets goes over.
final class TomlText {
    /// Tables within tables within lists; ours are three deep.
    private static final int DEEPEST = 16;

    /// A statement longer than this is not ours.
    private static final int MOST_ROWS = 100;

    private final TomlFactory factory;
    private final String text;
    private Optional<Map<List<String>, Integer>> lines = Optional.empty();

    TomlText(String text) {
        this.text = text;
        this.factory =
                TomlFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                        .build();
    }

    /// What keeps the text from being read. The message quotes nothing of it.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Wrong(int line, String sentence) {
            super(sentence);
            this.line = line;
        }

        /// From 1 on; 0 where it is not known.
        int line() {
            return line;
        }

        /// What is wrong.
        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /// The whole text.
    Table tree() throws Wrong {
        return tree(text);
    }

    private Table tree(String part) throws Wrong {
        try (JsonParser parser = factory.createParser(new StringReader(part))) {
            parser.nextToken();
            return table(parser);
        } catch (StreamConstraintsException e) {
            throw new Wrong(0, "it has more than poolmon would ever need: too deep or too long");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new Wrong(
                    Math.min(line, lines(part)), sentence(String.valueOf(e.getOriginalMessage())));
        } catch (IOException | RuntimeException e) {
            throw new Wrong(0, "it cannot be read as TOML");
        }
    }

    /// The library counts a separator of lines, too, which no editor does.
    private static int lines(String part) {
        int lines = 1;
        for (int i = part.indexOf('\n'); i >= 0; i = part.indexOf('\n', i + 1)) {
            lines++;
        }
        return lines;
    }

    private static Table table(JsonParser parser) throws IOException {
        Map<String, Toml> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            entries.put(key, value(parser));
        }
        return new Table(entries);
    }

    private static Toml value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> table(parser);
            case START_ARRAY -> {
                List<Toml> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Toml.Series(items);
            }
            case VALUE_TRUE -> new Toml.Flag(true);
            case VALUE_FALSE -> new Toml.Flag(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Toml.Figure(parser.getText());
            default -> new Toml.Text(parser.getText());
        };
    }

    /// The library's words are for programmers, and some of them quote the text.
    private static String sentence(String message) {
        if (message.startsWith("Duplicate key")) {
            return "the key stands here for the second time";
        }
        if (message.startsWith("Table redefined")) {
            return "the table stands here for the second time";
        }
        if (message.startsWith("Newline not permitted")) {
            return "the line ends too early: a quote or a value is missing";
        }
        if (message.startsWith("Unknown escape")) {
            return "a backslash stands before what it cannot escape; between single quotes it"
                    + " stands for itself";
        }
        if (message.startsWith("Illegal control")) {
            return "there is a control character";
        }
        if (message.startsWith("Path into existing")) {
            return "the key has another kind of value already";
        }
        if (message.startsWith("Premature end") || message.startsWith("EOF")) {
            return "the file ends in the middle of something";
        }
        return "this is no TOML: write key = value, with texts in quotes";
    }

    /// The line of a key by its path, or of the table around it; 0 where it is not known.
    int line(List<String> path) {
        Map<List<String>, Integer> known = lines.orElseGet(this::found);
        lines = Optional.of(known);
        for (int length = path.size(); length > 0; length--) {
            Integer line = known.get(path.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    private Map<List<String>, Integer> found() {
        Map<List<String>, Integer> known = new HashMap<>();
        String[] rows = text.split("\n", -1);
        List<String> around = List.of();
        for (int start = 0; start < rows.length; ) {
            StringBuilder statement = new StringBuilder(rows[start]).append('\n');
            int end = start + 1;
            Optional<Table> read = readable(statement);
            while (read.isEmpty() && end < rows.length && end - start < MOST_ROWS) {
                statement.append(rows[end++]).append('\n');
                read = readable(statement);
            }
            if (read.isPresent()) {
                boolean isHeader = rows[start].stripLeading().startsWith("[");
                List<String> from = isHeader ? List.of() : around;
                List<String> last = note(read.get(), from, start + 1, known);
                around = isHeader ? last : around;
            }
            start = end;
        }
        return known;
    }

    private Optional<Table> readable(StringBuilder statement) {
        try {
            return Optional.of(tree(statement.toString()));
        } catch (Wrong e) {
            return Optional.empty();
        }
    }

    /// Notes the line of all keys of a statement.
    ///
    /// @return the path of the last of them
    private static List<String> note(
            Table table, List<String> path, int line, Map<List<String>, Integer> known) {
        List<String> last = path;
        for (Map.Entry<String, Toml> entry : table.entries().entrySet()) {
            List<String> below = new ArrayList<>(path);
            below.add(entry.getKey());
            known.putIfAbsent(below, line);
            last =
                    entry.getValue() instanceof Table inner
                            ? note(inner, below, line, known)
                            : below;
        }
        return last;
    }
}
