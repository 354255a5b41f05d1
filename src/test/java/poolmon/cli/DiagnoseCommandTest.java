package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.PgBouncer;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Schema;
import poolmon.fixture.SeedService;
import poolmon.model.FindingCode;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// `poolmon diagnose` against a real service with a real pool, real servers, and a real incident:
/// connections forgotten in transactions, of which one holds a lock that others wait for.
class DiagnoseCommandTest {
    private static final int LEAKED = 5;
    private static final int WAITING = 2;

    private static final PostgresServer SERVER = PostgresServer.with(40);
    private static final List<Connection> HELD = new ArrayList<>();
    private static final ExecutorService WORKERS = Executors.newVirtualThreadPerTaskExecutor();
    private static final String FORGOTTEN = "SELECT id, state FROM orders WHERE id = 1 FOR UPDATE";

    private static SeedService service;

    @BeforeAll
    static void incident() throws Exception {
        SERVER.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, state text)",
                "INSERT INTO orders VALUES (1, 'open'), (2, 'open')");
        service = new SeedService(SERVER.jdbcUrl(), "orders-api", 5, LEAKED + WAITING - 5);
        for (int i = 0; i < LEAKED; i++) {
            Connection connection = service.checkOut();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(i == 0 ? FORGOTTEN : "SELECT count(*) FROM orders");
            }
            HELD.add(connection);
        }
        for (int i = 0; i < WAITING; i++) {
            WORKERS.submit(
                    () -> {
                        try (Connection connection = service.checkOut();
                                Statement statement = connection.createStatement()) {
                            return statement.execute("UPDATE orders SET state = 'paid'");
                        }
                    });
        }
        // from 5 s on a session that waits for a lock has waited too long
        SERVER.await(
                WAITING, "wait_event_type = 'Lock' AND clock_timestamp() - query_start > '5100ms'");
    }

    @AfterAll
    static void close() throws SQLException {
        for (Connection each : HELD) {
            each.rollback();
            each.close();
        }
        WORKERS.shutdownNow();
        service.close();
        SERVER.close();
    }

    private static final Cli HERE =
            Cli.BARE.knowing("127.0.0.1", List.of(InetAddress.getLoopbackAddress()));

    private static Cli.Result run(Cli cli, String... more) {
        List<String> line = new ArrayList<>(List.of("diagnose"));
        line.addAll(List.of(more));
        return cli.at(Clock.systemUTC(), line.toArray(String[]::new));
    }

    private static Cli.Result atIncident(Cli cli, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "--url",
                                service.url(),
                                "--dsn",
                                SERVER.dsn(),
                                "--redis",
                                RedisServer.shared().url(),
                                "--idle-tx-after",
                                "2s"));
        line.addAll(List.of(more));
        return run(cli, line.toArray(String[]::new));
    }

    private static String root() throws SQLException {
        return SERVER.ask("SELECT pid FROM pg_stat_activity WHERE query LIKE '%FOR UPDATE'");
    }

    /// Who is woken at night reads the first lines.
    @Test
    void theFirstLinesNameLeakStatementLockRootAndRemedy() throws SQLException {
        Cli.Result result = atIncident(HERE.onTerminal(80), "--color", "never");

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
        List<String> lines = result.out().lines().toList();
        assertThat(lines).allMatch(line -> line.length() <= 80);
        String verdict = String.join(" ", lines.subList(0, 6)).replaceAll(" +", " ");
        assertThat(verdict)
                .startsWith("CRITICAL pool \"database\" is full: 7 of 7 connections checked out.")
                .contains(
                        "Cause: session " + root() + " (orders-api",
                        "blocks 2 sessions",
                        "5 idle in transaction for up to",
                        "this is a leak");
        String first = String.join(" ", lines.subList(0, 24)).replaceAll(" +", " ");
        assertThat(first)
                .contains(
                        "1. lock-chain",
                        "FOR UPDATE",
                        "→ Now: end the session at the root: SELECT pg_terminate_backend("
                                + root()
                                + ");");
        assertThat(result.out())
                .contains(
                        "2. held-by-leak",
                        "pool-saturated",
                        "  CRITICAL  " + service.url(),
                        "  HEALTHY   " + RedisServer.shared().url());
    }

    @Test
    void causesStandBeforeWhatTheyExplain() {
        JsonNode report = Told.report(atIncident(HERE, "-o", "json"), 2);

        assertThat(report.get("command").textValue()).isEqualTo("diagnose");
        assertThat(Told.codes(report))
                .containsSubsequence("lock-chain", "held-by-leak", "pool-saturated")
                .contains("leak-suspected", "no-idle-in-transaction-timeout")
                .doesNotContain("clocks-apart", "slow-keepalives", "fleet-overcommits");
        assertThat(Told.finding(report, "held-by-leak").at("/remedy/0").textValue())
                .matches(".*pg_terminate_backend\\(\\d+\\).*");
    }

    @Test
    void markdownIsFitForATicket() throws SQLException {
        Cli.Result result = atIncident(HERE, "-o", "markdown");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out())
                .startsWith("# poolmon diagnose: CRITICAL\n")
                .contains(
                        "\n## 1. lock-chain (degraded)\n",
                        "\nTarget: `" + SERVER.dsn() + "`\n",
                        "SELECT pg\\_terminate\\_backend(" + root() + ");",
                        "| POOL | KIND | STATUS |",
                        "| PID | VERDICT |");
    }

    @Test
    void nagiosGetsTheVerdict() {
        assertThat(atIncident(HERE, "-o", "nagios").out())
                .startsWith("DIAGNOSE CRITICAL - pool \"database\" is full");
    }

    @Test
    void watchedTheLeakIsConfirmed() {
        JsonNode report =
                Told.report(atIncident(HERE, "--for", "3s", "--every", "100ms", "-o", "json"), 2);

        assertThat(Told.finding(report, "leak-over-time").get("summary").textValue())
                .contains("5 sessions were taken and never given back");
    }

    @Test
    void ofASystemThatIsWellNothingIsTold() throws Exception {
        try (PostgresServer server = PostgresServer.with(12);
                SeedService well = new SeedService(server.jdbcUrl(), "orders-api", 5, 2);
                Connection _ = well.checkOut()) {
            String[] targets = {
                "--url", well.url(), "--dsn", server.dsn(), "--redis", RedisServer.shared().url()
            };
            // one of five out: the service itself cries critical
            Cli.Result result = run(HERE, targets);

            assertThat(result.exit()).as(result.out()).isZero();
            assertThat(result.out())
                    .startsWith("HEALTHY   nothing is wrong with what was looked at (3 targets, ")
                    .doesNotContain("→");
            List<String> json = new ArrayList<>(List.of(targets));
            json.addAll(List.of("-o", "json"));
            assertThat(Told.report(run(HERE, json.toArray(String[]::new)), 0).get("findings"))
                    .isEmpty();

            whatLiesIdleIsToldOnceSlotsAreShort(server, well);
        }
    }

    /// Nine slots are for ordinary roles.
    private static void whatLiesIdleIsToldOnceSlotsAreShort(PostgresServer server, SeedService pool)
            throws SQLException {
        List<Connection> idle = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            idle.add(pool.checkOut());
        }
        for (Connection each : idle) {
            each.close();
        }
        String[] line = {
            "--url", pool.url(), "--dsn", server.dsn(), "--max-overflow", "20", "-o", "json"
        };
        try (Connection _ = server.open("another");
                Connection _ = server.open("another");
                Connection _ = server.open("another")) {
            server.await(3, "application_name = 'another' AND state = 'idle'");
            JsonNode report = Told.report(run(HERE, line), 2);

            assertThat(Told.codes(report))
                    .contains(
                            "only-reserved-slots-left",
                            "server-slots-low",
                            "idle-hoarded",
                            "pool-oversized",
                            "fleet-overcommits");
            assertThat(Told.finding(report, "fleet-overcommits").get("summary").textValue())
                    .isEqualTo(
                            "1 pool may open 25 connections together, and the server has 9 slots"
                                    + " for ordinary roles");
            assertThat(Told.codes(report).indexOf("idle-hoarded"))
                    .isLessThan(Told.codes(report).indexOf("server-slots-low"));
        }
    }

    @Test
    void redisThatTheServiceCannotReachAndPoolmonCan() {
        String body =
                "{\"timestamp\":\"x\",\"pools\":{\"redis\":{\"status\":\"error\",\"error\":\"Error"
                    + " 111 connecting to localhost:6379. Connection refused.\",\"connection_kwargs"
                    + "\":{\"host\":\"localhost\",\"port\":6379,\"db\":0}}}}";
        try (HttpService http = new HttpService().at("/api/v1/health/pools", 200, body)) {
            JsonNode report =
                    Told.report(
                            run(
                                    HERE,
                                    "--url",
                                    http.url(),
                                    "--redis",
                                    RedisServer.shared().url(),
                                    "-o",
                                    "json"),
                            3);

            assertThat(Told.codes(report))
                    .containsExactly("redis-reachable-here", "reported-failure");
            assertThat(Told.finding(report, "redis-reachable-here").get("evidence").toString())
                    .contains("Connection refused", "localhost", RedisServer.shared().url());
        }
    }

    @Test
    void callersThatWaitAreTold() {
        String metrics =
                """
                hikaricp_connections_active{pool="orders"} 4
                hikaricp_connections_idle{pool="orders"} 0
                hikaricp_connections_max{pool="orders"} 10
                hikaricp_connections_pending{pool="orders"} 3
                """;
        try (HttpService http =
                new HttpService()
                        .at(
                                "/metrics",
                                200,
                                Map.of("Content-Type", "text/plain; version=0.0.4"),
                                metrics.getBytes(StandardCharsets.UTF_8))) {
            JsonNode report = Told.report(run(HERE, "--url", http.url(), "-o", "json"), 1);

            assertThat(Told.codes(report)).containsExactly("clients-waiting");
            assertThat(report.at("/findings/0/evidence/1").textValue())
                    .contains("may open more and does not get them");
        }
    }

    @Test
    void clientsOfPgBouncerWaitWhileItsConnectionsLieIdle() throws Exception {
        Map<String, String> settings = Map.of("default_pool_size", "1", "pool_mode", "session");
        try (PgBouncer bouncer = new PgBouncer(SERVER, settings)) {
            try (Connection idler = bouncer.open("idler");
                    Statement statement = idler.createStatement()) {
                statement.execute("SELECT 1");
                WORKERS.submit(
                        () -> {
                            try (Connection waiter = bouncer.open("waiter")) {
                                return waiter.isValid(60);
                            }
                        });
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> bouncer.shown("postgres", "cl_waiting").equals("1"));

                Cli.Result result =
                        run(
                                HERE,
                                "--dsn",
                                bouncer.console("stats"),
                                "--dsn",
                                SERVER.dsn(),
                                "-o",
                                "json");

                JsonNode report = Schema.report(result.out());
                assertThat(Told.codes(report))
                        .containsSubsequence(
                                "pooler-waiting-while-servers-idle", "pooler-clients-waiting");
                assertThat(
                                Told.finding(report, "pooler-waiting-while-servers-idle")
                                        .at("/evidence/0")
                                        .textValue())
                        .startsWith(
                                "1 connection of this pool is idle on the server and not given back"
                                        + " by its client (pool_mode session): idler from ");
            }
        }
    }

    /// The tests' own clock stands still in the past.
    @Test
    void aClockThatStandsStillIsTold() {
        Cli.Result result =
                HERE.run("diagnose", "--url", service.url(), "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(
                        Told.finding(Schema.report(result.out()), "clocks-apart")
                                .get("summary")
                                .textValue())
                .startsWith("the clock of this machine is ")
                .endsWith(" behind those of all 2 targets that tell the time");
    }

    @Test
    void whatCannotBeLookedAtIsAnErrorWithItsNextStep() {
        Cli.Result result =
                run(HERE, "--redis", RedisServer.shared().url(), "--url", "http://127.0.0.1:1");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("ERROR     http://127.0.0.1:1: Nothing listens")
                .contains("\n  HEALTHY   redis://", "\n  ERROR     http://127.0.0.1:1  Nothing")
                .contains("            → ");
    }

    @Test
    void everyFindingIsExplained() {
        for (FindingCode code : FindingCode.values()) {
            Cli.Result result = Cli.BARE.run("diagnose", "--explain", code.word());

            assertThat(result.exit()).as(code.word() + result.err()).isZero();
            assertThat(result.out()).startsWith(code.word() + "\n\n  MEANS     ");
            assertThat(result.out()).contains("\n  TOLD BY   ");
        }
        Cli.Result list = Cli.BARE.run("diagnose", "--explain", "list");
        assertThat(list.out().lines()).hasSize(FindingCode.values().length + 3);
    }

    @Test
    void whatAFindingMeansIsToldToProgramsToo() {
        for (FindingCode code : FindingCode.values()) {
            Cli.Result result = Cli.BARE.run("diagnose", "--explain", code.word(), "-o", "json");

            assertThat(result.exit()).as(code.word() + result.err()).isZero();
            JsonNode told = Schema.explanations(result.out()).get("findings");
            assertThat(told).hasSize(1);
            assertThat(told.at("/0/code").textValue()).isEqualTo(code.word());
        }
        Cli.Result list = Cli.BARE.run("diagnose", "--explain", "list", "-o", "json");
        JsonNode all = Schema.explanations(list.out()).get("findings");
        assertThat(all).hasSize(FindingCode.values().length);
        assertThat(all.findValuesAsText("code"))
                .containsExactlyElementsOf(
                        Stream.of(FindingCode.values()).map(FindingCode::word).toList());
        Cli.Result chain = Cli.BARE.run("diagnose", "--explain", "lock-chain", "-o", "json");
        assertThat(Schema.explanations(chain.out()).at("/findings/0/remedy/0").textValue())
                .startsWith("Now: ");
    }

    @Test
    void whatAFindingMeansHasNoOtherFormat() {
        for (String format : List.of("csv", "prometheus", "nagios", "markdown", "svg")) {
            Cli.Result result = Cli.BARE.run("diagnose", "--explain", "lock-chain", "-o", format);

            assertThat(result.exit()).as(format).isEqualTo(64);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("as text or as JSON");
        }
        Cli json = Cli.BARE.with("POOLMON_OUTPUT", "json");
        Cli csv = Cli.BARE.with("POOLMON_OUTPUT", "csv");
        assertThat(json.run("diagnose", "--explain", "lock-chain").out()).startsWith("{");
        assertThat(csv.run("diagnose", "--explain", "lock-chain").out()).startsWith("lock-chain\n");
    }

    @Test
    void anUnknownFindingNamesTheNearest() {
        Cli.Result near = Cli.BARE.run("diagnose", "--explain", "lock-chian");
        assertThat(near.exit()).isEqualTo(64);
        assertThat(near.err()).contains("Did you mean lock-chain?");
        assertThat(Cli.BARE.run("diagnose", "--explain", "rejecting").err())
                .contains("Did you mean redis-rejecting?");
        assertThat(Cli.BARE.run("diagnose", "--explain", "LOCK_CHAIN").exit()).isZero();
    }

    @Test
    void withoutATargetItAsksForOne() {
        Cli.Result result = Cli.BARE.run("diagnose");

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("What is to be looked at?");
    }
}
