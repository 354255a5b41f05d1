package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.HttpService;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// `serve` as it ships: without the modules that only tests have, and ended by a signal.
class ServeIT {
    @Test
    void servesUntilItIsTerminated() throws Exception {
        try (HttpService service =
                new HttpService()
                        .at(
                                "/api/v1/health/pools",
                                200,
                                "{\"pools\":{\"database\":{\"status\":\"healthy\","
                                        + "\"pool_size\":5,\"checked_out\":1,\"overflow\":0}}}")) {
            Process process =
                    new ProcessBuilder(
                                    Image.built().launcher().toString(),
                                    "serve",
                                    "--url",
                                    service.url(),
                                    "--listen",
                                    "127.0.0.1:0")
                            .start();
            try (BufferedReader err =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getErrorStream(), StandardCharsets.UTF_8))) {
                String line = String.valueOf(err.readLine());
                assertThat(line).startsWith("poolmon: Serving 1 target at http://127.0.0.1:");
                String url = line.replaceFirst(".* at (http://[^ ,]*),.*", "$1");
                try (var in = URI.create(url + "/metrics").toURL().openStream()) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .contains("poolmon_pool_utilization_ratio{", "} 0.2");
                }
                // SIGTERM; not process.destroy(), which closes the streams, too
                process.toHandle().destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
                assertThat(err.readLine()).isNull();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
