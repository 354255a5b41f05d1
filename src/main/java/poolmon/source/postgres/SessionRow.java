package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;

import poolmon.model.ServerText;
import poolmon.model.Session.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One row of `sessions_from_….sql`, by the names of its columns.
///
/// @param database the oid, 0 where there is none
/// @param own of a session: whether it is ours; of the server: whether we see all sessions
/// @param backendStart in seconds since 1970, as all times; NaN where there is none
/// @param number a limit, or an age in transactions; −1 where there is none
record SessionRow(
        String kind,
        int pid,
        boolean own,
        long database,
        Optional<ServerText> name,
        ServerText application,
        boolean hidden,
        ServerText clientAddress,
        State state,
        Optional<ServerText> waitEventType,
        Optional<ServerText> waitEvent,
        ServerText text,
        double backendStart,
        double transactionStart,
        double stateChange,
        double queryStart,
        @Nullable String blockedBy,
        long number) {
    private static final double MICROS = 1e6;
    private static final ServerText SOCKET = new ServerText("local");

    static SessionRow of(ResultSet row) throws SQLException {
        String state = row.getString("state");
        String kind = row.getString("kind");
        long number = row.getLong("number");
        return new SessionRow(
                kind == null ? "" : kind,
                row.getInt("pid"),
                row.getBoolean("own"),
                row.getLong("database"),
                text(row, "name"),
                text(row, "application_name").orElse(ServerText.EMPTY),
                row.getBoolean("hidden"),
                text(row, "client_addr").orElse(SOCKET),
                // between its start and its first statement a session has no state
                state == null ? State.OTHER : State.of(state),
                text(row, "wait_event_type"),
                text(row, "wait_event"),
                text(row, "text").orElse(ServerText.EMPTY),
                seconds(row, "backend_start"),
                seconds(row, "xact_start"),
                seconds(row, "state_change"),
                seconds(row, "query_start"),
                row.getString("blocked_by"),
                number == 0 && row.getString("number") == null ? -1 : number);
    }

    private static Optional<ServerText> text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? Optional.empty() : Optional.of(new ServerText(text));
    }

    private static double seconds(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? Double.NaN : seconds;
    }

    static Optional<Instant> instant(double seconds) {
        return Double.isNaN(seconds)
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(duration(seconds)));
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * MICROS) * 1000);
    }
}
