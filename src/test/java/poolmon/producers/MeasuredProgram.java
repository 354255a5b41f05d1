package poolmon.producers;

import com.zaxxer.hikari.HikariConfig;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.instrumentation.hikaricp.v3_0.HikariTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;

import java.io.IOException;
import java.sql.SQLException;

/// A program with a HikariCP pool that OpenTelemetry measures, in a JVM of its own: which names
/// OpenTelemetry gives its metrics is settled once for each JVM.
final class MeasuredProgram {
    private MeasuredProgram() {}

    /// Brings the pool to a known state, prints what its bean says as one line, and ends with its
    /// standard input.
    ///
    /// @param arguments JDBC URL, port of the metrics, most connections, how many of them are out,
    ///     how many threads wait
    public static void main(String[] arguments) throws SQLException, IOException {
        HikariConfig settings =
                MeasuredPool.settings(arguments[0], "orders", Integer.parseInt(arguments[2]));
        try (OpenTelemetrySdk telemetry = telemetry(Integer.parseInt(arguments[1]))) {
            settings.setMetricsTrackerFactory(
                    HikariTelemetry.create(telemetry).createMetricsTrackerFactory());
            try (MeasuredPool pool = MeasuredPool.open(settings)) {
                pool.checkOut(Integer.parseInt(arguments[3]))
                        .letWait(Integer.parseInt(arguments[4]));
                System.out.println(pool.counts().line());
                System.in.readAllBytes();
            }
        }
    }

    private static OpenTelemetrySdk telemetry(int port) {
        return OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder()
                                .registerMetricReader(
                                        PrometheusHttpServer.builder()
                                                .setHost("127.0.0.1")
                                                .setPort(port)
                                                .build())
                                .build())
                .build();
    }
}
