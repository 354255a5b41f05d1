package poolmon.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.PrometheusServer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Against a real Prometheus that scrapes services of several kinds.
final class FleetSourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<HttpService> SERVICES = new ArrayList<>();
    private static String nowhere;
    private static PrometheusServer prometheus;

    private static HttpService scraped(String metrics) {
        HttpService service =
                new HttpService()
                        .at(
                                "/metrics",
                                200,
                                Map.of("Content-Type", "text/plain; version=0.0.4"),
                                metrics.getBytes(StandardCharsets.UTF_8));
        SERVICES.add(service);
        return service;
    }

    private static HttpService hikari(int active, int idle, int pending) {
        String labels = "{application=\"orders\",pool=\"HikariPool-1\"} ";
        return scraped(
                "# TYPE hikaricp_connections_active gauge\n"
                        + ("hikaricp_connections_active" + labels + active + "\n")
                        + ("hikaricp_connections_idle" + labels + idle + "\n")
                        + ("hikaricp_connections_max" + labels + "10\n")
                        + ("hikaricp_connections_min" + labels + "10\n")
                        + ("hikaricp_connections_pending" + labels + pending + "\n"));
    }

    private static HttpService go(int open, int max) {
        return scraped(
                "go_sql_in_use_connections{db_name=\"shop\"} "
                        + (open + "\n")
                        + "go_sql_idle_connections{db_name=\"shop\"} 0\n"
                        + ("go_sql_open_connections{db_name=\"shop\"} " + open + "\n")
                        + ("go_sql_max_open_connections{db_name=\"shop\"} " + max + "\n"));
    }

    private static String place(HttpService service) {
        return "127.0.0.1:" + service.port();
    }

    @BeforeAll
    static void scrape() throws Exception {
        try (HttpService gone = new HttpService()) {
            nowhere = place(gone);
        }
        Map<String, List<String>> jobs = new LinkedHashMap<>();
        jobs.put("orders", List.of(place(hikari(3, 7, 0)), place(hikari(10, 0, 4))));
        jobs.put("billing", List.of(place(go(5, 20))));
        jobs.put("broken", List.of(place(hikari(1, 9, 0)), nowhere));
        jobs.put("elsewhere", List.of(place(scraped("process_open_fds 7\n"))));
        prometheus = new PrometheusServer(jobs);
        prometheus.await("count({__name__=~\"hikaricp_connections_max|go_sql_max.*\"})", "4");
        prometheus.await("count(up == 0)", "1");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        SERVICES.forEach(HttpService::close);
    }

    private static Cli.Result pools(String... more) {
        List<String> line = new ArrayList<>(List.of("pools", "--prometheus", prometheus.url()));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    private static JsonNode json(String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(more));
        line.addAll(List.of("-o", "json"));
        return JSON.readTree(pools(line.toArray(String[]::new)).out());
    }

    /// The last scrape was two minutes ago, which Prometheus still passes off as the present.
    @Test
    void valuesThatAreOldAreToldSo() throws Exception {
        long last = Instant.now().getEpochSecond() - 120;
        StringBuilder past = new StringBuilder();
        for (String metric : List.of("active 4", "idle 6", "max 10")) {
            String[] words = metric.split(" ");
            String name = "hikaricp_connections_" + words[0];
            past.append("# TYPE " + name + " gauge\n");
            past.append(name + "{pool=\"main\",instance=\"a:1\"} " + words[1] + " " + last + "\n");
        }
        try (PrometheusServer old = PrometheusServer.remembering(past + "# EOF\n")) {
            Cli.Result result = Cli.BARE.run("pools", "--prometheus", old.url(), "-o", "json");

            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            JsonNode finding = JSON.readTree(result.out()).at("/findings/0");
            assertThat(finding.get("code").asText()).isEqualTo("stale-values");
            assertThat(finding.get("summary").asText()).startsWith("the oldest value is 2m ");
        }
    }

    @Test
    void showsAPoolPerInstanceOfEveryOrigin() throws Exception {
        JsonNode target = json().at("/targets/0");
        assertThat(target.at("/kind").asText()).isEqualTo("prometheus");
        assertThat(target.at("/pools")).hasSize(4);
        List<String> seen = new ArrayList<>();
        for (JsonNode pool : target.at("/pools")) {
            seen.add(
                    pool.at("/name").asText()
                            + " "
                            + pool.at("/instance").asText()
                            + " "
                            + pool.at("/checked_out").asInt()
                            + "/"
                            + pool.at("/total_capacity").asInt()
                            + " "
                            + pool.at("/status").asText());
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "HikariPool-1 orders " + place(SERVICES.get(0)) + " 3/10 healthy",
                        "HikariPool-1 orders " + place(SERVICES.get(1)) + " 10/10 critical",
                        "HikariPool-1 broken " + place(SERVICES.get(3)) + " 1/10 healthy",
                        "shop billing " + place(SERVICES.get(2)) + " 5/20 healthy");
    }

    @Test
    void tellsHowOldTheOldestValueIs() throws Exception {
        JsonNode age = json().at("/targets/0/values_age_seconds");
        assertThat(age.isIntegralNumber()).isTrue();
        assertThat(age.asInt()).isBetween(0, 300);
        assertThat(pools().out()).contains("values up to ");
    }

    /// The full pool may be the one that is missing.
    @Test
    void anInstanceThatCannotBeScrapedIsNamedAndIsAnError() throws Exception {
        JsonNode broken = json("--match", "{job=\"broken\"}");
        assertThat(broken.at("/status").asText()).isEqualTo("error");
        assertThat(broken.at("/exit_code").asInt()).isEqualTo(3);
        assertThat(broken.at("/targets/0/findings/0/code").asText()).isEqualTo("instances-down");
        assertThat(broken.at("/targets/0/findings/0").toString()).contains(nowhere);
    }

    @Test
    void matchNarrowsWhatIsLookedAt() throws Exception {
        JsonNode billing = json("--match", "job=\"billing\"");
        assertThat(billing.at("/targets/0/pools")).hasSize(1);
        assertThat(billing.at("/status").asText()).isEqualTo("healthy");
        assertThat(billing.at("/exit_code").asInt()).isZero();
        assertThat(billing.at("/targets/0/pools/0/instance").asText())
                .isEqualTo(place(SERVICES.get(2)));
    }

    @Test
    void servicesWithoutPoolsAreAnErrorThatNamesWhatWasLookedFor() {
        Cli.Result result = pools("--match", "{job=\"elsewhere\"}");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains("knows no metrics of connection pools for {job=\"elsewhere\"}")
                .contains("hikaricp_connections_active");
    }

    /// Else an outage of all instances would read like a typing error.
    @Test
    void wherePoolsAreMissingSinceAllIsDownItSaysSo() throws Exception {
        String all = "{job=\"broken\",instance=\"" + nowhere + "\"}";
        Cli.Result result = pools("--match", all);
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("could not be scraped").contains(nowhere);
    }

    @Test
    void aSelectorThatIsNoneIsToldInPrometheusOwnWords() {
        Cli.Result result = pools("--match", "{job=orders}");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("--match").contains("cannot answer");
    }

    /// As many queries for four instances as for one: the load does not grow with the fleet.
    @Test
    void asksThreeQueriesWhateverTheNumberOfInstances() {
        assertThat(queries(pools("-v"))).hasSize(3);
        assertThat(queries(pools("-v", "--match", "{job=\"billing\"}"))).hasSize(3);
    }

    private static List<String> queries(Cli.Result result) {
        return result.err().lines().filter(line -> line.contains(": query ")).toList();
    }

    @Test
    void aPrometheusBelowAPathIsFoundThere() throws Exception {
        Map<String, List<String>> jobs = Map.of("billing", List.of(place(SERVICES.get(2))));
        try (PrometheusServer below = new PrometheusServer(jobs, "/metrics/prometheus")) {
            below.await("count(go_sql_max_open_connections)", "1");
            Cli.Result result = Cli.BARE.run("pools", "--prometheus", below.url() + "/");
            assertThat(result.out()).startsWith("HEALTHY").contains("5/20");
        }
    }

    @Test
    void theEnvironmentNamesTheServerAsWell() {
        Cli.Result result =
                Cli.BARE
                        .with("PROMETHEUS_URL", prometheus.url())
                        .run("pools", "--match", "{job=\"billing\"}");
        assertThat(result.out()).startsWith("HEALTHY").contains("5/20");
    }

    @Test
    void warningsOfAPartialAnswerAreAnErrorWithTheirText() {
        try (HttpService thanos = new HttpService()) {
            thanos.at(
                    "/api/v1/query",
                    200,
                    "{\"status\":\"success\",\"warnings\":[\"store 10.0.0.9:10901: deadline"
                        + " exceeded\"],\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":"
                        + "{\"__name__\":\"hikaricp_connections_active\",\"pool\":\"p\",\"instance\":"
                        + "\"a:1\",\"job\":\"orders\"},\"value\":[1700000000,\"1\"]},{\"metric\":"
                        + "{\"__name__\":\"hikaricp_connections_max\",\"pool\":\"p\",\"instance\":"
                        + "\"a:1\",\"job\":\"orders\"},\"value\":[1700000000,\"10\"]}]}}");
            Cli.Result result = Cli.BARE.run("pools", "--prometheus", thanos.url());
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out())
                    .startsWith("ERROR")
                    .contains("partial-answer")
                    .contains("store 10.0.0.9:10901: deadline exceeded");
        }
    }

    @Test
    void aServerThatIsNoPrometheusIsAnErrorThatSaysWhatWasAskedFor() {
        try (HttpService other = new HttpService().at("/api/v1/query", 200, "[]")) {
            Cli.Result result = Cli.BARE.run("pools", "--prometheus", other.url());
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("/api/v1/query").contains("no query result");
        }
    }

    @Test
    void aServerThatHangsIsATimeout() throws Exception {
        try (FakeServer silent = FakeServer.silent()) {
            Cli.Result result =
                    Cli.BARE.run(
                            "pools",
                            "--prometheus",
                            "http://127.0.0.1:" + silent.port(),
                            "--timeout",
                            "300ms");
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).startsWith("ERROR");
        }
    }
}
