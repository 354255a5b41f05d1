import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// Speaks enough of PostgreSQL's protocol 3.0 for one look: SCRAM login, then the recorded rows to
/// every query, whatever it asks for, since readers take columns by name.
final class CannedPostgres implements CannedServers.Conversation {
    static final String PASSWORD = "training";

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final CannedRows rows;

    /// @param recorded see [CannedRows]
    CannedPostgres(Path recorded) throws IOException {
        rows = CannedRows.read(recorded);
    }

    @Override
    public void hold(InputStream in, OutputStream out) throws IOException {
        DataInputStream input = new DataInputStream(in);
        PostgresMessages output = new PostgresMessages(out);
        refuseEncryption(input, out);
        logIn(input, output);
        greet(output);
        answerQueries(input, output);
    }

    private static void refuseEncryption(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            int code = in.readInt();
            in.skipNBytes(length - 8L);
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                return;
            }
            out.write('N');
            out.flush();
        }
    }

    private static void logIn(DataInputStream in, PostgresMessages out) throws IOException {
        CannedScram scram = new CannedScram(PASSWORD);
        out.send('R', scram.offer());
        out.flush();
        out.send('R', scram.challenge(clientFirst(in)));
        out.flush();
        out.send('R', scram.confirm(text(in)));
        out.send('R', body -> body.writeInt(0));
    }

    /// What follows the name of the mechanism and the length.
    private static String clientFirst(DataInputStream in) throws IOException {
        String response = text(in);
        return response.substring(response.indexOf('\0') + 5);
    }

    private static String text(DataInputStream in) throws IOException {
        in.readByte();
        return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.ISO_8859_1);
    }

    private static void greet(PostgresMessages out) throws IOException {
        out.parameter("server_version", "18.6");
        out.parameter("server_encoding", "UTF8");
        out.parameter("client_encoding", "UTF8");
        out.parameter("DateStyle", "ISO, MDY");
        out.parameter("TimeZone", "UTC");
        out.parameter("integer_datetimes", "on");
        out.parameter("standard_conforming_strings", "on");
        out.send(
                'K',
                key -> {
                    key.writeInt(4711);
                    key.writeInt(4712);
                });
        out.ready('I');
    }

    private void answerQueries(DataInputStream in, PostgresMessages out) throws IOException {
        char transaction = 'I';
        String verb = "";
        while (true) {
            char type = (char) in.readByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            switch (type) {
                case 'P' -> {
                    verb = verb(afterName(body));
                    out.send('1');
                }
                case 'B' -> out.send('2');
                case 'D' -> describe(verb, out);
                case 'C' -> out.send('3');
                case 'E' -> {
                    execute(verb, out);
                    transaction = after(verb, transaction);
                }
                case 'S' -> out.ready(transaction);
                case 'Q' -> {
                    verb = verb(new String(body, StandardCharsets.UTF_8));
                    describe(verb, out);
                    execute(verb, out);
                    transaction = after(verb, transaction);
                    out.ready(transaction);
                }
                case 'X' -> {
                    return;
                }
                default -> throw new IOException("No answer is canned for message " + type);
            }
        }
    }

    /// The query of a Parse message stands behind the statement's name.
    private static String afterName(byte[] parse) {
        String body = new String(parse, StandardCharsets.UTF_8);
        return body.substring(body.indexOf('\0') + 1);
    }

    /// The first word of a statement that may begin with comments.
    private static String verb(String statement) {
        return statement
                .replaceAll("(?m)--.*$", "")
                .strip()
                .split("[\\s;\0]", 2)[0]
                .toUpperCase(Locale.ROOT);
    }

    private void describe(String verb, PostgresMessages out) throws IOException {
        if (givesRows(verb)) {
            rows.describe(out);
        } else {
            out.send('n');
        }
    }

    private void execute(String verb, PostgresMessages out) throws IOException {
        if (givesRows(verb)) {
            rows.send(out);
        } else {
            out.complete(verb);
        }
    }

    private static boolean givesRows(String verb) {
        return verb.equals("SELECT") || verb.equals("WITH") || verb.equals("SHOW");
    }

    private static char after(String verb, char transaction) {
        return switch (verb) {
            case "BEGIN", "START" -> 'T';
            case "COMMIT", "ROLLBACK", "END" -> 'I';
            default -> transaction;
        };
    }
}
