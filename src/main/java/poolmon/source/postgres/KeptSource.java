package poolmon.source.postgres;

import org.postgresql.jdbc.PgConnection;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Host;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Source;
import poolmon.model.Target;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at PostgreSQL servers again and again over one connection each, which is kept open
/// between the looks: a login costs a server more than the look does. A look is one prepared
/// statement and one round trip. A connection that fails is given up, and the look is taken
/// over a new one. The server ends one that nothing was asked over for five minutes: should our
/// host vanish, it keeps no slot for us.
///
/// By way of a pooler a connection to the server is ours for one transaction only; there each
/// look logs in anew.
public final class KeptSource implements Source<Target.Postgres>, AutoCloseable {
    private final Map<Target.Postgres, Kept> open = new HashMap<>();
    private boolean closed;

    /// A connection that is let in and has its time limits.
    private record Kept(
            PgConnection connection, PreparedStatement question, PostgresFailures failures) {
        ServerReading ask() throws SQLException {
            try (ResultSet rows = question.executeQuery()) {
                return SessionRows.read(rows);
            }
        }

        void cut() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // nothing more is wanted of it
            }
        }
    }

    /// A look over a new connection.
    private record First(ServerReading reading, Optional<Kept> kept) {}

    @Override
    public Answer read(Target.Postgres target, Deadline deadline) {
        long start = System.nanoTime();
        int millis = deadline.leftMillis();
        Optional<Kept> kept = taken(target);
        if (kept.isPresent()) {
            Optional<ServerReading> reading = again(kept.get(), deadline);
            if (reading.isPresent()) {
                keep(target, kept.get());
                return new Answer.Given(
                        reading.get(), since(start), List.of("Asked over the open connection."));
            }
            kept.get().cut();
            if (deadline.isOver()) {
                Failure failure = kept.get().failures().timeout(true);
                return new Answer.Failed(failure, since(start), List.of(failure.message().shown()));
            }
        }
        Hosts.Reached<First> reached = Hosts.converse(target, deadline, new Opening(millis));
        if (reached.said().isEmpty()) {
            return new Answer.Failed(
                    reached.failure().orElseThrow(), since(start), reached.tried());
        }
        First first = reached.said().get();
        first.kept().ifPresent(fresh -> keep(target, fresh));
        return new Answer.Given(first.reading(), since(start), reached.tried());
    }

    /// Nothing where the connection has failed, or the time is over.
    private static Optional<ServerReading> again(Kept kept, Deadline deadline) {
        FutureTask<ServerReading> asking = new FutureTask<>(kept::ask);
        Thread.ofPlatform().daemon().name("poolmon-postgres").start(asking);
        try {
            return Optional.of(asking.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException broken) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Logs in, looks for the first time, and leaves the connection open.
    ///
    /// @param millis that the server gives each look, as long as the connection lives
    private record Opening(int millis) implements Hosts.Dialogue<First> {
        @Override
        public First with(
                Host host, Properties properties, SessionKind wish, PostgresFailures failures)
                throws SQLException, Refusal {
            PgConnection connection = new Login(host, properties, wish, failures).open();
            if (!connection.getAutoCommit()) {
                try (connection) {
                    return new First(
                            PostgresSource.look(connection, millis, Queries.sessions()),
                            Optional.empty());
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(Queries.limits(millis, true));
            }
            connection.setPrepareThreshold(1);
            PreparedStatement question = connection.prepareStatement(Queries.sessions());
            Kept kept = new Kept(connection, question, failures);
            return new First(kept.ask(), Optional.of(kept));
        }

        @Override
        public boolean keepsOpen(First said) {
            return said.kept().isPresent();
        }
    }

    private synchronized Optional<Kept> taken(Target.Postgres target) {
        return Optional.ofNullable(open.remove(target));
    }

    private synchronized void keep(Target.Postgres target, Kept kept) {
        if (closed) {
            kept.cut();
        } else {
            open.put(target, kept);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Gives the connections up, those that are asked at the moment as soon as they have answered.
    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Kept::cut);
        open.clear();
    }
}
