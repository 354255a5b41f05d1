package poolmon.source.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The statements, which are files named for their question and the first server version that can
/// answer them.
final class Queries {
    /// The oldest server version that poolmon can ask.
    static final int OLDEST = 140_000;

    private Queries() {}

    /// Who uses the connections, for a server of version 14 or later.
    static String sessions() {
        return read("sessions_from_140000.sql");
    }

    /// What is asked of a server that is watched, beside the sessions.
    static String activity() {
        return read("activity_from_140000.sql");
    }

    /// What goes ahead of a statement: it gives our session this much time.
    ///
    /// @param whole for the rest of the session, and not only for the transaction
    static String limits(int millis, boolean whole) {
        String text = read("limits_from_140000.sql");
        String timed =
                text.substring(text.indexOf("SELECT")).replace("?", Integer.toString(millis));
        return whole ? timed.replace(", true)", ", false)") : timed;
    }

    /// Breaks off the statement of one session.
    static String cancel() {
        return read("cancel_from_140000.sql");
    }

    /// Ends one session.
    static String terminate() {
        return read("terminate_from_140000.sql");
    }

    private static String read(String name) {
        try (InputStream in = Queries.class.getResourceAsStream("sql/" + name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
