package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `poolmon watch` where nobody looks: lines, JSON, recordings, and when it stops.
class WatchCommandTest {
    @TempDir private Path folder;

    private static String pool(int out) {
        return "{\"timestamp\":\"2026-11-23T11:03:19\",\"pools\":{\"database\":{\"status\":\"healthy\","
                   + "\"pool_size\":10,\"max_overflow\":0,\"checked_in\":"
                + (10 - out)
                + ",\"checked_out\":"
                + out
                + ",\"overflow\":0,\"total_capacity\":10,\"utilization_percent\":"
                + out * 10
                + "}}}";
    }

    private static HttpService service(int out) {
        return new HttpService().at("/api/v1/health/pools", 200, pool(out));
    }

    private static Cli.Result watch(String... more) {
        List<String> line = new ArrayList<>(List.of("watch", "--every", "100ms"));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    @Test
    void aLineForEachLookTellsWhatIsWorst() {
        try (HttpService fine = service(2);
                HttpService full = service(10)) {
            Cli.Result result = watch("--url", fine.url(), "--url", full.url(), "--count", "3");

            assertThat(result.exit()).as(result.err()).isEqualTo(2);
            assertThat(result.out().lines())
                    .hasSize(3)
                    .allSatisfy(
                            line ->
                                    assertThat(line)
                                            .startsWith("2026-11-23T11:03:19.693Z  CRITICAL  ")
                                            .contains(full.url(), "is full")
                                            .endsWith("; 2 targets: 1 critical, 1 healthy"));
        }
    }

    @Test
    void jsonIsAnObjectForEachLookOfAnyMix() {
        try (HttpService fine = service(2)) {
            Cli.Result result =
                    watch(
                            "--url",
                            fine.url(),
                            "--dsn",
                            PostgresServer.shared().dsn(),
                            "--redis",
                            RedisServer.shared().url(),
                            "--for",
                            "250ms",
                            "-o",
                            "json");

            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            List<String> lines = result.out().lines().toList();
            assertThat(lines).hasSize(3);
            for (String line : lines) {
                JsonNode report = Schema.report(line);
                assertThat(report.get("command").textValue()).isEqualTo("watch");
                assertThat(report.get("targets"))
                        .extracting(target -> target.get("kind").textValue())
                        .containsExactly("service", "postgres", "redis");
                assertThat(report.at("/targets/1/pools/0/slots_used").intValue()).isPositive();
            }
        }
    }

    @Test
    void aBadLookEndsItOnDemand() {
        try (HttpService full = service(10)) {
            Cli.Result result = watch("--url", full.url(), "--exit-on", "critical", "-q");

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
        }
        try (HttpService degraded = service(9)) {
            Cli.Result result =
                    watch("--url", degraded.url(), "--exit-on", "critical", "--count", "2");

            assertThat(result.out().lines()).as("degraded is not critical").hasSize(2);
        }
    }

    @Test
    void aRecordingIsGoneOnWithAfterATornLine() throws Exception {
        Path file = folder.resolve("looks.jsonl");
        try (HttpService fine = service(2)) {
            String url = fine.url().replace("http://", "http://ann:s3cret@");
            assertThat(
                            watch("--url", url, "--count", "2", "-q", "--record", file.toString())
                                    .exit())
                    .isZero();
            Files.writeString(file, Files.readString(file) + "{\"schema\":\"poolmo");
            watch("--url", url, "--count", "1", "-q", "--record", file.toString());

            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(4);
            assertThat(lines.get(2)).isEqualTo("{\"schema\":\"poolmo");
            for (int whole : new int[] {0, 1, 3}) {
                assertThat(Schema.report(lines.get(whole)).get("status").textValue())
                        .isEqualTo("healthy");
            }
            assertThat(Files.readString(file)).doesNotContain("s3cret");
        }
    }

    @Test
    void aRecordingIsReplayedAsItWas() throws Exception {
        Path file = folder.resolve("looks.jsonl");
        try (HttpService fine = service(2);
                HttpService full = service(10)) {
            watch("--url", fine.url(), "--count", "2", "-q", "--record", file.toString());
            Files.writeString(file, Files.readString(file) + "{\"schema\":\"poolmo");
            watch("--url", full.url(), "--count", "1", "-q", "--record", file.toString());
        }
        String looks =
                String.join(
                        "\n",
                        Files.readAllLines(file).stream().filter(l -> l.endsWith("}")).toList());

        Cli.Result json = watch("--replay", file.toString(), "-o", "json");
        assertThat(json.err())
                .isEqualToIgnoringNewLines(
                        "1 of the 4 lines of "
                                + file
                                + " is torn or no look of poolmon, and left out.");
        assertThat(json.exit()).isEqualTo(2);
        assertThat(json.out().strip()).isEqualTo(looks);
        Cli.Result lines = watch("--replay", file.toString(), "--fail-on", "never");
        assertThat(lines.exit()).as("by this command line, not by the recorded one").isZero();
        assertThat(lines.out().lines()).hasSize(3);
        assertThat(lines.out()).contains("HEALTHY", "CRITICAL", "is full");
        assertThat(watch("--replay", file.toString(), "--count", "2").out().lines()).hasSize(2);
        Cli.Result until = watch("--replay", file.toString(), "--exit-on", "critical", "-q");
        assertThat(until.exit()).isEqualTo(2);
        assertThat(until.out() + until.err()).isEmpty();
    }

    @Test
    void whatCannotBeReplayedIsSaidInOneSentence() throws Exception {
        Path file = folder.resolve("looks.jsonl");
        Files.writeString(file, "no look\n{}\n");
        for (String wrong : new String[] {file.toString(), folder + "/none", folder.toString()}) {
            Cli.Result result = watch("--replay", wrong);
            assertThat(result.exit()).as(wrong).isEqualTo(3);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).contains("cannot be replayed", wrong);
        }
        String path = file.toString();
        assertThat(watch("--replay", path, "--url", "http://127.0.0.1:1").exit()).isEqualTo(64);
        assertThat(watch("--replay", path, "--record", path).exit()).isEqualTo(64);
        assertThat(watch("--replay", path, "--speed", "0").exit()).isEqualTo(64);
        assertThat(watch("--replay", path, "--speed", "fast").exit()).isEqualTo(64);
    }

    @Test
    void theEnvironmentNamesTheTargetsTogether() {
        try (HttpService fine = service(2)) {
            Cli.Result result =
                    Cli.BARE
                            .with("POOLMON_URL", fine.url())
                            .with("REDIS_URL", RedisServer.shared().url())
                            .run("watch", "--count", "1");

            assertThat(result.exit()).isZero();
            assertThat(result.out()).contains("2 targets: 2 healthy");
        }
    }

    @Test
    void whatMakesNoSenseIsAUsageError() {
        assertThat(watch().err()).contains("What is to be looked at?");
        assertThat(watch().exit()).isEqualTo(64);
        String url = "http://127.0.0.1:1";
        assertThat(watch("--url", url, "-o", "csv").exit()).isEqualTo(64);
        assertThat(watch("--url", url, "--every", "1ms").exit()).isEqualTo(64);
        assertThat(watch("--url", url, "--count", "0").exit()).isEqualTo(64);
        assertThat(watch("--url", url, "--wait", "1s").exit()).isEqualTo(64);
        assertThat(watch("--url", url, "--record", "/no/such/folder/x").exit()).isEqualTo(64);
        assertThat(watch("--url", url, "--count", "1").exit()).as("refused").isEqualTo(3);
    }
}
