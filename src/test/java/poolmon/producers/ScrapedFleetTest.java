package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;

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
        try (MeasuredPool calm = measured(4, one);
                MeasuredPool full = measured(2, two);
                PrometheusServer prometheus = new PrometheusServer(jobs)) {
            calm.checkOut(1);
            full.checkOut(2).letWait(3);
            prometheus.await("sum(hikaricp_connections_active)", "3");
            prometheus.await("sum(hikaricp_connections_pending)", "3");
            prometheus.await(idle(first), "3");
            prometheus.await(idle(second), "0");
            String out =
                    Cli.BARE.run("pools", "--prometheus", prometheus.url(), "-o", "json").out();
            Map<String, JsonNode> pools = new HashMap<>();
            JsonNode target = new ObjectMapper().readTree(out).at("/targets/0");
            target.at("/pools").forEach(pool -> pools.put(pool.at("/instance").asText(), pool));
            assertThat(pools).as(out).containsOnlyKeys(place(first), place(second));
            same(pools.get(place(first)), calm, "healthy");
            same(pools.get(place(second)), full, "critical");
        } finally {
            first.stop(0);
            second.stop(0);
        }
    }

    /// HikariCP's figures may be a second old, each of them.
    private static String idle(HttpServer server) {
        return "hikaricp_connections_idle{instance=\"" + place(server) + "\"}";
    }

    private static MeasuredPool measured(int most, PrometheusMeterRegistry registry) {
        HikariConfig settings = MeasuredPool.settings("orders", most);
        settings.setMetricRegistry(registry);
        return MeasuredPool.open(settings);
    }

    private static void same(JsonNode read, MeasuredPool pool, String status) {
        Counts counts =
                new Counts(
                        read.at("/name").asText(),
                        read.at("/checked_out").asLong(),
                        read.at("/checked_in").asLong(),
                        read.at("/total_capacity").asLong(),
                        read.at("/waiting").asLong());
        assertThat(counts).isEqualTo(pool.counts());
        assertThat(read.at("/status").asText()).isEqualTo(status);
    }
}
