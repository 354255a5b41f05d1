import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Speaks enough of PostgreSQL's protocol 3.0 for one look: SCRAM login, then the recorded rows to
/// whatever is asked by the extended protocol. The rows are those that a real server gave.
final class CannedPostgres implements CannedServers.Conversation {
    static final String PASSWORD = "training";

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final List<String[]> columns;
    private final List<String[]> rows;

    /// @param recorded tab-separated: the columns' names, the columns' type oids, then the rows;
    ///     `\N` is NULL, `\n` a new line
    CannedPostgres(Path recorded) throws IOException {
        List<String[]> lines =
                Files.readAllLines(recorded).stream().map(line -> line.split("\t", -1)).toList();
        columns = lines.subList(0, 2);
        rows = lines.subList(2, lines.size());
    }

    @Override
    public void hold(InputStream in, OutputStream out) throws IOException {
        DataInputStream input = new DataInputStream(in);
        DataOutputStream output = new DataOutputStream(out);
        startup(input, output);
        CannedScram scram = new CannedScram(PASSWORD);
        message(output, 'R', body -> body.write(scram.offer()));
        message(output, 'R', body -> body.write(scram.challenge(initialResponse(input))));
        message(output, 'R', body -> body.write(scram.confirm(password(input))));
        message(output, 'R', body -> body.writeInt(0));
        parameter(output, "server_version", "18.6");
        parameter(output, "server_encoding", "UTF8");
        parameter(output, "client_encoding", "UTF8");
        parameter(output, "DateStyle", "ISO, MDY");
        parameter(output, "TimeZone", "UTC");
        parameter(output, "integer_datetimes", "on");
        parameter(output, "standard_conforming_strings", "on");
        message(
                output,
                'K',
                body -> {
                    body.writeInt(4711);
                    body.writeInt(4712);
                });
        ready(output);
        serve(input, output);
    }

    private static void startup(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            int code = in.readInt();
            in.skipNBytes(length - 8L);
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                return;
            }
            out.writeByte('N');
            out.flush();
        }
    }

    private static String initialResponse(DataInputStream in) throws IOException {
        byte[] body = typed(in);
        int mechanism = new String(body, StandardCharsets.UTF_8).indexOf(0);
        return new String(body, mechanism + 5, body.length - mechanism - 5, StandardCharsets.UTF_8);
    }

    private static String password(DataInputStream in) throws IOException {
        return new String(typed(in), StandardCharsets.UTF_8);
    }

    private static byte[] typed(DataInputStream in) throws IOException {
        in.readByte();
        return in.readNBytes(in.readInt() - 4);
    }

    private void serve(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            char type = (char) in.readByte();
            in.skipNBytes(in.readInt() - 4L);
            switch (type) {
                case 'P' -> message(out, '1', body -> {});
                case 'B' -> message(out, '2', body -> {});
                case 'D' -> describe(out);
                case 'E' -> execute(out);
                case 'S' -> ready(out);
                case 'Q' -> {
                    describe(out);
                    execute(out);
                    ready(out);
                }
                case 'X' -> {
                    return;
                }
                default -> {}
            }
        }
    }

    private void describe(DataOutputStream out) throws IOException {
        message(
                out,
                'T',
                body -> {
                    body.writeShort(columns.getFirst().length);
                    for (int i = 0; i < columns.getFirst().length; i++) {
                        string(body, columns.getFirst()[i]);
                        body.writeInt(0);
                        body.writeShort(0);
                        body.writeInt(Integer.parseInt(columns.getLast()[i]));
                        body.writeShort(-1);
                        body.writeInt(-1);
                        body.writeShort(0);
                    }
                });
    }

    private void execute(DataOutputStream out) throws IOException {
        for (String[] row : rows) {
            message(
                    out,
                    'D',
                    body -> {
                        body.writeShort(row.length);
                        for (String value : row) {
                            if (value.equals("\\N")) {
                                body.writeInt(-1);
                            } else {
                                byte[] bytes =
                                        value.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
                                body.writeInt(bytes.length);
                                body.write(bytes);
                            }
                        }
                    });
        }
        message(out, 'C', body -> string(body, "SELECT " + rows.size()));
    }

    private static void parameter(DataOutputStream out, String name, String value)
            throws IOException {
        message(
                out,
                'S',
                body -> {
                    string(body, name);
                    string(body, value);
                });
    }

    private static void ready(DataOutputStream out) throws IOException {
        message(out, 'Z', body -> body.writeByte('I'));
        out.flush();
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.writeByte(0);
    }

    /// Writes the body of one message.
    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static void message(DataOutputStream out, char type, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(new DataOutputStream(bytes));
        out.writeByte(type);
        out.writeInt(bytes.size() + 4);
        bytes.writeTo(out);
        out.flush();
    }
}
