package poolmon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.model.Access;
import poolmon.model.Target;
import poolmon.source.KeptSources;
import poolmon.source.Sources;
import poolmon.survey.Sighting;
import poolmon.survey.Vigil;

import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whoever looks again and again sees a server that comes back, and does not wait for a dead one
/// beyond the time that it has.
@Timeout(120)
class RecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// By the threads of the live screen, which ask less and less often while it is away.
    @Test
    void theLiveScreenSeesAServerThatIsRestarted50Times() {
        HttpService service = serving(0);
        int port = service.port();
        Target target =
                new Target.Service(
                        URI.create(service.url()),
                        Access.PLAIN,
                        Optional.empty(),
                        Optional.empty(),
                        1);
        try (KeptSources sources = new KeptSources(new Sources(InputStream.nullInputStream()));
                Vigil vigil =
                        new Vigil(
                                sources,
                                Clock.systemUTC(),
                                Duration.ofSeconds(20),
                                Duration.ofMillis(10),
                                RandomGenerator.getDefault())) {
            vigil.over(target);
            awaitFailures(vigil, false);
            int threads = threads();
            for (int i = 0; i < 50; i++) {
                service.close();
                awaitFailures(vigil, true);
                service = serving(port);
                awaitFailures(vigil, false);
            }
            assertThat(threads()).as("threads that look").isLessThanOrEqualTo(threads);
        } finally {
            service.close();
        }
    }

    private static int threads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("poolmon-"))
                        .count();
    }

    private static HttpService serving(int port) {
        return new HttpService("127.0.0.1", port)
                .at(
                        "/api/v1/health/pools",
                        200,
                        "{\"pools\":{\"database\":{\"status\":\"healthy\",\"pool_size\":5,"
                                + "\"checked_out\":1,\"overflow\":0}}}");
    }

    private static void awaitFailures(Vigil vigil, boolean any) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            List<Sighting> seen = vigil.sightings();
                            return !seen.isEmpty() && seen.getFirst().failures() > 0 == any;
                        });
    }

    /// Each look waits for the timeout: where that is longer than `--for`, one look is all there
    /// is.
    @ParameterizedTest
    @CsvSource({
        "POSTGRES, watch --for 600ms --every 100ms",
        "POSTGRES, leaks --for 600ms --every 100ms",
        "POSTGRES, size --for 600ms --every 100ms",
        "POSTGRES, diagnose --for 600ms --every 100ms",
        "REDIS, redis --for 600ms --every 100ms"
    })
    void whoWatchesTheDeadStopsWhenTheTimeIsOver(Protocol protocol, String command) {
        try (FaultyServer server = new FaultyServer(Fault.SILENT, protocol, false, Duration.ZERO)) {
            String where =
                    protocol == Protocol.REDIS
                            ? " --redis redis://127.0.0.1:" + server.port()
                            : " --dsn postgresql://a@127.0.0.1:" + server.port() + "/b";
            Cli.Result result = Cli.BARE.run((command + where + " --timeout 1s").split(" "));

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
