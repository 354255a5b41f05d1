import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The rows that every query gets: each column that any of poolmon's queries reads, as a real
/// server gave it. A query that reads a new column needs a new line in the file.
///
/// @param columns all of the same length, which is the number of rows
record CannedRows(List<Column> columns) {

    /// @param values as text; `\N` is NULL
    private record Column(String name, int type, List<String> values) {}

    private static final Map<String, Integer> TYPES =
            Map.of(
                    "bool",
                    16,
                    "int8",
                    20,
                    "int4",
                    23,
                    "text",
                    25,
                    "float8",
                    701,
                    "inet",
                    869,
                    "timestamptz",
                    1184,
                    "interval",
                    1186,
                    "numeric",
                    1700,
                    "int4[]",
                    1007);

    /// @param file tab-separated, one column a line: its name, its type, its value in each row
    static CannedRows read(Path file) throws IOException {
        return new CannedRows(
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> List.of(line.split("\t", -1)))
                        .map(
                                cells ->
                                        new Column(
                                                cells.get(0),
                                                TYPES.get(cells.get(1)),
                                                cells.subList(2, cells.size())))
                        .toList());
    }

    void describe(PostgresMessages out) throws IOException {
        out.send(
                'T',
                body -> {
                    body.writeShort(columns.size());
                    for (Column column : columns) {
                        PostgresMessages.string(body, column.name());
                        body.writeInt(0); // of no table
                        body.writeShort(0);
                        body.writeInt(column.type());
                        body.writeShort(-1); // of variable length
                        body.writeInt(-1);
                        body.writeShort(0); // as text
                    }
                });
    }

    void send(PostgresMessages out) throws IOException {
        int count = columns.getFirst().values().size();
        for (int row = 0; row < count; row++) {
            int current = row;
            out.send(
                    'D',
                    body -> {
                        body.writeShort(columns.size());
                        for (Column column : columns) {
                            value(body, column.values().get(current));
                        }
                    });
        }
        out.complete("SELECT " + count);
    }

    private static void value(DataOutputStream body, String value) throws IOException {
        if (value.equals("\\N")) {
            body.writeInt(-1);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        body.writeInt(bytes.length);
        body.write(bytes);
    }
}
