package poolmon.producers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.instrumentation.hikaricp.v3_0.HikariTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A service of its own process: which names OpenTelemetry gives to metrics is decided once for
/// each JVM. It has a pool of three, all of them checked out.
final class ForkedTelemetry implements AutoCloseable {
    private final Process process;
    private final String url;

    /// @param optIn the value of `otel.semconv-stability.opt-in`
    ForkedTelemetry(String optIn) throws IOException {
        process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Dotel.semconv-stability.opt-in=" + optIn,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ForkedTelemetry.class.getName(),
                                        DrivenPool.jdbcUrl()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (line == null) {
            throw new IllegalStateException("The service did not start.");
        }
        url = line;
    }

    /// The base URL.
    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /// The service itself: prints its URL when it is ready and runs until its input ends.
    public static void main(String[] args) throws Exception {
        int port = freePort();
        try (PrometheusHttpServer exporter =
                        PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(port).build();
                SdkMeterProvider meters =
                        SdkMeterProvider.builder().registerMetricReader(exporter).build()) {
            OpenTelemetrySdk telemetry =
                    OpenTelemetrySdk.builder().setMeterProvider(meters).build();
            HikariConfig config = new HikariConfig();
            config.setPoolName("orders");
            config.setJdbcUrl(args[0]);
            config.setMaximumPoolSize(3);
            config.setMetricsTrackerFactory(
                    HikariTelemetry.create(telemetry).createMetricsTrackerFactory());
            try (HikariDataSource pool = new HikariDataSource(config)) {
                for (int i = 0; i < 3; i++) {
                    pool.getConnection();
                }
                System.out.println("http://127.0.0.1:" + port);
                System.in.readAllBytes();
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
