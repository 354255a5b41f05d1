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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a reading of the rows that `sessions_from_….sql` returns: one for each session, one for
/// each limit, and the server's settings on all of them. Counted are all sessions; listed are all
/// but our own.
final class SessionRows {
    private static final double MICROS = 1e6;

    private final List<Session> sessions = new ArrayList<>();
    private final List<ConnectionLimit> limits = new ArrayList<>();
    private final Map<String, Long> usedByDatabase = new HashMap<>();
    private final Map<String, Long> usedByRole = new HashMap<>();
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
            if (read.version.isEmpty()) {
                read.settings(rows);
            }
            String scope = rows.getString("scope");
            if (scope == null) {
                read.session(rows);
            } else {
                read.limit(rows, scope);
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
        return new ServerReading(
                version, slots, countedLimits(), sessions, new Visibility(seesAll, hidden));
    }

    /// The limits with what counts against them, which is known when the last row is read.
    private List<ConnectionLimit> countedLimits() {
        List<ConnectionLimit> counted = new ArrayList<>();
        for (ConnectionLimit limit : limits) {
            Map<String, Long> users = limit.scope() == Scope.DATABASE ? usedByDatabase : usedByRole;
            long count = users.getOrDefault(limit.name().raw(), 0L);
            counted.add(new ConnectionLimit(limit.scope(), limit.name(), limit.limit(), count));
        }
        return counted;
    }

    private void settings(ResultSet row) throws SQLException {
        version = new ServerText(required(row, "server_version")).shown();
        maxConnections = row.getLong("max_connections");
        superuserReserved = row.getLong("superuser_reserved");
        reserved = row.getLong("reserved");
        seesAll = row.getBoolean("sees_all");
    }

    private void limit(ResultSet row, String scope) throws SQLException {
        limits.add(
                new ConnectionLimit(
                        scope.equals("database") ? Scope.DATABASE : Scope.ROLE,
                        new ServerText(required(row, "limited_name")),
                        row.getLong("connection_limit"),
                        0));
    }

    private void session(ResultSet row) throws SQLException {
        Session session = sessionOf(row);
        used++;
        hidden += session.isHidden() ? 1 : 0;
        active += session.isActive() ? 1 : 0;
        inTransaction += session.isIdleInTransaction() ? 1 : 0;
        idle += session.state().filter(state -> state == State.IDLE).isPresent() ? 1 : 0;
        count(session.database(), usedByDatabase);
        count(session.user(), usedByRole);
        if (!row.getBoolean("own")) {
            sessions.add(session);
        }
    }

    private static void count(Optional<ServerText> name, Map<String, Long> counts) {
        if (name.isPresent()) {
            String key = name.get().raw();
            counts.put(key, counts.getOrDefault(key, 0L) + 1);
        }
    }

    private static Session sessionOf(ResultSet row) throws SQLException {
        return new Session(
                row.getInt("pid"),
                text(row, "usename"),
                text(row, "datname"),
                text(row, "application_name").orElse(ServerText.EMPTY),
                text(row, "client_address"),
                row.getBoolean("hidden") ? Optional.empty() : Optional.of(state(row)),
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

    /// Between its start and its first statement a session has no state.
    private static State state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return state == null ? State.OTHER : State.of(state);
    }

    private static Optional<ServerText> text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? Optional.empty() : Optional.of(new ServerText(text));
    }

    private static String required(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new SQLException("The server left out " + column + ".");
        }
        return text;
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plusNanos(Math.round(seconds * MICROS) * 1000));
    }

    /// An age is never negative, even where the server's clock has been set back.
    private static Optional<Duration> age(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, Math.round(seconds * MICROS)) * 1000));
    }

    /// The server names a blocker twice where it is a group of parallel workers.
    private static List<Integer> pids(@Nullable String list) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        List<Integer> pids = new ArrayList<>();
        for (String pid : list.split(",", -1)) {
            Integer number = Integer.valueOf(pid);
            if (!pids.contains(number)) {
                pids.add(number);
            }
        }
        return pids;
    }
}
