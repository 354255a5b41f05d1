package poolmon.source.pgbouncer;

import org.postgresql.core.PGStream;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import poolmon.model.Host;
import poolmon.source.postgres.WireFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// PgBouncer's admin console by the simple query protocol (PostgreSQL documentation, "Message
/// Formats").
///
/// The driver cannot be used: after the login it runs `SET extra_float_digits`, which every console
/// up to PgBouncer 1.25 refuses. Its streams and its TLS are used, so that the console is reached
/// by the same settings as a server.
final class AdminConsole implements Closeable {
    private static final int PROTOCOL = 3 << 16;

    /// Some 200,000 clients; nobody is taken at his word for more.
    private static final int MAX_BYTES = 64 << 20;

    private static final int SEND_BUFFER = 8 << 10;

    private final PGStream stream;
    private final Map<String, String> parameters = new HashMap<>();
    private int received;

    private AdminConsole(PGStream stream) {
        this.stream = stream;
    }

    /// Logs in.
    ///
    /// @param properties as for the driver
    static AdminConsole open(Host host, Properties properties) throws IOException, SQLException {
        HostSpec spec = new HostSpec(host.name(), host.port());
        AdminConsole console =
                new AdminConsole(
                        ConsoleTls.over(
                                () ->
                                        new PGStream(
                                                new WireFactory(properties), spec, 0, SEND_BUFFER),
                                properties));
        boolean open = false;
        try {
            console.logIn(properties);
            open = true;
        } finally {
            if (!open) {
                console.close();
            }
        }
        return console;
    }

    /// What the other side told of itself at the login, for example `server_version`.
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private void logIn(Properties properties) throws IOException, SQLException {
        String user = properties.getProperty("user");
        ByteMessage startup = new ByteMessage();
        startup.integer(PROTOCOL);
        startup.text("user").text(user);
        startup.text("database").text(properties.getProperty("PGDBNAME"));
        startup.text("application_name").text("poolmon");
        startup.text("");
        stream.sendInteger4(startup.length() + 4);
        stream.send(startup.bytes());
        stream.flush();
        ConsoleLogin login = new ConsoleLogin(stream, user, properties.getProperty("password"));
        while (true) {
            Message message = receive();
            switch (message.type()) {
                case 'R' -> login.answer(message);
                case 'S' -> parameters.put(message.text(), message.text());
                case 'E' -> throw message.refusal();
                case 'Z' -> {
                    return;
                }
                default -> {
                    // notices and the key to cancel with
                }
            }
        }
    }

    /// What the console shows. All is asked at once, which takes one round trip.
    ///
    /// @param what for example `POOLS`
    /// @return for each what it shows, in the same order
    List<Shown> show(String... what) throws IOException, SQLException {
        for (String one : what) {
            ByteMessage query = new ByteMessage().text("SHOW " + one);
            stream.sendChar('Q');
            stream.sendInteger4(query.length() + 4);
            stream.send(query.bytes());
        }
        stream.flush();
        List<Shown> shown = new ArrayList<>();
        for (String _ : what) {
            shown.add(answer());
        }
        return shown;
    }

    private Shown answer() throws IOException, SQLException {
        List<String> columns = new ArrayList<>();
        List<ShownRow> rows = new ArrayList<>();
        SQLException refusal = null;
        while (true) {
            Message message = receive();
            switch (message.type()) {
                case 'T' -> columns = message.columns();
                case 'D' -> rows.add(new ShownRow(message.row(columns)));
                case 'E' -> refusal = message.refusal();
                case 'Z' -> {
                    return new Shown(rows, Optional.ofNullable(refusal));
                }
                default -> {
                    // notices and the tag of the command
                }
            }
        }
    }

    private Message receive() throws IOException, SQLException {
        char type = (char) stream.receiveChar();
        int length = stream.receiveInteger4() - 4;
        received += Math.max(0, length);
        if (length < 0 || received < 0 || received > MAX_BYTES) {
            throw strange("a message of " + length + " bytes");
        }
        return new Message(type, stream.receive(length));
    }

    static PSQLException strange(String what) {
        return new PSQLException(what, PSQLState.PROTOCOL_VIOLATION);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /// What a `SHOW` came to.
    ///
    /// @param refusal why it showed nothing
    record Shown(List<ShownRow> rows, Optional<SQLException> refusal) {}

    /// A message that is being written.
    static final class ByteMessage {
        private byte[] bytes = {};

        ByteMessage text(String text) {
            return raw(text.getBytes(StandardCharsets.UTF_8)).raw(new byte[1]);
        }

        ByteMessage integer(int number) {
            return raw(
                    new byte[] {
                        (byte) (number >>> 24),
                        (byte) (number >>> 16),
                        (byte) (number >>> 8),
                        (byte) number
                    });
        }

        ByteMessage raw(byte[] more) {
            byte[] joined = java.util.Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, joined, bytes.length, more.length);
            bytes = joined;
            return this;
        }

        int length() {
            return bytes.length;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
