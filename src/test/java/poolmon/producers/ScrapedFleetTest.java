package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PrometheusServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two real pools, measured by Micrometer, scraped by a real Prometheus, asked for by poolmon.
final class ScrapedFleetTest {

    /// A service whose page tells what its registry tells at the moment.
    private static HttpServer exporting(PrometheusMeterRegistry registry) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/metrics",
                exchange -> {
                    byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String place(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void eachInstanceHasThePoolThatItsBeanTellsOf() throws Exception {
        PrometheusMeterRegistry one = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PrometheusMeterRegistry two = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        HttpServer first = exporting(one);
        HttpServer second = exporting(two);
        Map<String, List<String>> jobs = Map.of("orders", List.of(place(first), place(second)));
        try (DrivenPool calm = new DrivenPool("orders", 4, c -> c.setMetricRegistry(one));
                DrivenPool full = new DrivenPool("orders", 2, c -> c.setMetricRegistry(two));
                PrometheusServer prometheus = new PrometheusServer(jobs)) {
            calm.drive(1, 0);
            full.drive(2, 3);
            prometheus.await("sum(hikaricp_connections_active)", "3");
            prometheus.await("sum(hikaricp_connections_pending)", "3");
            String out =
                    Cli.BARE.run("pools", "--prometheus", prometheus.url(), "-o", "json").out();
            Map<String, JsonNode> pools = new HashMap<>();
            JsonNode target = new ObjectMapper().readTree(out).at("/targets/0");
            target.at("/pools").forEach(pool -> pools.put(pool.at("/instance").asText(), pool));
            assertThat(pools).as(out).containsOnlyKeys(place(first), place(second));
            same(pools.get(place(first)), calm, 4, "healthy");
            same(pools.get(place(second)), full, 2, "critical");
        } finally {
            first.stop(0);
            second.stop(0);
        }
    }

    private static void same(JsonNode read, DrivenPool pool, int most, String status) {
        assertThat(read.at("/name").asText()).isEqualTo("orders");
        assertThat(read.at("/status").asText()).isEqualTo(status);
        assertThat(read.at("/checked_out").asInt()).isEqualTo(pool.bean().getActiveConnections());
        assertThat(read.at("/checked_in").asInt()).isEqualTo(pool.bean().getIdleConnections());
        assertThat(read.at("/waiting").asInt())
                .isEqualTo(pool.bean().getThreadsAwaitingConnection());
        assertThat(read.at("/total_capacity").asInt()).isEqualTo(most);
    }
}
