package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.model.Answer;
import poolmon.model.Client;
import poolmon.model.Finding;
import poolmon.model.Host;
import poolmon.model.Pings;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Reading.RedisReading;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/// What looks at a Redis server tell together, on readings of which everything is known.
class RedisCoursesTest {
    private static final Target TARGET =
            new Target.Redis(new Host("cache", 6379), Optional.empty(), Optional.empty(), 0, false);

    private record Figures(
            int clients,
            long output,
            long rejected,
            long evicted,
            long connections,
            long commands) {}

    private static TargetReport report(Figures figures) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < figures.clients(); i++) {
            clients.add(
                    new Client(
                            i,
                            new ServerText("10.0.0.1"),
                            1000 + i,
                            new ServerText("orders"),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(1),
                            Client.Kind.NORMAL,
                            new ServerText("get"),
                            Optional.empty(),
                            Optional.empty(),
                            i == 0 ? figures.output() : 0));
        }
        RedisReading reading =
                new RedisReading(
                        "7.0.15",
                        new RedisSlots(
                                new ServerText("server"),
                                OptionalLong.of(1000),
                                figures.clients(),
                                0,
                                0,
                                OptionalLong.of(0),
                                OptionalLong.of(figures.rejected()),
                                OptionalLong.of(figures.connections())),
                        clients,
                        Optional.empty(),
                        Map.of(
                                "evicted_keys", Long.toString(figures.evicted()),
                                "total_commands_processed", Long.toString(figures.commands())),
                        Pings.NONE,
                        Map.of());
        return new TargetReport(
                TARGET,
                new Answer.Given(reading, Duration.ofMillis(1), List.of()),
                Status.HEALTHY,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static List<Finding> watched(IntFunction<Figures> at) {
        RedisCourses courses = new RedisCourses();
        for (int i = 0; i < 60; i++) {
            courses.add(i * 2.0, List.of(report(at.apply(i))));
        }
        return courses.findings().getOrDefault(TARGET, List.of());
    }

    @Test
    void whereNothingHappensNothingIsSaid() {
        assertThat(watched(i -> new Figures(10, 0, 5, 7, 100 + i, 1_000L * i))).isEmpty();
    }

    @Test
    void clientsThatBecomeMoreAndMoreAreALeakWhereTheTrafficDoesNot() {
        List<Finding> found = watched(i -> new Figures(5 + i / 5, 0, 0, 0, i, 1_000L * i));

        assertThat(found)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.code().word()).isEqualTo("leak-over-time");
                            assertThat(finding.severity()).isEqualTo(Severity.DEGRADED);
                            assertThat(finding.summary())
                                    .isEqualTo(
                                            "orders from 10.0.0.1: a leak: the number of its"
                                                    + " clients only grows, and the traffic does"
                                                    + " not");
                        });
        assertThat(watched(i -> new Figures(5 + i / 5, 0, 0, 0, i, 10L * i * i)))
                .as("they grow with the traffic")
                .isEmpty();
    }

    @Test
    void connectionsThatAreTurnedAwayMeanwhileAreCritical() {
        assertThat(watched(i -> new Figures(5, 0, 100 + i, 0, i, 1_000L * i)))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.code().word()).isEqualTo("redis-rejecting");
                            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                            assertThat(finding.summary())
                                    .startsWith("59 connections were turned away");
                            assertThat(finding.evidence())
                                    .containsExactly("0.5 a second for 1m 58s");
                        });
    }

    @Test
    void evictionsAndBuffersThatGrowAreTold() {
        List<Finding> found =
                watched(i -> new Figures(5, (long) i << 20, 0, 10L * i, i, 1_000L * i));

        assertThat(found)
                .extracting(finding -> finding.code().word())
                .containsExactly("redis-evicting", "redis-output-buffers");
        assertThat(found.get(1).summary())
                .isEqualTo("what waits to be sent to clients grew by 59.0 MiB");
    }

    @Test
    void ourOwnConnectionsAreNoChurn() {
        assertThat(watched(i -> new Figures(5, 0, 0, 0, i, 15L * i))).isEmpty();
        assertThat(watched(i -> new Figures(5, 0, 0, 0, 101L * i, 215L * i)))
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.summary())
                                        .isEqualTo(
                                                "50 connections a second, each for 2 commands:"
                                                        + " somebody connects anew for each"
                                                        + " request"));
    }
}
