package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;
import poolmon.fixture.SeedService;

import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `poolmon leaks --url` beside `--dsn`: a real pool on a real server, and who holds it.
class LeaksOfServiceTest {
    private static final PostgresServer SERVER = PostgresServer.with(40);

    private final List<Connection> held = new ArrayList<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private SeedService service;

    @BeforeEach
    void start() throws IOException {
        service = new SeedService(SERVER.jdbcUrl(), "orders-api", 5, 5);
    }

    /// Sessions are ended again and again, since a worker may get its connection only now.
    @AfterEach
    void stop() throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
        workers.shutdownNow();
        service.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            SERVER.execute(
                                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                                            + " application_name LIKE 'orders-%'");
                            return workers.isTerminated();
                        });
        SERVER.await(0, "application_name IN ('orders-api', 'orders-orphan')");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private void leak(int count, boolean inTransaction) throws SQLException {
        for (int i = 0; i < count; i++) {
            Connection connection = service.checkOut();
            connection.setAutoCommit(!inTransaction);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 'order', " + i);
            }
            held.add(connection);
        }
    }

    private void work(int count) {
        for (int i = 0; i < count; i++) {
            workers.submit(
                    () -> {
                        try (Connection connection = service.checkOut();
                                Statement statement = connection.createStatement()) {
                            return statement.execute("SELECT pg_sleep(600)");
                        }
                    });
        }
    }

    private static void awaitOld(int count, String state) throws SQLException {
        SERVER.await(
                count,
                "application_name = 'orders-api' AND state = '"
                        + state
                        + "' AND clock_timestamp() - state_change > '50ms'");
    }

    /// The report on the service, and the exit code.
    private JsonNode report(int exit, String idleAfter, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "leaks",
                                "--dsn",
                                SERVER.dsn(),
                                "--url",
                                service.url(),
                                "--idle-tx-after",
                                idleAfter,
                                "-o",
                                "json"));
        args.addAll(List.of(more));
        Cli cli = Cli.BARE.knowing("127.0.0.1", List.of(InetAddress.getLoopbackAddress()));
        // a session by which the test itself has just asked the server may not have ended yet
        Cli.Result result =
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(
                                () -> cli.run(args.toArray(String[]::new)),
                                told -> !told.out().contains("fixture ("));
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/1");
    }

    private static JsonNode finding(JsonNode target, String code) {
        for (JsonNode finding : target.get("findings")) {
            if (finding.get("code").textValue().equals(code)) {
                return finding;
            }
        }
        throw new AssertionError("no finding " + code + " in " + target.get("findings"));
    }

    @Test
    void aLeakIsToldWithItsStatement() throws SQLException {
        leak(8, true);
        work(2);
        awaitOld(8, "idle in transaction");
        awaitOld(2, "active");

        JsonNode finding = finding(report(2, "10ms"), "held-by-leak");

        assertThat(finding.get("summary").textValue())
                .startsWith("10 connections checked out: 8 idle in transaction for up to ")
                .endsWith(", 2 active; this is a leak");
        assertThat(finding.at("/evidence/0").textValue()).contains("SELECT 'order', ");
        assertThat(finding.at("/evidence/1").textValue())
                .isEqualTo("these are the 10 sessions matched by client address");
        assertThat(finding(report(2, "1h"), "pool-holders").get("summary").textValue())
                .as("in time they may go on")
                .startsWith("10 connections checked out: 8 idle in transaction")
                .doesNotContain("leak");
    }

    @Test
    void aLeakOutsideATransactionIsTold() throws SQLException {
        leak(10, false);
        awaitOld(10, "idle");

        assertThat(finding(report(2, "10ms"), "held-by-leak").get("summary").textValue())
                .contains("10 checked out and idle for up to ");
    }

    @Test
    void loadIsNoLeak() throws SQLException {
        work(10);
        awaitOld(10, "active");

        JsonNode target = report(2, "10ms");

        assertThat(finding(target, "held-by-load").get("severity").textValue()).isEqualTo("info");
        assertThat(target.at("/pools/0/checked_out").intValue()).isEqualTo(10);
    }

    @Test
    void aServiceOnAnotherServerIsToldSo() throws SQLException {
        leak(4, false);

        assertThat(
                        finding(report(1, "1h", "--app", "something-else"), "held-elsewhere")
                                .get("summary")
                                .textValue())
                .startsWith("4 connections checked out: the server knows only 0 of them");
    }

    @Test
    void sessionsThatNoPoolKnowsAreOrphans() throws SQLException {
        leak(2, true);
        try (Connection orphan = SERVER.open("orders-orphan");
                Statement statement = orphan.createStatement()) {
            statement.execute("SELECT 'forgotten'");

            JsonNode finding = finding(report(0, "1h", "--app", "orders-*"), "orphaned-sessions");

            assertThat(finding.get("summary").textValue())
                    .startsWith("the server knows 1 session more");
        }
    }

    @Test
    void severalApplicationsFromOneAddressAreNotMixedUp() throws SQLException {
        leak(2, true);
        try (Connection _ = SERVER.open("orders-orphan")) {
            assertThat(
                            finding(report(0, "1h"), "sessions-not-matched")
                                    .at("/evidence/0")
                                    .textValue())
                    .contains("orders-api (2)", "orders-orphan (1)");
        }
    }

    @Test
    void aServiceThatIsDownDoesNotHideTheServersLeaks() throws SQLException {
        leak(1, true);
        awaitOld(1, "idle in transaction");
        String down = "http://127.0.0.1:1";

        Cli.Result result =
                Cli.BARE.run(
                        "leaks", "--dsn", SERVER.dsn(), "--url", down, "--idle-tx-after", "10ms");

        assertThat(result.out()).contains("CRITICAL", "ERROR", "Nothing listens");
        assertThat(result.exit()).isEqualTo(2);
    }
}
