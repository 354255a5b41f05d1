package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.bench.ManyServices;
import poolmon.fixture.HttpService;
import poolmon.fixture.PgBouncer;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.PrometheusServer;
import poolmon.fixture.Recordings;
import poolmon.fixture.RedisProcess;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Schema;
import poolmon.fixture.SeedService;
import poolmon.fixture.TlsService;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The image that ships, against real servers: its classes are rewritten and its caches are trained
/// on canned answers, so that what holds for the classes of the build has to be shown for it too.
class ImageCommandsIT {
    private static final Image BUILT = Image.built();
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final RedisServer REDIS = RedisServer.shared();

    private static SeedService service;

    @TempDir private Path somewhere;

    @BeforeAll
    static void start() throws Exception {
        service = new SeedService(POSTGRES.jdbcUrl(), "image-test", 5, 5);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String[] commandLine(String command, String... more) {
        List<String> line = new ArrayList<>(List.of(command));
        switch (command) {
            case "pools" -> line.addAll(List.of("--url", service.url()));
            case "redis" -> line.addAll(List.of("--redis", "redis://127.0.0.1:" + REDIS.port()));
            default -> line.addAll(List.of("--dsn", POSTGRES.dsn()));
        }
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0} of 10 out: exit {1}")
    @CsvSource({"1, 0", "8, 1", "10, 2"})
    void theExitCodeFollowsTheRealPool(int out, int exit) throws Exception {
        List<Connection> checkedOut = new ArrayList<>();
        try {
            while (checkedOut.size() < out) {
                checkedOut.add(service.checkOut());
            }
            Image.Result result =
                    BUILT.run(commandLine("pools", "--max-overflow", "5", "-o", "json"));

            assertThat(result.exit()).isEqualTo(exit);
            assertThat(result.err()).isEmpty();
            JsonNode pool = Schema.report(result.out()).at("/targets/0/pools/0");
            assertThat(pool.get("checked_out").intValue()).isEqualTo(out);
        } finally {
            for (Connection connection : checkedOut) {
                connection.close();
            }
        }
    }

    @Test
    void aServiceThatIsDownExits3() throws Exception {
        Image.Result result = BUILT.run("pools", "--url", "http://127.0.0.1:1", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(Schema.report(result.out()).at("/targets/0/error/code").textValue())
                .isEqualTo("connection-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "leaks", "redis"})
    void theServersAreRead(String command) throws Exception {
        Image.Result json = BUILT.run(commandLine(command, "-o", "json"));
        Image.Result table = BUILT.run(commandLine(command));

        assertThat(json.err()).isEmpty();
        assertThat(Schema.report(json.out()).at("/targets/0/error").isNull()).isTrue();
        assertThat(json.exit()).isZero();
        assertThat(table.out()).startsWith("HEALTHY ");
    }

    /// Each command in each format: what only the shipped classes may get wrong would stand on
    /// stderr.
    @ParameterizedTest
    @CsvSource({"csv", "nagios", "prometheus"})
    void everyFormatIsPrinted(String format) throws Exception {
        for (String command : List.of("pools", "db", "leaks", "redis")) {
            Image.Result result = BUILT.run(commandLine(command, "-o", format));

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
            assertThat(result.out())
                    .startsWith(
                            switch (format) {
                                case "csv" -> "target,";
                                case "nagios" -> command.toUpperCase(Locale.ROOT) + " OK - ";
                                default -> "# HELP poolmon_up ";
                            });
        }
    }

    /// A service that nobody prepared for poolmon, by its base URL.
    @Test
    void metricsOfAServiceAreFoundAndRead() throws Exception {
        byte[] metrics =
                Files.readAllBytes(
                        Path.of("src/test/resources/payloads/captured/go-collector.prom"));
        try (HttpService go = new HttpService().at("/metrics", 200, Map.of(), metrics)) {
            Image.Result result = BUILT.run("pools", "--url", go.url());

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.out()).startsWith("CRITICAL").contains("4/4");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go-dbstats-full.json",
                "psycopg-pool-full.json",
                "rails-stat-full.json",
                "pgbouncer-exporter-0.9.prom"
            })
    void savedAnswersOfEveryKindAreRead(String file) throws Exception {
        Image.Result result =
                BUILT.run(
                        "pools",
                        "--file",
                        Path.of("src/test/resources/payloads/captured", file)
                                .toAbsolutePath()
                                .toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).startsWith("CRITICAL");
    }

    @Test
    void aFleetStandsOnOnePage() throws Exception {
        Path urls = somewhere.resolve("urls");
        try (ManyServices fleet = new ManyServices(40, 0)) {
            Files.write(urls, fleet.urls());
            Image.Result result = BUILT.run("pools", "--urls-file", urls.toString());

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
            assertThat(result.out())
                    .startsWith("HEALTHY   40 targets: 40 healthy; 80 of 600 connections in use");
        }
    }

    @Test
    void aPrometheusIsAskedForItsFleet() throws Exception {
        byte[] metrics =
                Files.readAllBytes(
                        Path.of("src/test/resources/payloads/captured/go-collector.prom"));
        try (HttpService go = new HttpService().at("/metrics", 200, Map.of(), metrics);
                PrometheusServer prometheus =
                        new PrometheusServer(Map.of("shop", List.of("127.0.0.1:" + go.port())))) {
            prometheus.await("count(go_sql_max_open_connections)", "2");
            Image.Result result = BUILT.run("pools", "--prometheus", prometheus.url());

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.out()).startsWith("CRITICAL").contains("127.0.0.1:" + go.port());
        }
    }

    @Test
    void aLeakIsNamedWithItsStatement() throws Exception {
        try (Connection leaked = POSTGRES.open("image-leak");
                Statement statement = leaked.createStatement()) {
            leaked.setAutoCommit(false);
            statement.execute("SELECT 4711");
            POSTGRES.await(1, "application_name = 'image-leak' AND state = 'idle in transaction'");

            Image.Result result = BUILT.run(commandLine("leaks", "--idle-tx-after", "1ms"));

            assertThat(result.exit()).isPositive();
            assertThat(result.out()).contains("leak-suspect", "image-leak", "SELECT ?");
            leaked.rollback();
        }
    }

    @Test
    void aPoolIsHeldAgainstTheSessionsOfItsServerAndWatched() throws Exception {
        try (Connection leaked = service.checkOut();
                Statement statement = leaked.createStatement()) {
            leaked.setAutoCommit(false);
            statement.execute("SELECT 4712");
            POSTGRES.await(1, "application_name = 'image-test' AND state = 'idle in transaction'");
            List<String> join =
                    List.of("--url", service.url(), "--app", "image-test", "-o", "json");

            JsonNode held = leaks(join);
            List<String> watched = new ArrayList<>(join);
            watched.addAll(List.of("--for", "300ms", "--every", "100ms"));
            JsonNode course = leaks(watched);

            assertThat(held.toString()).contains("1 connection checked out: 1 idle in transaction");
            assertThat(course.toString()).contains("undecided-over-time", "3 looks are too few");
            leaked.rollback();
        }
    }

    private static JsonNode leaks(List<String> more) throws Exception {
        Image.Result result = BUILT.run(commandLine("leaks", more.toArray(String[]::new)));
        return Schema.report(result.out()).at("/targets/1/findings");
    }

    @Test
    void aRecordingHasATrendAndAChart() throws Exception {
        StringBuilder looks = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            looks.append(Recordings.look(10 * i, "http://10.0.0.7:8000", "main", 500 + i, 1000, i));
        }
        String file = Files.writeString(somewhere.resolve("looks"), looks).toString();
        for (String format : List.of("table", "json", "csv", "nagios", "prometheus", "svg")) {
            Image.Result result =
                    BUILT.run("trend", "--file", file, "--within", "3h", "-o", format);

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.out()).contains("main");
        }
    }

    @Test
    void pgBouncerIsAskedWithAPassword() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(POSTGRES, Map.of(), "\"stats\" \"s3cret\"")) {
            Image.Result result =
                    BUILT.run("db", "--dsn", bouncer.console("stats:s3cret"), "-o", "json");

            assertThat(Schema.report(result.out()).at("/targets/0/kind").textValue())
                    .as(result.out() + result.err())
                    .isEqualTo("pgbouncer");
            assertThat(result.exit()).isZero();
        }
    }

    @Test
    void redisIsReachedOverTlsAndByItsSocketAndBySentinels() throws Exception {
        Map<String, String> files = TlsService.pem("good", somewhere);
        Path socket = somewhere.resolve("redis.sock");
        try (RedisProcess secured =
                        RedisProcess.withTls(
                                "tls-key-file " + files.get("client_tls_key_file"),
                                "tls-cert-file " + files.get("client_tls_cert_file"),
                                "tls-ca-cert-file " + TlsService.authority(),
                                "tls-auth-clients no",
                                "unixsocket " + socket);
                RedisProcess master = RedisProcess.with();
                RedisProcess sentinel =
                        RedisProcess.sentinel(
                                "sentinel monitor orders 127.0.0.1 " + master.port() + " 1")) {
            String tls = "rediss://localhost:" + secured.port();
            Image.Result byTls =
                    BUILT.run("redis", "--redis", tls, "--cacert", TlsService.authority());
            Image.Result bySocket = BUILT.run("redis", "--redis", "unix://" + socket);
            Image.Result bySentinel =
                    BUILT.run(
                            "redis",
                            "--redis",
                            "redis+sentinel://127.0.0.1:" + sentinel.port() + "/orders",
                            "--for",
                            "300ms",
                            "--every",
                            "100ms",
                            "-o",
                            "json");

            assertThat(byTls.exit()).as(byTls.out() + byTls.err()).isZero();
            assertThat(bySocket.exit()).as(bySocket.out() + bySocket.err()).isZero();
            assertThat(Schema.report(bySentinel.out()).get("targets"))
                    .as(bySentinel.out() + bySentinel.err())
                    .hasSize(2);
            assertThat(bySentinel.exit()).isZero();
        }
    }

    /// A cache that lost half of its classes would still be used, and nobody would notice.
    @ParameterizedTest
    @ValueSource(strings = {"pools", "db", "leaks", "redis"})
    void theCacheHoldsNearlyAllClassesOfARealLook(String command) throws Exception {
        Path log = somewhere.resolve("classes");
        BUILT.runWith("-Xlog:class+load=info:file=" + log, commandLine(command));

        List<String> loaded =
                Files.readAllLines(log).stream().filter(line -> line.contains("source:")).toList();
        List<String> elsewhere =
                loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
        assertThat(loaded).hasSizeGreaterThan(1_000);
        assertThat(elsewhere).hasSizeLessThan(loaded.size() / 50);
    }
}
