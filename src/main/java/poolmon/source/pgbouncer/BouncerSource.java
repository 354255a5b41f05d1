package poolmon.source.pgbouncer;

import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Host;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.pgbouncer.AdminConsole.Shown;
import poolmon.source.postgres.Hosts;
import poolmon.source.postgres.PostgresFailures;
import poolmon.source.postgres.Refusal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/// Looks at PgBouncer: one connection to its console, one round trip after the login. A user of
/// `stats_users` may ask all of it.
public final class BouncerSource implements Source<Target.Bouncer> {
    private static final String MARK = "/bouncer";

    @Override
    public Answer read(Target.Bouncer target, Deadline deadline) {
        long start = System.nanoTime();
        Hosts.Reached<BouncerReading> reached =
                Hosts.converse(
                        target.console(),
                        deadline,
                        (host, properties, _, failures) -> read(host, properties, failures));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return reached.said().isPresent()
                ? new Answer.Given(reached.said().get(), took, reached.tried())
                : new Answer.Failed(reached.failure().orElseThrow(), took, reached.tried());
    }

    private static BouncerReading read(Host host, Properties properties, PostgresFailures failures)
            throws SQLException, Refusal {
        try {
            return talk(host, properties, failures);
        } catch (IOException e) {
            // as the driver has it, so that it is told in the same words
            throw new PSQLException("broken", PSQLState.CONNECTION_FAILURE, e);
        }
    }

    private static BouncerReading talk(Host host, Properties properties, PostgresFailures failures)
            throws IOException, SQLException, Refusal {
        try (AdminConsole console = AdminConsole.open(host, properties)) {
            String version = console.parameter("server_version").orElse("");
            if (!version.endsWith(MARK)) {
                throw new Refusal(failures.noPooler());
            }
            List<Shown> shown =
                    console.show("POOLS", "DATABASES", "LISTS", "CONFIG", "SERVERS", "CLIENTS");
            Shown pools = shown.getFirst();
            if (pools.refusal().isPresent()) {
                throw pools.refusal().get();
            }
            return new ShownPools(
                            pools.rows(),
                            shown.get(1).rows(),
                            shown.get(2).rows(),
                            shown.get(3).rows(),
                            shown.get(4).rows(),
                            shown.get(5).rows())
                    .reading(version.substring(0, version.length() - MARK.length()));
        }
    }
}
