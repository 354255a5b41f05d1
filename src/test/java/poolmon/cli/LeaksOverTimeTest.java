package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `poolmon leaks --for`: a real pool on a real server, watched while it works.
class LeaksOverTimeTest {
    private static final PostgresServer SERVER = PostgresServer.with(40);

    private final List<Connection> leaked = new ArrayList<>();
    private SeedService service;
    private Thread worker;

    @BeforeEach
    void start() throws IOException {
        service = new SeedService(SERVER.jdbcUrl(), "orders-api", 5, 5);
        worker = Thread.ofVirtual().start(this::work);
    }

    @AfterEach
    void stop() throws SQLException, InterruptedException {
        worker.interrupt();
        worker.join();
        for (Connection connection : leaked) {
            connection.close();
        }
        service.close();
        SERVER.await(0, "application_name = 'orders-api'");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    /// Requests that take a connection and give it back, one after the other.
    private void work() {
        while (!Thread.interrupted()) {
            try (Connection connection = service.checkOut();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("SELECT pg_sleep(0.01)");
                connection.commit();
            } catch (SQLException broken) {
                return; // interrupted
            }
        }
    }

    private void leak(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            Connection connection = service.checkOut();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 'an order' AS forgotten");
            }
            leaked.add(connection);
        }
    }

    private Cli.Result watched(String... more) {
        List<String> args = new ArrayList<>(List.of("leaks", "--dsn", SERVER.dsn()));
        args.addAll(List.of(more));
        return Cli.BARE
                .knowing("127.0.0.1", List.of(InetAddress.getLoopbackAddress()))
                .run(args.toArray(String[]::new));
    }

    private static Optional<JsonNode> finding(Cli.Result result, int target, String code) {
        for (JsonNode each : Schema.report(result.out()).at("/targets/" + target).get("findings")) {
            if (each.get("code").textValue().equals(code)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    @Test
    void whatIsTakenAndNeverGivenBackIsALeak() throws SQLException {
        leak(3);

        Cli.Result result =
                watched("--url", service.url(), "--for", "3s", "--every", "100ms", "-o", "json");

        assertThat(result.exit()).as(result.out()).isEqualTo(1);
        JsonNode finding = finding(result, 1, "leak-over-time").orElseThrow();
        assertThat(finding.get("summary").textValue())
                .isEqualTo("pool \"database\": a leak: 3 sessions were taken and never given back");
        assertThat(finding.at("/evidence/0").textValue()).startsWith("30 looks in 3 s: ");
        assertThat(finding.get("evidence").toString())
                .contains(
                        "transactions a second",
                        "on the server statements ran for ",
                        "SELECT 'an order' AS forgotten");
    }

    @Test
    void workIsNoLeak() {
        Cli.Result result =
                watched("--url", service.url(), "--for", "3s", "--every", "100ms", "-o", "json");

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(finding(result, 1, "leak-over-time")).isEmpty();
        assertThat(finding(result, 1, "no-leak-over-time")).isPresent();
    }

    @Test
    void withoutAServiceApplicationsAreWatched() throws SQLException {
        leak(3);

        Cli.Result result = watched("--for", "3s", "--every", "100ms", "-o", "json");

        assertThat(result.exit()).as(result.out()).isEqualTo(1);
        assertThat(finding(result, 0, "leak-over-time").orElseThrow().get("summary").textValue())
                .isEqualTo("orders-api: a leak: 3 sessions were taken and never given back");
    }

    @Test
    void aFewLooksDecideNothing() throws SQLException {
        leak(3);

        Cli.Result result = watched("--for", "500ms", "--every", "100ms", "-o", "json");

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(
                        finding(result, 0, "undecided-over-time")
                                .orElseThrow()
                                .get("summary")
                                .textValue())
                .contains("5 looks are too few");
    }

    @Test
    void progressIsShownOnATerminalAndWipedAway() {
        Cli.Result result =
                Cli.BARE
                        .onTerminal(80)
                        .run("leaks", "--dsn", SERVER.dsn(), "--for", "300ms", "--every", "100ms");

        assertThat(result.err()).contains("\rlook 3 of 3").endsWith("\r\u001b[K");
        assertThat(watched("--for", "300ms", "--every", "100ms").err()).doesNotContain("look");
    }

    @Test
    void whatMakesNoSenseIsAUsageError() {
        assertThat(watched("--every", "1s"))
                .satisfies(
                        result -> {
                            assertThat(result.exit()).isEqualTo(64);
                            assertThat(result.err()).contains("give --for");
                        });
        assertThat(watched("--for", "1s", "--every", "1ms").exit()).isEqualTo(64);
    }
}
