package poolmon.source.postgres;

import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Host;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Source;
import poolmon.model.Target;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// Looks at a PostgreSQL server: one connection, one statement, one round trip after the login.
///
/// The session is read only, gives up by itself (`statement_timeout`, `lock_timeout`,
/// `idle_in_transaction_session_timeout`) and calls itself `poolmon`.
public final class PostgresSource implements Source<Target.Postgres> {

    @Override
    public Answer read(Target.Postgres target, Deadline deadline) {
        long start = System.nanoTime();
        String tried =
                "asked "
                        + String.join(", ", target.hosts().stream().map(Host::shown).toList())
                        + " as "
                        + target.user().orElse("the default user");
        try (PgConnection connection = connect(target, deadline)) {
            if (connection.getServerMajorVersion() * 10_000 < Queries.OLDEST) {
                return failed(
                        PostgresFailures.tooOld(connection.getDBVersionNumber()), start, tried);
            }
            ServerReading reading = sessions(connection);
            return new Answer.Given(
                    reading, since(start), List.of(tried + ", PostgreSQL " + reading.version()));
        } catch (SQLException e) {
            return failed(PostgresFailures.of(e, target, deadline), start, tried);
        }
    }

    private static Answer failed(Failure failure, long start, String tried) {
        return new Answer.Failed(
                failure, since(start), List.of(tried + ": " + failure.code().word()));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Not by way of `DriverManager` or `Driver`: to look for drivers and to take a URL apart again
    /// costs time, and the driver's login time-out costs a thread.
    private static PgConnection connect(Target.Postgres target, Deadline deadline)
            throws SQLException {
        HostSpec[] hosts =
                target.hosts().stream()
                        .map(host -> new HostSpec(host.name(), host.port()))
                        .toArray(HostSpec[]::new);
        return new PgConnection(hosts, properties(target, deadline), "jdbc:postgresql:");
    }

    private static Properties properties(Target.Postgres target, Deadline deadline) {
        Properties properties = new Properties();
        target.user().ifPresent(user -> properties.setProperty("user", user));
        target.database().ifPresent(name -> properties.setProperty("PGDBNAME", name));
        target.password().ifPresent(word -> properties.setProperty("password", word.value()));
        // the driver counts in whole seconds; its sockets know the deadline to the millisecond
        String seconds = Long.toString(1 + deadline.left().minusNanos(1).toSeconds());
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("ApplicationName", "poolmon");
        properties.setProperty("options", limits(deadline));
        // spares a round trip for settings that every server of version 9 or later can take at once
        properties.setProperty("assumeMinServerVersion", "9.0");
        properties.setProperty("socketFactory", DirectSockets.class.getName());
        properties.setProperty("socketFactoryArg", Integer.toString(deadline.leftMillis()));
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("prepareThreshold", "0");
        target.parameters().forEach((name, value) -> parameter(properties, name, value));
        return properties;
    }

    /// What keeps our session from staying on the server when we are gone.
    private static String limits(Deadline deadline) {
        long millis = deadline.leftMillis();
        return "-c statement_timeout="
                + millis
                + " -c lock_timeout="
                + millis
                + " -c idle_in_transaction_session_timeout="
                + millis
                + " -c default_transaction_read_only=on";
    }

    private static void parameter(Properties properties, String name, String value) {
        switch (name) {
            case "sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "channelBinding" ->
                    properties.setProperty(name, value);
            case "channel_binding" -> properties.setProperty("channelBinding", value);
            case "target_session_attrs" ->
                    properties.setProperty("targetServerType", serverType(value));
            default -> {
                // made for other clients: poolmon sets its own name, time-outs and options
            }
        }
    }

    /// libpq's words in pgjdbc's.
    private static String serverType(String attributes) {
        return switch (attributes.toLowerCase(Locale.ROOT)) {
            case "read-write" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> attributes;
        };
    }

    private static ServerReading sessions(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Queries.sessions())) {
            return SessionRows.read(rows);
        }
    }
}
