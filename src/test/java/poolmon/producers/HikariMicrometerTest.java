package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.Schema;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;

/// HikariCP's tracker for Micrometer, whose Prometheus registry is scraped.
class HikariMicrometerTest {
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpService service = new HttpService();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @AfterEach
    void stop() {
        service.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, OPEN_METRICS})
    void aPoolInUseIsReadAsItsBeanCounts(String type) throws SQLException {
        try (MeasuredPool pool = pool("orders", 5).checkOut(4)) {
            Counts.await(() -> report(type), "prometheus", pool);
        }
    }

    @Test
    void threadsThatWaitAreReadAsTheBeanCountsThem() throws SQLException {
        try (MeasuredPool pool = pool("HikariPool-1", 2).checkOut(2).letWait(3)) {
            Counts.await(() -> report(PLAIN), "prometheus", pool);

            Cli.Result diagnosed =
                    Cli.BARE.at(
                            Clock.systemUTC(), "diagnose", "--url", service.url(), "-o", "json");
            JsonNode findings = Schema.report(diagnosed.out()).get("findings");
            assertThat(findings.findValuesAsText("code"))
                    .containsExactlyInAnyOrder("pool-saturated", "clients-waiting");
            assertThat(findings.findValuesAsText("summary").toString())
                    .contains("3 ", "HikariPool-1");
        }
    }

    @Test
    void twoPoolsOfOneRegistryAreToldApart() throws SQLException {
        try (MeasuredPool orders = pool("orders", 3).checkOut(1);
                MeasuredPool billing = pool("billing", 2).checkOut(2)) {
            Counts.await(() -> report(PLAIN), "prometheus", orders, billing);
        }
    }

    private MeasuredPool pool(String name, int most) {
        HikariConfig settings = MeasuredPool.settings(name, most);
        settings.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
        return MeasuredPool.open(settings);
    }

    private Counts.Report report(String type) {
        service.at(
                "/actuator/prometheus",
                200,
                Map.of("Content-Type", type),
                registry.scrape(type).getBytes(StandardCharsets.UTF_8));
        return Counts.at(service.url());
    }
}
