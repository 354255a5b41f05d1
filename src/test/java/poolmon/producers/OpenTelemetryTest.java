package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.instrumentation.hikaricp.v3_0.HikariTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HikariCP as OpenTelemetry's instrumentation measures it, through its exporter for Prometheus.
final class OpenTelemetryTest {

    @Test
    void theInstrumentationTellsWhatTheBeanTells() throws Exception {
        int port = ForkedTelemetry.freePort();
        try (PrometheusHttpServer exporter =
                        PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(port).build();
                SdkMeterProvider meters =
                        SdkMeterProvider.builder().registerMetricReader(exporter).build();
                OpenTelemetrySdk telemetry =
                        OpenTelemetrySdk.builder().setMeterProvider(meters).build();
                DrivenPool pool =
                        new DrivenPool(
                                "orders",
                                3,
                                config ->
                                        config.setMetricsTrackerFactory(
                                                HikariTelemetry.create(telemetry)
                                                        .createMetricsTrackerFactory()))) {
            pool.drive(3, 2);
            Compared.read("http://127.0.0.1:" + port)
                    .by("prometheus")
                    .pools("orders")
                    .same("orders", pool.bean(), 3)
                    .status("orders", "critical");
        }
    }

    /// The names of the semantic conventions since 1.26, and both kinds of names side by side, as
    /// a service has them while it moves from the ones to the others.
    @ParameterizedTest
    @ValueSource(strings = {"database", "database/dup"})
    void theNewerNamesTellTheSame(String optIn) throws Exception {
        try (ForkedTelemetry service = new ForkedTelemetry(optIn)) {
            Compared read = Compared.read(service.url()).by("prometheus").pools("orders");
            JsonNode pool = read.status("orders", "critical").named("orders");
            assertThat(pool.at("/checked_out").asInt()).isEqualTo(3);
            assertThat(pool.at("/checked_in").asInt()).isZero();
            assertThat(pool.at("/total_capacity").asInt()).isEqualTo(3);
        }
    }
}
