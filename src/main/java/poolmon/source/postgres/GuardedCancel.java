package poolmon.source.postgres;

import org.postgresql.jdbc.PgConnection;

import poolmon.model.Deadline;
import poolmon.model.Ending;
import poolmon.model.Ending.Outcome;
import poolmon.model.Failure;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.SessionControl;
import poolmon.model.Target;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Ends sessions of a PostgreSQL server, each by one statement that finds it by its pid and the
/// time of its start together: between the look and the end of it another session may have got the
/// pid.
public final class GuardedCancel implements SessionControl {
    /// How long the server waits for a session to be gone before it says that it is not.
    private static final long PATIENCE_MILLIS = 2_000;

    /// `insufficient_privilege`.
    private static final String NOT_ALLOWED = "42501";

    @Override
    public List<Ending> end(
            Target.Postgres target,
            Act act,
            List<Session> sessions,
            boolean guarded,
            Deadline deadline) {
        List<Ending> done = new CopyOnWriteArrayList<>();
        Hosts.Reached<Integer> reached =
                Hosts.ask(
                        target,
                        deadline,
                        connection -> {
                            limit(connection, deadline);
                            One one = new One(connection, target, act, guarded);
                            for (Session session : sessions) {
                                done.add(one.end(session, deadline));
                            }
                            return done.size();
                        });
        List<Ending> all = new ArrayList<>(done);
        ServerText trouble = reached.failure().map(Failure::message).orElse(ServerText.EMPTY);
        for (Session session : sessions.subList(all.size(), sessions.size())) {
            all.add(new Ending(target, session.pid(), act, Outcome.FAILED, trouble));
        }
        return all;
    }

    /// Behind a pooler for the transaction only: the connection is somebody else's after it.
    private static void limit(PgConnection connection, Deadline deadline) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Queries.limits(deadline.leftMillis(), connection.getAutoCommit()));
        }
    }

    /// Ends one session after the other over one connection.
    private record One(PgConnection connection, Target target, Act act, boolean guarded) {

        Ending end(Session session, Deadline deadline) throws SQLException {
            if (session.state().filter(state -> state == Session.State.PREPARED).isPresent()) {
                return ending(
                        session,
                        Outcome.REFUSED,
                        "a prepared transaction has no session to end; in its database: COMMIT"
                                + " PREPARED or ROLLBACK PREPARED, see pg_prepared_xacts");
            }
            if (session.backendStart().isEmpty()) {
                return ending(
                        session,
                        Outcome.REFUSED,
                        "the server hides when it started, so that it cannot be told from another"
                                + " one; be its role, or in pg_read_all_stats");
            }
            if (act == Act.CANCEL && !session.isActive()) {
                return ending(
                        session,
                        Outcome.REFUSED,
                        "it runs no statement that could be cancelled; --terminate ends it");
            }
            if (guarded && session.stateChange().isEmpty()) {
                return ending(session, Outcome.REFUSED, "the server hides whether it has gone on");
            }
            String sql = act == Act.CANCEL ? Queries.cancel() : Queries.terminate();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                fill(statement, session, deadline);
                try (ResultSet rows = statement.executeQuery()) {
                    return told(session, rows);
                }
            } catch (SQLException e) {
                if (!NOT_ALLOWED.equals(e.getSQLState())) {
                    throw e;
                }
                return ending(
                        session,
                        Outcome.REFUSED,
                        "the server does not allow it: be its role, or GRANT pg_signal_backend"
                                + " (which does not reach a superuser's sessions)");
            }
        }

        private void fill(PreparedStatement statement, Session session, Deadline deadline)
                throws SQLException {
            int at = 0;
            if (act == Act.TERMINATE) {
                statement.setLong(++at, Math.clamp(deadline.leftMillis() / 2, 1, PATIENCE_MILLIS));
            }
            statement.setInt(++at, session.pid());
            statement.setObject(++at, time(session.backendStart().orElseThrow()));
            statement.setBoolean(++at, !guarded);
            statement.setObject(++at, time(session.stateChange().orElse(Instant.EPOCH)));
        }

        private static OffsetDateTime time(Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }

        private Ending told(Session session, ResultSet rows) throws SQLException {
            if (!rows.next()) {
                return ending(
                        session,
                        Outcome.GONE,
                        guarded
                                ? "it has ended or gone on since the look, and was left alone"
                                : "it has ended since the look");
            }
            if (rows.getBoolean("done")) {
                return ending(
                        session,
                        Outcome.DONE,
                        act == Act.CANCEL ? "its statement is cancelled" : "it is terminated");
            }
            return ending(session, Outcome.FAILED, "the server could not end it in time");
        }

        private Ending ending(Session session, Outcome outcome, String message) {
            return new Ending(target, session.pid(), act, outcome, new ServerText(message));
        }
    }
}
