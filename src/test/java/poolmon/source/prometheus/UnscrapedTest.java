package poolmon.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.PrometheusServer;
import poolmon.fixture.Schema;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Of a real Prometheus whose jobs are up, wholly down since a moment ago, down since ever, and of
/// no interest: an instance of ours that is down must be named, whatever selects it, and nobody
/// else's. The names of the jobs need quoting.
final class UnscrapedTest {
    private static HttpService alive;
    private static String dead;
    private static String never;
    private static String node;
    private static PrometheusServer prometheus;

    private static HttpService hikari(String application) {
        String labels = "{application=\"" + application + "\",pool=\"main\"} ";
        String page =
                "hikaricp_connections_active"
                        + labels
                        + "3\nhikaricp_connections_idle"
                        + labels
                        + "7\nhikaricp_connections_max"
                        + labels
                        + "10\n";
        return new HttpService()
                .at(
                        "/metrics",
                        200,
                        Map.of("Content-Type", "text/plain; version=0.0.4"),
                        page.getBytes(StandardCharsets.UTF_8));
    }

    private static String place(HttpService service) {
        return "127.0.0.1:" + service.port();
    }

    @BeforeAll
    static void scrape() throws Exception {
        alive = hikari("shop");
        HttpService dying = hikari("shop");
        dead = place(dying);
        try (HttpService one = new HttpService();
                HttpService two = new HttpService()) {
            never = place(one);
            node = place(two);
        }
        Map<String, List<String>> jobs = new LinkedHashMap<>();
        jobs.put("orders", List.of(place(alive)));
        jobs.put("'a.b(\\\"c'", List.of(dead));
        jobs.put("never", List.of(never));
        jobs.put("node", List.of(node));
        prometheus = new PrometheusServer(jobs);
        prometheus.await("count(count_over_time(hikaricp_connections_max[60s:1s]))", "2");
        dying.close();
        prometheus.await("count(up == 0)", "3");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        alive.close();
    }

    private static Cli.Result at(String url, String command, String... more) {
        List<String> line = new ArrayList<>(List.of(command, "--prometheus", url, "-o", "json"));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    private static Cli.Result asked(String command, String... more) {
        return at(prometheus.url(), command, more);
    }

    private static String down(Cli.Result result) {
        return finding(result).get("summary").textValue();
    }

    private static JsonNode finding(Cli.Result result) {
        for (JsonNode finding : Schema.report(result.out()).at("/targets/0/findings")) {
            if (finding.get("code").textValue().equals("instances-down")) {
                return finding;
            }
        }
        throw new AssertionError("nothing is down in " + result.out() + result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pools", "diagnose", "trend --range 1m", "leaks --for 1m"})
    void aJobThatIsSelectedAndWhollyDownIsAnError(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        String first = words.removeFirst();
        words.addAll(List.of("--match", "{job=~\"orders|a.*\"}"));
        Cli.Result result = asked(first, words.toArray(String[]::new));

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(down(result)).isEqualTo("1 instance could not be scraped: a.b(\\\"c " + dead);
    }

    /// Not one that never had a pool, for that may be anything.
    @Test
    void withoutASelectorAJobCountsThatHadPoolsLately() {
        Cli.Result result = asked("pools", "-v");

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(down(result)).isEqualTo("1 instance could not be scraped: a.b(\\\"c " + dead);
        assertThat(result.err().lines().filter(line -> line.contains(": query "))).hasSize(4);
    }

    @Test
    void aSelectorThatOnlyLeavesOutNamesNoJob() {
        Cli.Result result = asked("pools", "--match", "{job!~\"never|a.*\"}");

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).doesNotContain(node, "instances-down");
        assertThat(down(asked("pools", "--match", "job!=\"orders,\", job=~\".+\"")))
                .isEqualTo("1 instance could not be scraped: a.b(\\\"c " + dead);
    }

    /// That it never had a pool does not show that it has none.
    @Test
    void whatIsSelectedByItsNameCountsWhateverItHad() {
        assertThat(down(asked("pools", "--match", "{job=~\"orders|never\"}")))
                .isEqualTo("1 instance could not be scraped: never " + never);
        assertThat(
                        down(
                                asked(
                                        "pools",
                                        "--match",
                                        "{instance=~\"" + place(alive) + "|" + node + "\"}")))
                .isEqualTo("1 instance could not be scraped: node " + node);
    }

    /// `up` has no such label, so that by it nothing at all would be down.
    @Test
    void aLabelThatOnlyTheMetricsHaveSelectsTheirInstances() {
        Cli.Result result = asked("pools", "--match", "{application=\"shop\"}");

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(down(result)).isEqualTo("1 instance could not be scraped: a.b(\\\"c " + dead);
        assertThat(asked("pools", "--match", "{application=\"shop\",job=\"orders\"}").exit())
                .isZero();
    }

    @Test
    void whereNothingOfOursIsDownAllIsWell() {
        Cli.Result result = asked("pools", "-v", "--match", "{job=\"orders\"}");

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.err().lines().filter(line -> line.contains(": query "))).hasSize(3);
    }

    /// What it refuses is told, and changes nothing of what is known.
    @Test
    void aServerThatDoesNotRememberIsLookedAtAllTheSame() throws Exception {
        HttpServer refusing =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", UnscrapedTest::refusing);
        refusing.start();
        try {
            String url = "http://127.0.0.1:" + refusing.getAddress().getPort();
            Cli.Result result = at(url, "pools");

            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            JsonNode report = Schema.report(result.out());
            assertThat(report.at("/targets/0/pools")).hasSize(1);
            assertThat(finding(result).get("severity").textValue()).isEqualTo("info");
            assertThat(down(result))
                    .startsWith(
                            "3 instances of other jobs could not be scraped, and whether they have"
                                    + " pools is not known: ")
                    .contains("node " + node, dead, "never " + never);
            assertThat(down(at(url, "diagnose"))).startsWith("3 instances of other jobs");
            assertThat(at(url, "pools", "--match", "{job=~\"orders|never\"}").exit()).isEqualTo(3);
        } finally {
            refusing.stop(0);
        }
    }

    private static void refusing(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            boolean refused = query.contains("last_over_time");
            byte[] body =
                    refused
                            ? "{\"status\":\"error\",\"error\":\"unknown function\"}"
                                    .getBytes(StandardCharsets.UTF_8)
                            : bytes(prometheus.url() + exchange.getRequestURI());
            exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] bytes(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return in.readAllBytes();
        }
    }
}
