package poolmon.producers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.prometheus.PrometheusHistogramMetricsTrackerFactory;
import com.zaxxer.hikari.metrics.prometheus.PrometheusMetricsTrackerFactory;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.HttpService;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/// HikariCP's own trackers for Prometheus' simpleclient.
class HikariTrackerTest {
    private final HttpService service = new HttpService();
    private final CollectorRegistry registry = new CollectorRegistry();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aPoolInUseIsReadAsItsBeanCounts() throws SQLException {
        try (MeasuredPool pool =
                pool("orders", 5, new PrometheusMetricsTrackerFactory(registry)).checkOut(4)) {
            Counts.await(() -> report(TextFormat.CONTENT_TYPE_004), "prometheus", pool);
        }
    }

    @Test
    void threadsThatWaitAreReadAsTheBeanCountsThem() throws SQLException {
        try (MeasuredPool pool =
                pool("HikariPool-1", 2, new PrometheusMetricsTrackerFactory(registry))
                        .checkOut(2)
                        .letWait(3)) {
            Counts.await(() -> report(TextFormat.CONTENT_TYPE_004), "prometheus", pool);
        }
    }

    @Test
    void theTrackerWithHistogramsTellsTheSameAsOpenMetrics() throws SQLException {
        try (MeasuredPool pool =
                pool("orders", 3, new PrometheusHistogramMetricsTrackerFactory(registry))
                        .checkOut(1)) {
            Counts.await(() -> report(TextFormat.CONTENT_TYPE_OPENMETRICS_100), "prometheus", pool);
        }
    }

    private static MeasuredPool pool(String name, int most, MetricsTrackerFactory tracker) {
        HikariConfig settings = MeasuredPool.settings(name, most);
        settings.setMetricsTrackerFactory(tracker);
        return MeasuredPool.open(settings);
    }

    private Counts.Report report(String type) {
        StringWriter page = new StringWriter();
        try {
            TextFormat.writeFormat(type, page, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service.at(
                "/metrics",
                200,
                Map.of("Content-Type", type),
                page.toString().getBytes(StandardCharsets.UTF_8));
        return Counts.at(service.url());
    }
}
