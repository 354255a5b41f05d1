package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;
import poolmon.fixture.SeedService;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What `poolmon diagnose` says of real pools that fill up for other reasons than a leak, each with
/// sessions of its own on a real server.
class DiagnoseBusyPoolsTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final ExecutorService WORKERS = Executors.newVirtualThreadPerTaskExecutor();

    @AfterAll
    static void stop() {
        WORKERS.shutdownNow();
    }

    private static Cli.Result run(String... more) {
        List<String> line = new ArrayList<>(List.of("diagnose", "-o", "json"));
        line.addAll(List.of(more));
        return Cli.BARE.at(Clock.systemUTC(), line.toArray(String[]::new));
    }

    /// The endpoint needs a connection of the pool itself, as the seed's does.
    @Test
    void anEndpointThatWaitsForItsOwnPoolIsTold() throws Exception {
        Duration patience = Duration.ofMillis(1200);
        try (SeedService slow = new SeedService(SERVER.jdbcUrl(), "slow-api", 2, 0, patience);
                Connection _ = slow.checkOut();
                Connection _ = slow.checkOut()) {
            String endpoint = slow.url() + "/api/v1/health";
            JsonNode report = Told.report(run("--url", endpoint, "--timeout", "30s"), 2);

            assertThat(Told.codes(report)).contains("endpoint-slow-while-full", "pool-saturated");
            JsonNode finding = Told.finding(report, "endpoint-slow-while-full");
            assertThat(finding.get("severity").textValue()).isEqualTo("degraded");
            assertThat(finding.get("summary").textValue())
                    .matches("the endpoint took \\d+\\.\\d s to answer while pool .* is full");

            JsonNode quick = Told.report(run("--url", slow.url()), 2);
            assertThat(Told.codes(quick))
                    .as("an endpoint that only counts")
                    .contains("pool-saturated")
                    .doesNotContain("endpoint-slow-while-full");
        }
    }

    /// Runs a statement on as many connections of the pool, which stay out until it ends.
    private static void busy(SeedService service, int connections, String statement) {
        for (int i = 0; i < connections; i++) {
            WORKERS.submit(
                    () -> {
                        try (Connection connection = service.checkOut();
                                Statement running = connection.createStatement()) {
                            return running.execute(statement);
                        }
                    });
        }
    }

    private static JsonNode atBusy(SeedService service, String application, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "--url",
                                service.url(),
                                "--dsn",
                                SERVER.dsn(),
                                "--app",
                                application));
        line.addAll(List.of(more));
        return Told.report(run(line.toArray(String[]::new)), 2);
    }

    @Test
    void statementsThatRunForLongHoldThePool() throws Exception {
        String mine = "application_name = 'reports-api' AND state = 'active'";
        try (SeedService reports = new SeedService(SERVER.jdbcUrl(), "reports-api", 2, 0)) {
            busy(reports, 2, "SELECT pg_sleep(600)");
            SERVER.await(2, mine + " AND clock_timestamp() - query_start > '1100ms'");
            JsonNode report = atBusy(reports, "reports-api", "--query-after", "1s");

            JsonNode finding = Told.finding(report, "long-query-holds-pool");
            assertThat(finding.get("target").textValue()).isEqualTo(reports.url());
            assertThat(finding.get("severity").textValue()).isEqualTo("critical");
            assertThat(finding.get("summary").textValue())
                    .startsWith("2 connections checked out: 2 run one statement each for up to ");
            assertThat(finding.at("/evidence/0").textValue())
                    .matches("pid \\d+ runs: SELECT pg_sleep\\(600\\)");
            assertThat(finding.at("/remedy/0").textValue()).contains("pg_cancel_backend(");
            assertThat(Told.codes(report))
                    .contains("long-queries")
                    .containsSubsequence("long-query-holds-pool", "pool-saturated");
            assertThat(Told.codes(atBusy(reports, "reports-api")))
                    .as("not for long as yet")
                    .contains("held-by-load")
                    .doesNotContain("long-query-holds-pool");
        } finally {
            SERVER.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE " + mine);
        }
    }

    @Test
    void aLockOfSomebodyElseHoldsThePool() throws Exception {
        SERVER.execute("CREATE TABLE stock (id int PRIMARY KEY)");
        try (SeedService stock = new SeedService(SERVER.jdbcUrl(), "stock-api", 2, 0);
                Connection migration = SERVER.open("migration");
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("LOCK TABLE stock");
            busy(stock, 2, "DELETE FROM stock");
            SERVER.await(2, "application_name = 'stock-api' AND wait_event_type = 'Lock'");
            JsonNode report = atBusy(stock, "stock-api");

            String root =
                    SERVER.ask(
                            "SELECT pid FROM pg_stat_activity"
                                    + " WHERE application_name = 'migration'");
            JsonNode finding = Told.finding(report, "held-by-locks");
            assertThat(finding.get("target").textValue()).isEqualTo(stock.url());
            assertThat(finding.get("severity").textValue()).isEqualTo("critical");
            assertThat(finding.get("summary").textValue())
                    .startsWith("2 connections checked out: 2 wait for locks, the longest for ");
            assertThat(finding.at("/evidence/0").textValue())
                    .contains(" waits for ", root, "DELETE FROM stock");
            assertThat(Told.codes(report)).containsSubsequence("held-by-locks", "pool-saturated");
            migration.rollback();
        } finally {
            SERVER.execute("DROP TABLE stock");
        }
    }

    /// Of ten connections at most six are out, then nine.
    @Test
    void aPoolThatGrowsIsToldBeforeItIsFull() throws Exception {
        List<Connection> out = new ArrayList<>();
        try (SeedService growing = new SeedService(SERVER.jdbcUrl(), "growing-api", 5, 5)) {
            for (int i = 0; i < 6; i++) {
                out.add(growing.checkOut());
            }
            JsonNode unknown = Told.report(run("--url", growing.url()), 2);
            assertThat(Told.codes(unknown))
                    .contains("pool-saturated", "overflow-in-use", "maximum-unknown");
            assertThat(
                            Told.report(run("--url", growing.url(), "--max-overflow", "5"), 0)
                                    .get("findings"))
                    .as("60 % is no trouble")
                    .isEmpty();

            for (int i = 0; i < 3; i++) {
                out.add(growing.checkOut());
            }
            JsonNode near = Told.report(run("--url", growing.url(), "--max-overflow", "5"), 1);
            assertThat(Told.codes(near)).contains("pool-near-limit", "overflow-in-use");
            for (Connection each : out) {
                each.close();
            }
        }
    }

    @Test
    void aTransactionThatHasFailedAndIsKeptIsTold() throws Exception {
        try (Connection failed = SERVER.open("failed-api");
                Statement statement = failed.createStatement()) {
            failed.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute("SELECT 1 / 0"))
                    .isInstanceOf(SQLException.class);
            SERVER.await(
                    1,
                    "application_name = 'failed-api'"
                            + " AND state = 'idle in transaction (aborted)'"
                            + " AND clock_timestamp() - state_change > '1100ms'");
            Cli.Result result =
                    run("--dsn", SERVER.dsn(), "--app", "failed-api", "--idle-tx-after", "1s");

            assertThat(result.exit()).as(result.out()).isNotZero();
            assertThat(Told.finding(Schema.report(result.out()), "aborted-transactions").toString())
                    .contains("failed-api");
            failed.rollback();
        }
    }
}
