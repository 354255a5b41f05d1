package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Prepared transactions: sessions without a session, which hold locks until somebody ends them.
class PreparedTransactionsTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void prepare() throws SQLException {
        SERVER.execute(
                "CREATE TABLE prepared_orders (id int PRIMARY KEY, state text)",
                "INSERT INTO prepared_orders VALUES (1, 'open')");
        try (Connection connection = SERVER.open("coordinator");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE prepared_orders SET state = 'held' WHERE id = 1");
            statement.execute("PREPARE TRANSACTION 'order-1'");
        }
    }

    @AfterEach
    void end() throws SQLException {
        SERVER.execute("ROLLBACK PREPARED 'order-1'", "DROP TABLE prepared_orders");
        waiting.close();
    }

    private static JsonNode run(int exit, String... args) {
        Cli.Result result = Cli.BARE.run(args);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out());
    }

    @Test
    void oneThatNobodyEndsIsALeak() throws SQLException {
        SERVER.awaitTrue("now() - prepared > '100ms' FROM pg_prepared_xacts");

        JsonNode session =
                run(2, "leaks", "--dsn", SERVER.dsn(), "--idle-tx-after", "20ms", "-o", "json")
                        .at("/targets/0/sessions/0");

        assertThat(session.get("pid").intValue()).isZero();
        assertThat(session.get("state").textValue()).isEqualTo("prepared");
        assertThat(session.get("verdict").textValue()).isEqualTo("leak-suspect");
        assertThat(session.get("database").textValue()).isEqualTo("postgres");
        assertThat(session.get("query").textValue()).isEqualTo("PREPARE TRANSACTION 'order-1'");
    }

    @Test
    void oneThatBlocksOthersIsTheRootOfTheirChain() throws SQLException {
        waiting.submit(
                () -> {
                    SERVER.execute("UPDATE prepared_orders SET state = 'paid' WHERE id = 1");
                    return true;
                });
        SERVER.await(
                1,
                "wait_event_type = 'Lock' AND query LIKE 'UPDATE prepared_orders%'"
                        + " AND clock_timestamp() - query_start > '5.5s'");

        JsonNode report = run(1, "leaks", "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(report.get("findings"))
                .anySatisfy(
                        finding -> {
                            assertThat(finding.get("code").textValue()).isEqualTo("lock-chain");
                            assertThat(finding.get("summary").textValue())
                                    .startsWith("a prepared transaction blocks 1 session");
                            assertThat(finding.at("/evidence/0").textValue())
                                    .startsWith("PREPARE TRANSACTION 'order-1', ")
                                    .endsWith(" ago");
                            assertThat(finding.at("/evidence/1").textValue())
                                    .contains("waits since", "UPDATE prepared_orders");
                            assertThat(finding.at("/remedy/0").textValue())
                                    .contains("ROLLBACK PREPARED");
                        });
    }

    @Test
    void itCannotBeTerminatedAndThatIsSaid() {
        Cli.Result result =
                Cli.BARE.run(
                        "leaks",
                        "--dsn",
                        SERVER.dsn(),
                        "--idle-tx-after",
                        "1ms",
                        "--terminate-suspects",
                        "--yes");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("a prepared transaction has no session to end");
    }
}
