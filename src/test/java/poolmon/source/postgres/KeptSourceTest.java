package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.config.Environment;
import poolmon.config.PostgresDsn;
import poolmon.fixture.PgBouncer;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Tool;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One connection for many looks, on a real server.
class KeptSourceTest {
    private static final String OURS =
            "FROM pg_stat_activity WHERE application_name = 'poolmon' AND state IS NOT NULL";

    private final PostgresServer server = PostgresServer.withStatistics(30);
    private final KeptSource source = new KeptSource();
    private final Target.Postgres target = target(server.dsn());

    @AfterEach
    void stop() {
        source.close();
        server.close();
    }

    private static Target.Postgres target(String dsn) {
        return PostgresDsn.parse(dsn, new Environment(Map.of(), Optional.empty()));
    }

    private Answer read(Duration time) {
        return source.read(target, Deadline.in(time));
    }

    private ServerReading reading() {
        Answer answer = read(Duration.ofSeconds(30));
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return (ServerReading) ((Answer.Given) answer).reading();
    }

    private String pid() throws SQLException {
        return server.ask("SELECT pid " + OURS);
    }

    @Test
    void looksAreOneStatementEachOverOneConnection() throws SQLException {
        server.execute("CREATE EXTENSION pg_stat_statements");
        ServerReading first = reading();
        String pid = pid();
        server.execute("SELECT pg_stat_statements_reset()");

        for (int i = 0; i < 5; i++) {
            ServerReading again = reading();
            assertThat(again.slots().maxConnections()).isEqualTo(first.slots().maxConnections());
            assertThat(again.sessions()).as("ours is not among them").isEmpty();
            assertThat(again.safeguards()).isEqualTo(first.safeguards());
        }

        assertThat(pid()).isEqualTo(pid);
        assertThat(
                        server.ask(
                                "SELECT string_agg(calls || ' ' || (query LIKE"
                                    + " '%pg_prepared_xact%'), ', ') FROM pg_stat_statements WHERE"
                                    + " query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE"
                                    + " '%application_name = %'"))
                .isEqualTo("5 true");
    }

    @Test
    void aSessionThatWasEndedIsReplacedWithinTheSameLook() throws SQLException {
        reading();
        String pid = pid();
        server.execute("SELECT pg_terminate_backend(pid, 5000) " + OURS);

        reading();

        assertThat(pid()).isNotEqualTo(pid);
    }

    @Test
    void aServerThatFallsSilentIsATimeoutAndThenAskedAnew() throws Exception {
        reading();
        String pid = pid();
        Tool kill = Tool.demand("kill");
        kill.run("-STOP", pid);

        Answer answer = read(Duration.ofMillis(300));

        assertThat(answer).isInstanceOf(Answer.Failed.class);
        assertThat(((Answer.Failed) answer).failure().code()).isEqualTo(Failure.Code.TIMEOUT);
        reading();
        kill.run("-CONT", pid);
        server.await(1, "application_name = 'poolmon'");
    }

    @Test
    void nothingStaysWhenItIsClosed() throws SQLException {
        reading();
        assertThat(pid()).isNotEmpty();
        source.close();
        server.await(0, "application_name = 'poolmon'");
    }

    @Test
    void aPoolersConnectionIsNotKept() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(server, Map.of("default_pool_size", "1"))) {
            Target.Postgres pooled = target(bouncer.dsn("app"));
            for (int i = 0; i < 3; i++) {
                assertThat(source.read(pooled, Deadline.in(Duration.ofSeconds(30))))
                        .isInstanceOf(Answer.Given.class);
            }
            try (Connection other = bouncer.open("orders-api");
                    Statement statement = other.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW statement_timeout")) {
                rows.next();
                assertThat(rows.getString(1)).as("what the next client finds").isEqualTo("0");
            }
        }
    }
}
