package poolmon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The machine's clock is set back, or forth, while poolmon looks: whatever goes on goes on, and no
/// time is negative.
@Timeout(60)
class ClockTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir private Path folder;

    /// A clock that is set by this much each time that it is read.
    private static final class Jumping extends Clock {
        private final Duration jump;
        private final AtomicInteger reads = new AtomicInteger();

        Jumping(Duration jump) {
            this.jump = jump;
        }

        @Override
        public Instant instant() {
            return NOON.plus(jump.multipliedBy(reads.getAndIncrement()));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static HttpService service() {
        return new HttpService()
                .at(
                        "/api/v1/health/pools",
                        200,
                        "{\"timestamp\":\"2026-11-28T12:00:00\",\"pools\":{\"database\":{"
                                + "\"status\":\"healthy\",\"pool_size\":5,\"checked_out\":1,"
                                + "\"checked_in\":4,\"overflow\":0,\"max_overflow\":0}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-8760H"})
    void aWatchGoesOnAndItsRecordingIsReplayed(String jump) throws Exception {
        Path file = folder.resolve("looks.jsonl");
        try (HttpService service = service()) {
            Cli.Result result =
                    Cli.BARE.at(
                            new Jumping(Duration.parse(jump)),
                            "watch",
                            "--url",
                            service.url(),
                            "--dsn",
                            PostgresServer.shared().dsn(),
                            "--redis",
                            RedisServer.shared().url(),
                            "--every",
                            "100ms",
                            "--count",
                            "4",
                            "--record",
                            file.toString(),
                            "-o",
                            "json");

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).as(result.out()).isLessThan(2);
            assertThat(result.out().lines()).hasSize(4);
            result.out().lines().forEach(ClockTest::hasNoNegativeTime);
        }
        Cli.Result replay = Cli.BARE.run("watch", "--replay", file.toString());
        assertThat(replay.err()).isEmpty();
        assertThat(replay.out().lines()).hasSize(4);
        Cli.Result trend = Cli.BARE.run("trend", "--file", file.toString(), "-o", "json");
        assertThat(trend.err()).isEmpty();
        hasNoNegativeTime(trend.out());
        assertThat(Files.readAllLines(file)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H"})
    void aWatchedLeakIsJudgedByAnotherClock(String jump) {
        try (HttpService service = service()) {
            for (List<String> command :
                    List.of(
                            List.of("leaks", "--dsn", PostgresServer.shared().dsn()),
                            List.of(
                                    "leaks",
                                    "--dsn",
                                    PostgresServer.shared().dsn(),
                                    "--url",
                                    service.url()),
                            List.of("redis", "--redis", RedisServer.shared().url()),
                            List.of("diagnose", "--dsn", PostgresServer.shared().dsn()))) {
                List<String> line = new java.util.ArrayList<>(command);
                line.addAll(List.of("--for", "400ms", "--every", "100ms", "-o", "json"));
                Cli.Result result =
                        Cli.BARE.at(new Jumping(Duration.parse(jump)), line.toArray(String[]::new));

                assertThat(result.err()).isEmpty();
                assertThat(result.exit()).as(result.out()).isLessThan(2);
                hasNoNegativeTime(result.out());
            }
        }
    }

    @Test
    void aWaitEndsByAnotherClock() {
        Cli.Result result =
                Cli.BARE.at(
                        new Jumping(Duration.ofHours(-1)),
                        "pools",
                        "--url",
                        "http://127.0.0.1:1",
                        "--wait",
                        "500ms");

        assertThat(result.exit()).isEqualTo(3);
    }

    private static void hasNoNegativeTime(String json) {
        JsonNode report = Schema.report(json);
        assertThat(report.get("duration_ms").doubleValue()).isNotNegative();
        assertThat(report.findValues("latency_ms"))
                .allSatisfy(time -> assertThat(time.doubleValue()).isNotNegative());
        for (String name :
                List.of("duration_seconds", "transaction_seconds", "values_age_seconds")) {
            assertThat(report.findValues(name))
                    .allSatisfy(time -> assertThat(time.doubleValue()).as(name).isNotNegative());
        }
        assertThat(json)
                .doesNotContain("NaN", "Infinity")
                .doesNotContainPattern("in -\\d|for -\\d");
    }
}
