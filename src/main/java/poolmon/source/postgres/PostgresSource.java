package poolmon.source.postgres;

import org.postgresql.jdbc.PgConnection;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Source;
import poolmon.model.Target;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Looks at a PostgreSQL server: one connection, one statement, one round trip after the login.
public final class PostgresSource implements Source<Target.Postgres> {

    /// What is run, with the time limit of a target that is asked for five seconds.
    public static String statement() {
        return Queries.limits(5_000, false) + ";\n\n" + Queries.sessions();
    }

    private final String question;

    /// Looks at sessions.
    public PostgresSource() {
        question = Queries.sessions();
    }

    private PostgresSource(String question) {
        this.question = question;
    }

    /// Looks at counters, too.
    public static PostgresSource ofWatched() {
        return new PostgresSource(Queries.sessions() + Queries.activity());
    }

    @Override
    public Answer read(Target.Postgres target, Deadline deadline) {
        long start = System.nanoTime();
        Hosts.Reached<ServerReading> reached =
                Hosts.ask(
                        target,
                        deadline,
                        connection -> look(connection, deadline.leftMillis(), question));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return reached.said().isPresent()
                ? new Answer.Given(reached.said().get(), took, reached.tried())
                : new Answer.Failed(reached.failure().orElseThrow(), took, reached.tried());
    }

    /// Both statements travel in one message.
    ///
    /// @param millis that the server gives the look
    static ServerReading look(PgConnection connection, int millis, String question)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Queries.limits(millis, false) + ";" + question);
            if (!statement.getMoreResults()) {
                throw new SQLException("The server left out its answer.");
            }
            try (ResultSet rows = statement.getResultSet()) {
                return SessionRows.read(rows);
            }
        }
    }
}
