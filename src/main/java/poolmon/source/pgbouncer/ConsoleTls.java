package poolmon.source.pgbouncer;

import org.postgresql.core.PGStream;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.MakeSSL;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;

/// Puts TLS over a connection as libpq's `sslmode` has it. `allow` asks for it only where the
/// server insists, which costs a second connection; PgBouncer does insist only where it is told to,
/// so
/// that `allow` is taken for `prefer` here.
final class ConsoleTls {
    private static final int LENGTH = 8;
    private static final int REQUEST_HIGH = 1234;
    private static final int REQUEST_LOW = 5679;

    private ConsoleTls() {}

    /// Opens a connection.
    interface Dial {
        PGStream stream() throws IOException;
    }

    static PGStream over(Dial dial, Properties properties) throws IOException, SQLException {
        SslMode mode = SslMode.of(properties);
        PGStream stream = dial.stream();
        boolean ready = false;
        try {
            if (mode != SslMode.DISABLE) {
                agree(stream, mode, properties);
            }
            ready = true;
            return stream;
        } finally {
            if (!ready) {
                stream.close();
            }
        }
    }

    private static void agree(PGStream stream, SslMode mode, Properties properties)
            throws IOException, SQLException {
        stream.sendInteger4(LENGTH);
        stream.sendInteger2(REQUEST_HIGH);
        stream.sendInteger2(REQUEST_LOW);
        stream.flush();
        int answer = stream.receiveChar();
        switch (answer) {
            case 'S' -> {
                if (stream.hasMessagePending()) {
                    // what came before TLS began is nobody's word (CVE-2021-23222)
                    throw AdminConsole.strange("bytes before the start of TLS");
                }
                MakeSSL.convert(stream, properties);
            }
            case 'N' -> {
                if (mode.requireEncryption()) {
                    throw new PSQLException(
                            GT.tr("The server does not support SSL."),
                            PSQLState.CONNECTION_REJECTED);
                }
            }
            default -> throw AdminConsole.strange("neither yes nor no to TLS");
        }
    }
}
