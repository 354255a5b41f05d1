package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.PostgresServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// OpenTelemetry's instrumentation of HikariCP, exported for Prometheus, by the names that it has
/// of itself and by those of the newer conventions.
class OpenTelemetryTest {

    @ParameterizedTest(name = "otel.semconv-stability.opt-in={0}: {2} of {1} out, {3} waiting")
    @CsvSource({
        "none, 5, 4, 0, db_client_connections_usage",
        "none, 2, 2, 3, db_client_connections_pending_requests",
        "database, 5, 4, 0, db_client_connection_count",
        "database, 2, 2, 3, db_client_connection_pending_requests",
    })
    void aPoolIsReadAsItsBeanCounts(String names, int most, int out, int waiting, String metric)
            throws IOException, InterruptedException {
        int port = freePort();
        Process program = start(names, port, most, out, waiting);
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            Counts bean = Counts.of(Objects.requireNonNull(lines.readLine()));
            assertThat(bean).isEqualTo(new Counts("orders", out, most - out, most, waiting));
            String url = "http://127.0.0.1:" + port;
            Counts.await(() -> Counts.at(url), "prometheus", () -> List.of(bean));
            assertThat(page(url + "/metrics")).containsPattern("(?m)^" + metric + "\\{");
        } finally {
            program.getOutputStream().close();
            program.destroy();
            program.waitFor();
        }
    }

    private static Process start(String names, int port, int most, int out, int waiting)
            throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dotel.semconv-stability.opt-in=" + names,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeasuredProgram.class.getName(),
                        PostgresServer.shared().jdbcUrl(),
                        Integer.toString(port),
                        Integer.toString(most),
                        Integer.toString(out),
                        Integer.toString(waiting))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static String page(String url) throws IOException {
        try (InputStream page = URI.create(url).toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
