package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.Postgres;
import poolmon.fixture.RedisProcess;
import poolmon.fixture.Served;
import poolmon.fixture.TlsService;
import poolmon.fixture.Tool;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// `serve` as a client sees it.
final class ServeCommandTest {
    private static final String POOLS =
            """
            {"timestamp":"2026-11-28T10:30:00Z","pools":{
             "database":{"status":"critical","pool_size":5,"checked_out":15,"checked_in":0,
              "overflow":10,"total_capacity":15,"utilization_percent":100.0},
             "redis":{"status":"healthy","max_connections":10,"connected_clients":5,
              "total_connections_received":1250,
              "connection_kwargs":{"host":"localhost","port":6379,"db":0}}}}
            """;

    private static HttpService service;
    private static RedisProcess redis;
    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        service = new HttpService().at("/api/v1/health/pools", 200, POOLS);
        redis = RedisProcess.with();
        served =
                Served.with(
                        "--url",
                        service.url(),
                        "--dsn",
                        dsn(),
                        "--target",
                        "cache=" + redis.url(),
                        "--target",
                        "gone=http://127.0.0.1:1",
                        "--every",
                        "1h");
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
        redis.close();
        service.close();
    }

    private static String dsn() {
        return "postgresql://monitor@127.0.0.1:" + Postgres.port() + "/postgres";
    }

    private static String promtool(String metrics) throws IOException, InterruptedException {
        Process process = Tool.demand("promtool").start("check", "metrics");
        try (var in = process.getOutputStream()) {
            in.write(metrics.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /// The seed's name is all that Prometheus' own linter has something to say about.
    @Test
    void metricsAreAsPrometheusWantsThem() throws Exception {
        HttpResponse<String> reply = served.get("/metrics");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(reply.headers().firstValue("Age")).isPresent();
        assertThat(promtool(reply.body()).lines())
                .allMatch(line -> line.startsWith("db_pool_utilization_percent "));
        assertThat(reply.body())
                .contains(
                        "poolmon_build_info{version=\"",
                        "poolmon_up{target=\"" + service.url() + "\",target_kind=\"service\"} 1",
                        "poolmon_up{target=\"http://127.0.0.1:1\",target_kind=\"service\","
                                + "target_name=\"gone\"} 0",
                        "target_kind=\"postgres\"",
                        "target_kind=\"redis\"",
                        "db_pool_utilization_percent{pool=\"database\"",
                        "poolmon_findings{code=\"pool-saturated\",severity=\"critical\"",
                        "poolmon_sessions{target=",
                        "poolmon_look_timestamp_seconds{",
                        "poolmon_looks_total{target_name=\"cache\"} 1")
                .doesNotContain("poolmon_look_timestamp_seconds{target=\"unknown");
    }

    @Test
    void openMetricsForWhoAcceptsIt() throws Exception {
        HttpResponse<String> reply =
                served.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(reply.body())
                .endsWith("# EOF\n")
                .contains("# UNIT poolmon_pool_utilization_ratio ratio");
    }

    @Test
    void aProbeIsOfOneTargetAndOnlyOfThoseConfigured() throws Exception {
        assertThat(served.get("/probe?target=cache").body())
                .contains("target_name=\"cache\"")
                .doesNotContain("postgres", service.url());
        String shown = "http%3A%2F%2F127.0.0.1%3A" + service.port();
        assertThat(served.get("/probe?target=" + shown).body())
                .contains("pool=\"database\"")
                .doesNotContain("target_name", "postgres");
        HttpResponse<String> other = served.get("/probe?target=http%3A%2F%2Fevil.example");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).contains("cache", "gone", service.url()).doesNotContain("evil");
        assertThat(served.get("/probe").statusCode()).isEqualTo(400);
    }

    /// The names are those of the config file, and what one has is looked at together.
    @Test
    void targetsOfTheConfigFileAreProbedByTheirNames(@TempDir Path folder) throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("config.toml"),
                        "[targets.orders]\nurl = \"%s\"\ndsn = \"%s\"\n"
                                .formatted(service.url(), dsn()));
        try (Served configured =
                Served.with("orders", "--config", config.toString(), "--every", "1h")) {
            assertThat(configured.get("/probe?target=orders").body())
                    .contains("target_name=\"orders\"", "postgres", "pool=\"database\"");
            assertThat(configured.get("/probe?target=other").statusCode()).isEqualTo(404);
        }
    }

    /// The seed's fields, each by its name and with its type.
    @Test
    void poolsAreServedAsTheSeedDoes() throws Exception {
        HttpResponse<String> reply = served.get("/api/v1/health/pools");
        assertThat(reply.statusCode()).isEqualTo(503);
        JsonNode pools = new ObjectMapper().readTree(reply.body()).get("pools");
        assertThat(pools.fieldNames()).toIterable().contains("server", "redis-server");
        JsonNode database = pools.get("database@" + service.url());
        assertThat(fields(database))
                .containsExactly(
                        "status",
                        "pool_size",
                        "checked_out",
                        "checked_in",
                        "overflow",
                        "total_capacity",
                        "utilization_percent");
        assertThat(database.get("status").asText()).isEqualTo("critical");
        assertThat(database.get("utilization_percent").asDouble()).isEqualTo(100.0);
        JsonNode gone = pools.get("database@gone");
        assertThat(gone.get("status").asText()).isEqualTo("error");
        assertThat(gone.get("error").asText()).contains("Nothing listens");
        assertThat(pools.get("redis-server").get("connection_kwargs").get("port").asInt())
                .isEqualTo(redis.port());
    }

    /// Who reads the seed's bodies of one service today reads ours.
    @Test
    void theOnlyServicePassesThroughUnderItsOwnNames() throws Exception {
        try (Served alone = Served.with("--url", service.url(), "--every", "1h")) {
            JsonNode original = new ObjectMapper().readTree(POOLS).get("pools");
            JsonNode ours =
                    new ObjectMapper()
                            .readTree(alone.get("/api/v1/health/pools").body())
                            .get("pools");
            assertThat(ours).isEqualTo(original);
            JsonNode health = new ObjectMapper().readTree(alone.get("/api/v1/health").body());
            assertThat(fields(health))
                    .containsExactly("status", "timestamp", "service", "version", "checks");
            assertThat(health.get("status").asText()).isEqualTo("unhealthy");
            assertThat(fields(health.get("checks")))
                    .containsExactly("service", "database_pool", "redis_pool");
        }
    }

    @Test
    void pointsOutWhatFailsOnlyFromFailOnOn() throws Exception {
        try (Served lenient =
                Served.with("--url", service.url(), "--fail-on", "never", "--every", "1h")) {
            assertThat(lenient.get("/api/v1/health/pools").statusCode()).isEqualTo(200);
            assertThat(lenient.get("/api/v1/health").statusCode()).isEqualTo(200);
        }
    }

    /// poolmon reads what poolmon serves, and comes to the same verdict.
    @Test
    void isReadBackByPools() {
        Cli.Result result = Cli.BARE.run("pools", "--url", served.url(), "-o", "json");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out())
                .contains("\"format\":\"health-pools\"", "\"name\":\"redis-server\"")
                .contains("\"checked_out\":15")
                .doesNotContain("reported-status-disagrees", "unreadable-field");
        Cli.Result health =
                Cli.BARE.run("pools", "--url", served.url() + "/api/v1/health", "-o", "json");
        assertThat(health.exit()).isEqualTo(2);
        assertThat(health.out()).contains("\"format\":\"health\"", "server_pool");
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void tellsThatItRuns() throws Exception {
        assertThat(served.get("/-/healthy").statusCode()).isEqualTo(200);
        served.get("/metrics");
        assertThat(served.get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyReads() throws Exception {
        HttpResponse<String> reply = served.send("POST", "/metrics");
        assertThat(reply.statusCode()).isEqualTo(405);
        assertThat(reply.headers().firstValue("Allow")).hasValue("GET, HEAD");
        HttpResponse<String> head = served.send("HEAD", "/metrics");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> nothing = served.get("/no/such/page");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body()).contains("/metrics", "/probe?target=NAME", "/-/ready");
    }

    /// Ten that ask at once, again and again: counted at the service that is looked at, and by the
    /// statements that the database has run.
    @Test
    void tenScrapersCostOneLook() throws Exception {
        try (HttpService counted = new HttpService().at("/api/v1/health/pools", 200, POOLS);
                Served demand =
                        Served.with(
                                "--url",
                                counted.url(),
                                "--dsn",
                                dsn(),
                                "--on-demand",
                                "--every",
                                "1h")) {
            assertThat(counted.asked()).isEmpty();
            long before = statements();
            try (ExecutorService scrapers = Executors.newFixedThreadPool(10)) {
                List<Future<HttpResponse<String>>> replies =
                        Stream.generate(() -> scrapers.submit(() -> demand.get("/metrics")))
                                .limit(30)
                                .toList();
                for (Future<HttpResponse<String>> reply : replies) {
                    assertThat(reply.get().body()).contains("poolmon_looks_total 1");
                }
            }
            assertThat(counted.asked()).hasSize(1);
            assertThat(statements() - before).isEqualTo(1);
        }
    }

    private static long statements() throws Exception {
        return Postgres.number(
                "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_roles r"
                        + " ON r.oid = s.userid WHERE r.rolname = 'monitor'"
                        + " AND query LIKE '%pg_stat_get_activity%'");
    }

    @Test
    void looksByItselfAndServesTheLastResult() throws Exception {
        try (HttpService changing = new HttpService().at("/api/v1/health/pools", 200, POOLS);
                Served fast = Served.with("--url", changing.url(), "--every", "100ms")) {
            assertThat(fast.get("/api/v1/health").statusCode()).isEqualTo(503);
            changing.at("/api/v1/health/pools", 200, POOLS.replace(":15,", ":1,"));
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(30))
                    .until(() -> fast.get("/metrics").body().contains("status=\"healthy\""));
        }
    }

    @Test
    void aTokenIsDemandedOfAllButProbesOfLife(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "s3cret-token\n");
        try (Served guarded =
                Served.with("--url", service.url(), "--auth-token-file", token.toString())) {
            HttpResponse<String> refused = guarded.get("/metrics");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"poolmon\"");
            for (String wrong : List.of("Bearer s3cret", "Bearer ", "Basic s3cret-token", "x")) {
                assertThat(guarded.get("/metrics", "Authorization", wrong).statusCode())
                        .isEqualTo(401);
            }
            assertThat(guarded.get("/no/such", "Authorization", "x").statusCode()).isEqualTo(401);
            assertThat(guarded.get("/metrics", "Authorization", "Bearer s3cret-token").statusCode())
                    .isEqualTo(200);
            assertThat(guarded.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(guarded.said()).doesNotContain("s3cret");
        }
    }

    @Test
    void aPasswordIsDemanded(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "pä:ss\n");
        try (Served guarded =
                Served.with(
                        "--url",
                        service.url(),
                        "--auth-user",
                        "ops",
                        "--auth-password-file",
                        password.toString())) {
            assertThat(guarded.get("/metrics", "Authorization", basic("ops:pass")).statusCode())
                    .isEqualTo(401);
            assertThat(guarded.get("/metrics", "Authorization", basic("ops:pä:ss")).statusCode())
                    .isEqualTo(200);
        }
    }

    private static String basic(String login) {
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /// A real client, with the authority that signed the certificate.
    @Test
    void speaksTls(@TempDir Path folder) throws Exception {
        var pem = TlsService.pem("good", folder);
        try (Served secured =
                Served.with(
                        "--url",
                        service.url(),
                        "--tls-cert",
                        pem.get("client_tls_cert_file"),
                        "--tls-key",
                        pem.get("client_tls_key_file"))) {
            String url = "https://localhost:" + secured.port();
            Cli.Result read =
                    Cli.BARE.run("pools", "--url", url, "--cacert", TlsService.authority());
            assertThat(read.out()).contains("database");
            assertThat(read.exit()).isEqualTo(2);
            Cli.Result plain = Cli.BARE.run("pools", "--url", "http://localhost:" + secured.port());
            assertThat(plain.exit()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --listen nowhere            | --listen is HOST:PORT
                    --listen 127.0.0.1:99999    | --listen is HOST:PORT
                    --every 1ms                 | --every is 100ms or more.
                    -o json                     | serve prints no report
                    --wait 5s                   | leave --wait out.
                    --target orders             | --target is NAME=WHERE
                    --auth-user ops             | belong together
                    --auth-token-file /nowhere  | does not exist
                    --tls-key /nowhere          | give that too.
                    --tls-cert /nowhere         | cannot be read.
                    """)
    void wrongOptionsAreTold(String options, String sentence) {
        List<String> line = new ArrayList<>(List.of("serve", "--url", "http://127.0.0.1:1"));
        line.addAll(List.of(options.split(" +")));
        Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains(sentence);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void nothingToLookAtIsAUsageError() {
        Cli.Result result = Cli.BARE.run("serve");
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("--url, --dsn, --redis or --prometheus");
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Cli.Result result =
                    Cli.BARE.run(
                            "serve",
                            "--url",
                            service.url(),
                            "--listen",
                            "127.0.0.1:" + taken.getLocalPort());
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.err()).contains("Cannot listen on 127.0.0.1:", "--listen HOST:PORT");
        }
    }

    @Test
    void endsByItselfAfterATime() {
        Cli.Result result =
                Cli.BARE.run(
                        "serve",
                        "--url",
                        service.url(),
                        "--listen",
                        "127.0.0.1:0",
                        "--for",
                        "100ms");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).startsWith("poolmon: Serving 1 target at http://127.0.0.1:");
    }
}
