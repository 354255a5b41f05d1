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

    /// The one statement that is run.
    public static String statement() {
        return Queries.sessions();
    }

    @Override
    public Answer read(Target.Postgres target, Deadline deadline) {
        long start = System.nanoTime();
        Hosts.Reached<ServerReading> reached =
                Hosts.ask(target, deadline, PostgresSource::sessions);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return reached.said().isPresent()
                ? new Answer.Given(reached.said().get(), took, reached.tried())
                : new Answer.Failed(reached.failure().orElseThrow(), took, reached.tried());
    }

    private static ServerReading sessions(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Queries.sessions())) {
            return SessionRows.read(rows);
        }
    }
}
