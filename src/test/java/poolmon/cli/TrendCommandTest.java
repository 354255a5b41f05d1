package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.columns.TextWidth;
import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Recordings;
import poolmon.fixture.Schema;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// `poolmon trend` on recordings of which all is known.
class TrendCommandTest {
    private static final String SERVICE = "http://10.0.0.7:8000";

    /// A pool that opens as many connections as it is asked for.
    private static final String UNLIMITED =
            "{\"name\":\"free\",\"kind\":\"database\",\"status\":\"unknown\",\"pool_size\":0,"
                    + "\"checked_out\":7,\"utilization_percent\":null}";

    @TempDir private Path folder;

    /// A look every ten seconds at a pool of 1000.
    private static String recorded(int looks, IntToDoubleFunction percent) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < looks; i++) {
            long out = Math.round(percent.applyAsDouble(i) * 10);
            text.append(Recordings.look(10.0 * i, SERVICE, "main", out, 1000, 5 + i % 3));
        }
        return text.toString();
    }

    private Cli.Result trend(String recording, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("looks.jsonl"), recording);
        List<String> line = new ArrayList<>(List.of("trend", "--file", file.toString()));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    private JsonNode json(String recording, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("-o", "json"));
        options.addAll(List.of(more));
        return Schema.report(trend(recording, options.toArray(String[]::new)).out());
    }

    private static JsonNode only(JsonNode report) {
        assertThat(report.at("/targets/0/trends")).hasSize(1);
        return report.at("/targets/0/trends/0");
    }

    /// 36 percentage points an hour, at 69.9 % in the end: 80 % in 17 min, 95 % in 42 min.
    @Test
    void aRampIsCarriedOn() throws IOException {
        String ramp = recorded(300, i -> 40 + 0.1 * i);
        JsonNode report = json(ramp);
        JsonNode trend = only(report);

        assertThat(trend.get("direction").textValue()).isEqualTo("rising");
        assertThat(trend.at("/line/percent_per_hour").doubleValue()).isCloseTo(36, within(0.2));
        assertThat(trend.at("/line/p").doubleValue()).isLessThan(0.001);
        assertThat(trend.at("/warning/in_seconds").doubleValue()).isCloseTo(1010, within(30.0));
        assertThat(trend.at("/critical/in_seconds").doubleValue()).isCloseTo(2510, within(30.0));
        assertThat(trend.at("/critical/earliest_seconds").doubleValue())
                .isLessThanOrEqualTo(trend.at("/critical/in_seconds").doubleValue());
        assertThat(report.get("exit_code").intValue()).isEqualTo(1);
        assertThat(report.at("/findings/0/code").textValue()).isEqualTo("utilization-rising");
        assertThat(report.at("/findings/0/summary").textValue())
                .startsWith("pool \"main\" of " + SERVICE + " reaches 95 % in 41m");
        assertThat(trend(ramp, "--within", "30m").exit()).as("not so soon").isZero();
        assertThat(trend(ramp, "-w", "50", "-c", "60").exit()).as("beyond").isEqualTo(2);
    }

    @Test
    void whatGoesNowhereHasNoTrend() throws IOException {
        Random random = new Random(3);
        for (String recording :
                List.of(
                        recorded(200, i -> 50 + 5 * random.nextGaussian()),
                        recorded(200, i -> i < 100 ? 20 : 60),
                        recorded(240, i -> 20 + 60.0 * (i % 30) / 30),
                        recorded(100, i -> 50))) {
            Cli.Result result = trend(recording);

            assertThat(result.exit()).as(result.out()).isZero();
            assertThat(result.out()).startsWith("HEALTHY").contains("no trend (p ");
            assertThat(json(recording).at("/targets/0/trends/0/critical").isNull()).isTrue();
        }
    }

    @Test
    void aFallAndAFullPoolStandAsTheyAre() throws IOException {
        assertThat(only(json(recorded(100, i -> 90 - 0.3 * i))).get("direction").textValue())
                .isEqualTo("falling");
        assertThat(trend(recorded(100, i -> 90 - 0.3 * i)).exit()).isZero();
        assertThat(trend(recorded(100, i -> 99 - 0.15 * i)).exit()).as("84 %").isEqualTo(1);
        assertThat(trend(recorded(100, i -> 97)).exit()).isEqualTo(2);
    }

    @Test
    void tooFewLooksClaimNothing() throws IOException {
        Cli.Result few = trend(recorded(9, i -> 5.0 * i));

        assertThat(few.exit()).isEqualTo(3);
        assertThat(few.out()).startsWith("ERROR").contains("too few looks to tell a trend");
        assertThat(only(json(recorded(9, i -> 5.0 * i))).get("line").isNull()).isTrue();
        assertThat(trend(recorded(3, i -> 99)).exit()).as("full all the same").isEqualTo(2);
    }

    @Test
    void latencyAndFailuresAreComparedWithUtilization() throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            double percent = 40 + 0.15 * i;
            boolean fails = random.nextDouble() < (percent - 40) / 60;
            long out = Math.round(10 * percent);
            double latency = 5 + percent + 2 * random.nextGaussian();
            text.append(
                    fails && i < 299
                            ? Recordings.failure(10 * i, SERVICE)
                            : Recordings.look(10 * i, SERVICE, "main", out, 1000, latency));
        }
        JsonNode correlations = only(json(text.toString())).get("correlations");

        assertThat(correlations.at("/0/with").textValue()).isEqualTo("latency");
        assertThat(correlations.at("/0/rho").doubleValue()).isGreaterThan(0.9);
        assertThat(correlations.at("/1/with").textValue()).isEqualTo("error-rate");
        assertThat(correlations.at("/1/rho").doubleValue()).isGreaterThan(0.5);
        assertThat(correlations.at("/1/count").intValue()).isBetween(10, 60);
        JsonNode calm = only(json(recorded(100, i -> 40 + 0.1 * i))).get("correlations");
        assertThat(calm.at("/0/rho").doubleValue()).isBetween(-0.3, 0.3);
        assertThat(calm.at("/1/rho").isNull()).isTrue();
        assertThat(calm.at("/1/remark").textValue()).isEqualTo("no look failed");
    }

    @Test
    void aTargetThatDoesNotAnswerInTheEndIsNotHealthy() throws IOException {
        String fine = recorded(50, i -> 30);
        Cli.Result result = trend(fine + Recordings.failure(500, SERVICE));
        assertThat(result.exit()).isEqualTo(3);

        Cli.Result never = trend(fine + Recordings.failure(500, "http://10.0.0.8:8000"));
        assertThat(never.exit()).isEqualTo(3);
        assertThat(never.out()).contains("nothing is known of http://10.0.0.8:8000");
    }

    @Test
    void aPoolThatIsGoneHasNoFuture() throws IOException {
        StringBuilder text = new StringBuilder(recorded(50, i -> 40 + i));
        for (int i = 50; i < 100; i++) {
            text.append(Recordings.look(10 * i, SERVICE, "next", 20, 100, 5));
        }
        JsonNode trends = json(text.toString()).at("/targets/0/trends");

        assertThat(trends.at("/0/direction").textValue()).isEqualTo("gone");
        assertThat(trends.at("/1/direction").textValue()).isEqualTo("none");
        assertThat(trend(text.toString()).exit()).isZero();
        assertThat(trend(text.toString(), "--pool", "main").exit()).isEqualTo(3);
        assertThat(json(text.toString(), "--pool", "n*").at("/targets/0/trends")).hasSize(1);
    }

    @Test
    void tornLinesAndGarbageAreLeftOut() throws IOException {
        String good = recorded(100, i -> 40 + 0.1 * i);
        String dirty =
                "\n\nnonsense\n" + good.substring(0, 60) + "\n[]\n{}\n" + good + "{\"schema\":\"po";
        JsonNode report = json(dirty);

        assertThat(only(report).get("looks").intValue()).isEqualTo(100);
        assertThat(report.at("/findings").toString())
                .contains("looks-missing", "5 lines are torn or no look of poolmon");
        assertThat(trend(dirty).out()).contains("(100 looks, 5 unreadable lines, ");
        assertThat(trend(good).out()).contains("(100 looks, ").doesNotContain("unreadable");
        assertThat(trend(good + "{").out()).contains("(100 looks, 1 unreadable line, ");
    }

    @Test
    void aPoolWithoutAKnownUtilizationIsNamed() throws IOException {
        String known = recorded(50, i -> 30);
        String unlimited =
                Recordings.look(500, SERVICE, "main", 300, 1000, 5)
                        .replace("\"pools\":[", "\"pools\":[" + UNLIMITED + ",");
        Cli.Result result = trend(known + unlimited);

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains(
                        "utilization-unknown",
                        "pool \"free\" of " + SERVICE + " has no trend: it has no limit");
        JsonNode report = json(known + unlimited);
        assertThat(only(report).at("/pool/name").textValue()).isEqualTo("main");
        assertThat(report.at("/targets/0/findings/0/code").textValue())
                .isEqualTo("utilization-unknown");
        assertThat(trend(known + unlimited, "--pool", "main").out()).doesNotContain("free");
    }

    @Test
    void nothingReadableIsAnError() throws IOException {
        for (String nothing : List.of("", "\n\n", "garbage\n", "{\"a\":1}\n")) {
            Cli.Result result = trend(nothing);

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("holds no look that poolmon has recorded");
        }
        Cli.Result missing = Cli.BARE.run("trend", "--file", folder.resolve("no").toString());
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.out()).contains("there is no such file");
        assertThat(Cli.BARE.run("trend", "--file", folder.toString()).exit()).isEqualTo(3);
    }

    @Test
    void aPipeAndSeveralFilesAreRead() throws IOException {
        String ramp = recorded(100, i -> 40 + 0.1 * i);
        Cli.Result piped = Cli.BARE.piping(ramp).run("trend", "--file", "-", "-o", "json");
        assertThat(only(Schema.report(piped.out())).get("looks").intValue()).isEqualTo(100);

        Path other = Files.writeString(folder.resolve("other.jsonl"), recorded(50, i -> 20));
        Cli.Result both = trend(ramp, "--file", other.toString());
        assertThat(both.out()).contains("2 targets: ");
    }

    /// Days of looks are thinned out evenly, and the present is still that of the last line.
    @Test
    void aLongRecordingIsReadInLittleMemory() throws IOException {
        Path file = folder.resolve("long.jsonl");
        int looks = 100_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < looks - 1; i++) {
                out.write(Recordings.look(i, SERVICE, "main", 200 + i / 200, 1000, 5));
            }
            out.write(Recordings.look(looks, SERVICE, "main", 777, 1000, 5));
        }
        Cli.Result result =
                Cli.BARE.run("trend", "--file", file.toString(), "--timeout", "2m", "-o", "json");
        JsonNode trend = only(Schema.report(result.out()));

        assertThat(trend.at("/pool/checked_out").intValue()).isEqualTo(777);
        assertThat(trend.get("looks").intValue()).isBetween(1000, 2100);
        assertThat(trend.get("points").size()).isEqualTo(60);
        // 0.5 thousandths a hundred seconds
        assertThat(trend.at("/line/percent_per_hour").doubleValue()).isCloseTo(1.8, within(0.02));
        assertThat(Cli.BARE.run("trend", "--file", file.toString(), "--timeout", "2m").out())
                .contains("100000 lines, one in 64 read");
        Cli.Result hurried = Cli.BARE.run("trend", "--file", file.toString(), "--timeout", "1ms");
        assertThat(hurried.exit()).isEqualTo(3);
        assertThat(hurried.out()).contains("--timeout");
    }

    @Test
    void whatWatchRecordsIsRead() throws IOException {
        Path file = folder.resolve("real.jsonl");
        String body =
                "{\"timestamp\":\"2026-11-23T11:03:19\",\"pools\":{\"database\":{\"status\":"
                        + "\"healthy\",\"pool_size\":10,\"max_overflow\":0,\"checked_in\":6,"
                        + "\"checked_out\":4,\"overflow\":0,\"total_capacity\":10,"
                        + "\"utilization_percent\":40}}}";
        try (HttpService service = new HttpService().at("/api/v1/health/pools", 200, body)) {
            Cli.BARE.run(
                    "watch",
                    "--url",
                    service.url(),
                    "--dsn",
                    PostgresServer.shared().dsn(),
                    "--every",
                    "100ms",
                    "--count",
                    "12",
                    "-q",
                    "--record",
                    file.toString());
            Cli.Result result = Cli.BARE.run("trend", "--file", file.toString(), "-o", "json");
            JsonNode trends = Schema.report(result.out()).at("/targets/0/trends");

            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            assertThat(trends.at("/0/target").textValue()).isEqualTo(service.url());
            assertThat(trends.at("/0/pool/name").textValue()).isEqualTo("database");
            assertThat(trends.at("/0/direction").textValue()).isEqualTo("none");
            // other tests of this JVM may have left roles and databases with a limit behind
            assertThat(trends)
                    .filteredOn(trend -> trend.at("/pool/kind").textValue().equals("server"))
                    .singleElement()
                    .satisfies(slots -> assertThat(slots.at("/looks").intValue()).isEqualTo(12));
        }
    }

    @Test
    void theChartKeepsTheWidthOfTheTerminal() throws IOException {
        Path file =
                Files.writeString(folder.resolve("looks.jsonl"), recorded(300, i -> 40 + 0.1 * i));
        for (int width : new int[] {40, 60, 80, 120}) {
            Cli.Result result =
                    Cli.BARE
                            .onTerminal(width)
                            .run("trend", "--file", file.toString(), "--color", "never");

            assertThat(result.out()).contains("95 % ┤", "80 % ┤", "0 % ┼", "09:00");
            assertThat(result.out().lines()).allMatch(line -> TextWidth.of(line) <= width);
        }
    }

    @Test
    void otherFormatsTellTheSame() throws IOException {
        String ramp = recorded(300, i -> 40 + 0.1 * i);
        assertThat(trend(ramp, "-o", "nagios").out())
                .startsWith("TREND WARNING - ")
                .contains("main'=69.9%;80.0;95.0;0;100 '", " critical in'=");
        assertThat(trend(ramp, "-o", "csv").out())
                .startsWith("target,name,kind,instance,status,direction,")
                .contains(SERVICE + ",main,database,,degraded,rising,300,");
        assertThat(trend(ramp, "-o", "prometheus").out())
                .contains(
                        "poolmon_pool_utilization_slope_ratio_per_second{",
                        "threshold=\"critical\"} 25");
        assertThat(trend(ramp, "-o", "svg").out())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .endsWith("</svg>\n")
                .contains("main of " + SERVICE, "95 % in 41m", "<polygon");
    }
}
