package poolmon.source.postgres;

import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

import poolmon.model.Failure;
import poolmon.model.Host;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/// The login to one host, as far as it is the kind of server that is wanted.
///
/// Not by way of `DriverManager` or the driver's front door: to look for drivers and to take a URL
/// apart again costs time, and the driver's login time-out costs a thread.
final class Login {
    private final Host host;
    private final Properties properties;
    private final SessionKind wanted;
    private final PostgresFailures failures;

    /// @param properties see [ConnectionProperties]
    Login(Host host, Properties properties, SessionKind wanted, PostgresFailures failures) {
        this.host = host;
        this.properties = properties;
        this.wanted = wanted;
        this.failures = failures;
    }

    /// A connection to a server that will do.
    ///
    /// @throws Refusal where it will not
    PgConnection open() throws SQLException, Refusal {
        PgConnection connection = connected();
        Optional<Failure> unfit = unfit(connection);
        if (unfit.isPresent()) {
            connection.close();
            throw new Refusal(unfit.get());
        }
        return connection;
    }

    /// PgBouncer refuses our options at the login (08P01); there we ask in one transaction, since
    /// the connection to the server is somebody else's when it has ended.
    private PgConnection connected() throws SQLException {
        HostSpec[] spec = {new HostSpec(host.name(), host.port())};
        try {
            return new PgConnection(spec, properties, "jdbc:postgresql:");
        } catch (SQLException e) {
            if (!"08P01".equals(e.getSQLState())
                    || !String.valueOf(e.getMessage()).contains("startup parameter")) {
                throw e;
            }
        }
        ConnectionProperties.byPooler(properties);
        PgConnection connection = new PgConnection(spec, properties, "jdbc:postgresql:");
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return connection;
    }

    /// The server tells its version and its role at login, so that asking costs no round trip.
    private Optional<Failure> unfit(PgConnection connection) {
        if (connection.getServerMajorVersion() * 10_000 < Queries.OLDEST) {
            return Optional.of(failures.tooOld(connection.getDBVersionNumber()));
        }
        boolean standby = "on".equals(connection.getParameterStatus("in_hot_standby"));
        return wanted.accepts(standby)
                ? Optional.empty()
                : Optional.of(failures.unwanted(standby, wanted));
    }
}
