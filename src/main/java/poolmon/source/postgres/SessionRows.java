package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;

import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Pool.ConnectionLimit.Scope;
import poolmon.model.Pool.ServerSlots;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.Visibility;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Session.State;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a reading of the rows that `sessions_from_….sql` returns: one for each session, one for
/// each limit, and the server's settings on all of them.
final class SessionRows {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final List<Session> sessions = new ArrayList<>();
    private final List<ConnectionLimit> limits = new ArrayList<>();
    private String version = "";
    private long maxConnections;
    private long superuserReserved;
    private long reserved;
    private boolean seesAll;
    private long used;
    private long active;
    private long inTransaction;
    private long idle;
    private long hidden;

    private SessionRows() {}

    /// The reading of all rows. There is always one: that of our own session.
    static ServerReading read(ResultSet rows) throws SQLException {
        SessionRows read = new SessionRows();
        while (rows.next()) {
            read.settings(rows);
            if (rows.getString("scope") == null) {
                read.session(rows);
            } else {
                read.limits.add(limit(rows));
            }
        }
        return read.reading();
    }

    private ServerReading reading() {
        ServerSlots slots =
                new ServerSlots(
                        new ServerText("server"),
                        maxConnections,
                        superuserReserved,
                        reserved,
                        used,
                        active,
                        inTransaction,
                        idle,
                        hidden);
        return new ServerReading(version, slots, limits, sessions, new Visibility(seesAll, hidden));
    }

    private void settings(ResultSet row) throws SQLException {
        version = row.getString("server_version");
        maxConnections = row.getLong("max_connections");
        superuserReserved = row.getLong("superuser_reserved");
        reserved = row.getLong("reserved");
        seesAll = row.getBoolean("sees_all");
    }

    private static ConnectionLimit limit(ResultSet row) throws SQLException {
        return new ConnectionLimit(
                row.getString("scope").equals("database") ? Scope.DATABASE : Scope.ROLE,
                new ServerText(row.getString("limited_name")),
                row.getLong("connection_limit"),
                row.getLong("limited_used"));
    }

    private void session(ResultSet row) throws SQLException {
        Session session = sessionOf(row);
        used++;
        hidden += session.isHidden() ? 1 : 0;
        active += session.isActive() ? 1 : 0;
        inTransaction += session.isIdleInTransaction() ? 1 : 0;
        idle += session.state().filter(state -> state == State.IDLE).isPresent() ? 1 : 0;
        if (!row.getBoolean("own")) {
            sessions.add(session);
        }
    }

    private static Session sessionOf(ResultSet row) throws SQLException {
        boolean hidden = row.getBoolean("hidden");
        String state = row.getString("state");
        return new Session(
                row.getInt("pid"),
                text(row, "usename"),
                text(row, "datname"),
                text(row, "application_name").orElse(ServerText.EMPTY),
                text(row, "client_address"),
                hidden
                        ? Optional.empty()
                        : Optional.of(state == null ? State.OTHER : State.of(state)),
                text(row, "wait_event_type"),
                text(row, "wait_event"),
                instant(row, "backend_start"),
                instant(row, "xact_start"),
                instant(row, "state_change"),
                age(row, "seconds_in_state"),
                age(row, "transaction_seconds"),
                age(row, "query_seconds"),
                text(row, "query").orElse(ServerText.EMPTY),
                pids(row.getString("blocked_by")));
    }

    private static Optional<ServerText> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(ServerText::new);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column))
                .map(seconds -> Instant.EPOCH.plusNanos(nanos(seconds)));
    }

    /// An age is never negative, even where the server's clock has been set back.
    private static Optional<Duration> age(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column))
                .map(seconds -> Duration.ofNanos(Math.max(0, nanos(seconds))));
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).multiply(NANOS).longValue();
    }

    private static List<Integer> pids(@Nullable String list) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        List<Integer> pids = new ArrayList<>();
        for (String pid : list.split(",", -1)) {
            pids.add(Integer.valueOf(pid));
        }
        return pids;
    }
}
