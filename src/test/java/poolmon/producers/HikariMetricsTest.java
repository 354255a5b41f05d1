package poolmon.producers;

import com.zaxxer.hikari.metrics.prometheus.PrometheusMetricsTrackerFactory;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.HttpService;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// HikariCP with each of the two ways in which it is measured for Prometheus.
final class HikariMetricsTest {

    private static HttpService serving(String path, String contentType, String metrics) {
        return new HttpService()
                .at(
                        path,
                        200,
                        Map.of("Content-Type", contentType),
                        metrics.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void micrometerTellsWhatTheBeanTells() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (DrivenPool orders = new DrivenPool("orders", 5, c -> c.setMetricRegistry(registry));
                DrivenPool audit = new DrivenPool("audit", 2, c -> c.setMetricRegistry(registry))) {
            orders.drive(4, 0);
            audit.drive(2, 3);
            try (HttpService service =
                    serving("/actuator/prometheus", "text/plain", registry.scrape())) {
                Compared.read(service.url())
                        .by("prometheus")
                        .pools("orders", "audit")
                        .same("orders", orders.bean(), 5)
                        .status("orders", "degraded")
                        .same("audit", audit.bean(), 2)
                        .status("audit", "critical");
            }
        }
    }

    /// The same registry in the other of its two languages.
    @Test
    void micrometerTellsTheSameInOpenMetrics() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (DrivenPool pool = new DrivenPool("orders", 3, c -> c.setMetricRegistry(registry))) {
            pool.drive(1, 0);
            String type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            try (HttpService service = serving("/metrics", type, registry.scrape(type))) {
                Compared.read(service.url())
                        .by("prometheus")
                        .pools("orders")
                        .same("orders", pool.bean(), 3)
                        .status("orders", "healthy");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TextFormat.CONTENT_TYPE_004, TextFormat.CONTENT_TYPE_OPENMETRICS_100})
    void hikarisOwnTrackerTellsWhatTheBeanTells(String type) throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        PrometheusMetricsTrackerFactory tracker = new PrometheusMetricsTrackerFactory(registry);
        try (DrivenPool pool =
                new DrivenPool("orders", 2, c -> c.setMetricsTrackerFactory(tracker))) {
            pool.drive(2, 3);
            try (HttpService service = serving("/metrics", type, text(registry, type))) {
                Compared.read(service.url())
                        .by("prometheus")
                        .pools("orders")
                        .same("orders", pool.bean(), 2)
                        .status("orders", "critical");
            }
        }
    }

    private static String text(CollectorRegistry registry, String type) throws IOException {
        StringWriter text = new StringWriter();
        TextFormat.writeFormat(type, text, registry.metricFamilySamples());
        return text.toString();
    }
}
