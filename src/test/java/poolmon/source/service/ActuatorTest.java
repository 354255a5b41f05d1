package poolmon.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Actuator's metrics in the states that a real Spring Boot is seldom in: several pools, meters
/// that vanish, paths that want a login. What a real one says is in `poolmon.producers`.
final class ActuatorTest {
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Set<Integer> connections = new HashSet<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String target = exchange.getRequestURI().toString();
                    String path = exchange.getRequestURI().getPath();
                    asked.add(target);
                    connections.add(exchange.getRemoteAddress().getPort());
                    String body = answers.getOrDefault(target, "<html>not found</html>");
                    int status = answers.containsKey(target) ? 200 : 404;
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(refused.getOrDefault(path, status), bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void index(String... meters) {
        answers.put(
                "/actuator/metrics",
                "{\"names\":[\"jvm.memory.used\",\"" + String.join("\",\"", meters) + "\"]}");
    }

    private void meter(String name, String tags, double value, String... pools) {
        answers.put(
                "/actuator/metrics/" + name + tags,
                "{\"name\":\""
                        + name
                        + "\",\"measurements\":[{\"statistic\":\"VALUE\",\"value\":"
                        + value
                        + "}],\"availableTags\":["
                        + (pools.length == 0
                                ? ""
                                : "{\"tag\":\"pool\",\"values\":[\""
                                        + String.join("\",\"", pools)
                                        + "\"]}")
                        + "]}");
    }

    private void pools(String... names) {
        index("hikaricp.connections.active", "hikaricp.connections.max");
        boolean one = names.length == 1;
        meter("hikaricp.connections.active", "", one ? 1 : 99, names);
        meter("hikaricp.connections.max", "", one ? 10 : 99, names);
        for (int i = 0; i < names.length; i++) {
            String tag = "?tag=pool%3A" + names[i];
            meter("hikaricp.connections.active", tag, i + 1);
            meter("hikaricp.connections.max", tag, 10);
        }
    }

    private JsonNode read(String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("pools", "-o", "json", "--url"));
        line.add(more.length == 0 ? url() : more[0]);
        return new ObjectMapper()
                .readTree(Cli.BARE.run(line.toArray(String[]::new)).out())
                .at("/targets/0");
    }

    private static List<String> shown(JsonNode target) {
        List<String> shown = new ArrayList<>();
        target.at("/pools")
                .forEach(
                        pool ->
                                shown.add(
                                        pool.at("/name").asText()
                                                + " "
                                                + pool.at("/checked_out")
                                                + "/"
                                                + pool.at("/total_capacity")));
        return shown;
    }

    @Test
    void severalPoolsAreAskedForOneByOneOverOneConnection() throws Exception {
        pools("orders", "audit", "batch");
        JsonNode target = read();
        assertThat(target.at("/format").asText()).isEqualTo("actuator-metrics");
        assertThat(shown(target)).containsExactly("orders 1/10", "audit 2/10", "batch 3/10");
        assertThat(connections).hasSize(1);
        assertThat(asked)
                .startsWith(
                        "/api/v1/health/pools",
                        "/api/v1/health",
                        "/actuator/prometheus",
                        "/actuator/metrics");
    }

    /// A meter may be gone by the time it is asked for: a pool whose use nobody knows is no healthy
    /// pool.
    @Test
    void aMeterThatVanishedLeavesAnErrorAndNotAGuess() throws Exception {
        pools("orders", "audit");
        answers.remove("/actuator/metrics/hikaricp.connections.active?tag=pool%3Aorders");
        JsonNode target = read();
        assertThat(target.at("/status").asText()).isEqualTo("error");
        assertThat(target.at("/pools").toString())
                .contains("do not tell how many connections are in use");
    }

    @Test
    void theUrlOfOneMeterLeadsToTheOthersBesideIt() throws Exception {
        pools("orders");
        JsonNode target = read(url() + "/actuator/metrics/hikaricp.connections.active");
        assertThat(shown(target)).containsExactly("orders 1/10");
    }

    @Test
    void moreThanFiftyPoolsAreToldToBeMore() throws Exception {
        String[] names = new String[53];
        for (int i = 0; i < names.length; i++) {
            names[i] = "pool" + i;
        }
        pools(names);
        JsonNode target = read();
        assertThat(target.at("/pools")).hasSize(50);
        assertThat(target.at("/status").asText()).isNotEqualTo("healthy");
        assertThat(target.at("/findings").toString()).contains("3 more pools");
    }

    /// An ingress may ask for a login at one path and not at another.
    @Test
    void aPathThatWantsALoginDoesNotEndTheSearch() throws Exception {
        pools("orders");
        refused.put("/api/v1/health/pools", 401);
        refused.put("/actuator/prometheus", 403);
        assertThat(shown(read())).containsExactly("orders 1/10");
    }

    @Test
    void whereOnlyALoginIsMissingThatIsSaid() throws Exception {
        for (String path : Endpoints.paths()) {
            refused.put(path, 401);
        }
        assertThat(read().at("/error/code").asText()).isEqualTo("auth");
    }

    @Test
    void aServiceWithoutPoolsIsToldWhichMetricsWouldHaveBeen() throws Exception {
        answers.put("/metrics", "# TYPE process_open_fds gauge\nprocess_open_fds 7\n");
        JsonNode error = read().at("/error");
        assertThat(error.at("/message").asText() + error.at("/next_step").asText())
                .contains("hikaricp_connections_active")
                .contains("/metrics");
    }
}
