package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `poolmon leaks` against real sessions of a real PostgreSQL.
class LeaksCommandTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final Deque<Connection> open = new ArrayDeque<>();
    private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void table() throws SQLException {
        SERVER.execute(
                "CREATE TABLE leaks_orders (id int PRIMARY KEY, state text)",
                "INSERT INTO leaks_orders SELECT n, 'open' FROM generate_series(1, 10) n",
                "CREATE ROLE leaks_plain LOGIN");
    }

    @AfterEach
    void close() throws SQLException {
        SERVER.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'leaks-%'");
        while (!open.isEmpty()) {
            open.pop().close();
        }
        running.close();
        SERVER.await(0, "application_name LIKE 'leaks-%'");
    }

    private int idleInTransaction(String application, String sql) throws SQLException {
        Connection connection = SERVER.open(application);
        open.push(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private void run(String application, String sql) {
        running.submit(
                () -> {
                    try (Connection connection = SERVER.open(application);
                            Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    @Test
    void nothingHeldIsHealthy() {
        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn());

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out()).startsWith("HEALTHY ");
    }

    @Test
    void sessionsLeakedByOneCodePathAreOneGroupWithItsStatement() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            idleInTransaction("leaks-api", "SELECT * FROM leaks_orders WHERE id = " + i);
        }
        SERVER.await(
                3,
                "application_name = 'leaks-api' AND state = 'idle in transaction'"
                        + " AND clock_timestamp() - state_change > '100ms'");

        Cli.Result result =
                Cli.BARE.run(
                        "leaks", "--dsn", SERVER.dsn(), "--idle-tx-after", "20ms", "-o", "json");

        assertThat(result.exit()).as("five times the age is critical").isEqualTo(2);
        JsonNode target = Schema.report(result.out()).at("/targets/0");
        assertThat(target.get("sessions")).hasSize(3);
        JsonNode session = target.at("/sessions/0");
        assertThat(session.get("verdict").textValue()).isEqualTo("leak-suspect");
        assertThat(session.get("severity").textValue()).isEqualTo("critical");
        assertThat(session.get("state").textValue()).isEqualTo("idle in transaction");
        assertThat(session.get("application_name").textValue()).isEqualTo("leaks-api");
        assertThat(session.get("duration_seconds").doubleValue()).isGreaterThan(0.09);
        assertThat(session.get("transaction_seconds").doubleValue()).isGreaterThan(0.09);
        assertThat(target.get("groups")).hasSize(1);
        assertThat(target.at("/groups/0/count").intValue()).isEqualTo(3);
        assertThat(target.at("/findings/0/code").textValue()).isEqualTo("leak-suspected");
        assertThat(target.at("/findings/0/evidence/0").textValue())
                .contains("3 × leaks-api", "SELECT * FROM leaks_orders WHERE id = ?");
    }

    @Test
    void aShortTransactionIsNoLeak() throws SQLException {
        idleInTransaction("leaks-short", "SELECT 1");

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(result.exit()).isZero();
        assertThat(Schema.report(result.out()).at("/targets/0/sessions/0/verdict").textValue())
                .isEqualTo("ok");
    }

    @Test
    void anAbortedTransactionIsToldByItsOwnName() throws SQLException {
        Connection connection = SERVER.open("leaks-aborted");
        open.push(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet _ = statement.executeQuery("SELECT 1/0")) {
            throw new AssertionError("the statement must fail");
        } catch (SQLException expected) {
            SERVER.await(1, "state = 'idle in transaction (aborted)'");
        }

        Cli.Result result =
                Cli.BARE.run(
                        "leaks", "--dsn", SERVER.dsn(), "--idle-tx-after", "1ms", "-o", "json");

        assertThat(Schema.report(result.out()).at("/targets/0/sessions/0/verdict").textValue())
                .isEqualTo("aborted-transaction");
        assertThat(result.exit()).isPositive();
    }

    @Test
    void aLockChainNamesItsRoot() throws SQLException {
        int root =
                idleInTransaction(
                        "leaks-root", "UPDATE leaks_orders SET state = 'held' WHERE id = 1");
        run("leaks-waiter", "UPDATE leaks_orders SET state = 'a' WHERE id = 1");
        SERVER.await(1, "application_name = 'leaks-waiter' AND wait_event_type = 'Lock'");
        run("leaks-waiter", "UPDATE leaks_orders SET state = 'b' WHERE id = 1");
        SERVER.await(
                2,
                "application_name = 'leaks-waiter' AND wait_event_type = 'Lock'"
                        + " AND clock_timestamp() - query_start > '5.5s'");

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(result.exit()).isEqualTo(1);
        JsonNode report = Schema.report(result.out());
        assertThat(report.at("/targets/0/sessions"))
                .filteredOn(session -> session.get("verdict").textValue().equals("blocked"))
                .hasSize(2);
        assertThat(report.at("/targets/0/sessions"))
                .anySatisfy(
                        session -> {
                            assertThat(session.get("pid").intValue()).isEqualTo(root);
                            assertThat(session.get("blocking")).isNotEmpty();
                        });
        assertThat(report.at("/findings"))
                .anySatisfy(
                        finding -> {
                            assertThat(finding.get("code").textValue()).isEqualTo("lock-chain");
                            assertThat(finding.get("summary").textValue())
                                    .startsWith("session " + root + " (leaks-root")
                                    .contains("blocks 2 sessions");
                        });
    }

    @Test
    void aLongQueryIsTold() {
        run("leaks-query", "SELECT pg_sleep(600)");
        SERVER.await(
                1,
                "application_name = 'leaks-query' AND state = 'active'"
                        + " AND clock_timestamp() - query_start > '100ms'");

        Cli.Result result =
                Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "--query-after", "50ms", "-o", "json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(Schema.report(result.out()).at("/targets/0/sessions/0/verdict").textValue())
                .isEqualTo("long-query");
    }

    @Test
    void whatIsHiddenIsNeverHealthy() throws SQLException {
        idleInTransaction("leaks-hidden", "SELECT 1");

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn("leaks_plain"), "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(Schema.report(result.out()).at("/findings/0/code").textValue())
                .isEqualTo("sessions-hidden");
    }
}
