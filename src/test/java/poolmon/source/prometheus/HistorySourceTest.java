package poolmon.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.PrometheusServer;
import poolmon.fixture.Schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// `leaks --prometheus` against a real Prometheus that remembers an hour of which it is known which
/// pools leaked.
final class HistorySourceTest {
    /// Scrapes, one every 30 s.
    private static final int SCRAPES = 118;

    private static PrometheusServer prometheus;

    private static void series(
            Map<String, StringBuilder> metrics,
            String metric,
            String type,
            String labels,
            long end,
            IntUnaryOperator values) {
        StringBuilder text =
                metrics.computeIfAbsent(
                        metric, any -> new StringBuilder("# TYPE " + metric + " " + type + "\n"));
        for (int i = 0; i < SCRAPES; i++) {
            long at = end - (SCRAPES - i) * 30L;
            text.append(metric + "{" + labels + "} " + values.applyAsInt(i) + " " + at + "\n");
        }
    }

    private static int grown(IntUnaryOperator counter, int i) {
        return counter.applyAsInt(i) - counter.applyAsInt(Math.max(0, i - 1));
    }

    private static IntUnaryOperator summed(IntUnaryOperator each) {
        return i -> IntStream.rangeClosed(0, i).map(each).sum();
    }

    /// Work that comes and goes: out of step with the stretches of time that are compared.
    private static int work(int i) {
        return i * 7 % 5;
    }

    @BeforeAll
    static void remember() throws Exception {
        long now = Instant.now().getEpochSecond();
        Map<String, StringBuilder> metrics = new TreeMap<>();
        Map<String, IntUnaryOperator> active =
                Map.of(
                        "sound:1", HistorySourceTest::work,
                        "leaking:1", i -> i / 20 + work(i),
                        "growing:1", i -> i / 15 + work(i));
        Map<String, IntUnaryOperator> served =
                Map.of(
                        "sound:1", i -> 1000 * i,
                        "leaking:1", i -> 1000 * i,
                        "growing:1", i -> 10 * i * i);
        active.forEach(
                (instance, values) -> {
                    String labels = "job=\"orders\",instance=\"" + instance + "\"";
                    series(
                            metrics,
                            "hikaricp_connections_active",
                            "gauge",
                            labels + ",pool=\"main\"",
                            now,
                            values);
                    series(
                            metrics,
                            "hikaricp_connections_max",
                            "gauge",
                            labels + ",pool=\"main\"",
                            now,
                            i -> 20);
                    series(
                            metrics,
                            "http_server_requests_seconds_count",
                            "unknown",
                            labels + ",uri=\"/\",status=\"200\"",
                            now,
                            served.get(instance));
                });
        IntUnaryOperator requests = served.get("growing:1");
        IntUnaryOperator out = active.get("growing:1");
        String growing = "job=\"orders\",instance=\"growing:1\"";
        // each request takes a second more for each connection that is out, and one in a thousand
        // fails for each of them
        series(
                metrics,
                "http_server_requests_seconds_sum",
                "unknown",
                growing + ",uri=\"/\",status=\"200\"",
                now,
                summed(i -> grown(requests, i) * (1 + out.applyAsInt(i))));
        series(
                metrics,
                "http_server_requests_seconds_count",
                "unknown",
                growing + ",uri=\"/\",status=\"503\"",
                now,
                summed(i -> grown(requests, i) * out.applyAsInt(i) / 100));
        series(
                metrics,
                "go_sql_in_use_connections",
                "gauge",
                "job=\"billing\",instance=\"uncounted:1\",db_name=\"shop\"",
                now,
                i -> i / 10);
        prometheus = PrometheusServer.remembering(String.join("", metrics.values()) + "# EOF\n");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    private static Cli.Result leaks(String... more) {
        List<String> line = new ArrayList<>(List.of("leaks", "--prometheus", prometheus.url()));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    private static List<String> found(Cli.Result result) {
        List<String> found = new ArrayList<>();
        for (JsonNode each : Schema.report(result.out()).at("/targets/0/findings")) {
            found.add(each.get("code").textValue() + " " + each.get("summary").textValue());
        }
        return found;
    }

    @Test
    void leaksAreToldFromLoadByWhatIsRemembered() {
        Cli.Result result = leaks("-o", "json");

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(found(result))
                .containsExactlyInAnyOrder(
                        "leak-over-time pool \"main\" of orders leaking:1: a leak: the least that"
                                + " is checked out only grows, and the traffic does not",
                        "undecided-over-time pool \"shop\" of billing uncounted:1: undecided: it"
                                + " only grows, and whether the traffic does is not known",
                        "no-leak-over-time 2 pools show no leak");
        assertThat(result.out()).contains("growing:1: it grows with the traffic");
    }

    @Test
    void aSelectorNarrowsIt() {
        Cli.Result result = leaks("--match", "{instance=\"sound:1\"}", "-o", "json");

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(found(result))
                .containsExactly(
                        "no-leak-over-time pool \"main\" of sound:1: no leak: what was taken was"
                                + " given back");
        assertThat(leaks("--match", "{instance=\"sound:1\"}").out())
                .contains("1 pool looked back at, no leak seen");
    }

    @Test
    void whatCannotBeToldIsNotHealthy() {
        Cli.Result result = leaks("--match", "{job=\"billing\"}", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(Schema.report(result.out()).at("/targets/0/status").textValue())
                .isEqualTo("error");
        assertThat(leaks("--match", "{job=\"billing\"}").out().replaceAll("\\s+", " "))
                .contains("pool \"shop\" of uncounted:1: undecided: it only grows")
                .doesNotContain("sessions");
    }

    /// No session was looked at, so that none "needs a look".
    @Test
    void aYoungPrometheusIsToldToBeTooYoung() {
        String series =
                "{\"metric\":{\"__name__\":\"hikaricp_connections_active\",\"pool\":\"main\","
                        + "\"instance\":\"HERE\"},\"values\":[[1,\"3\"]]}";
        String one = series.replace("HERE", "a:1");
        String two = one + "," + series.replace("HERE", "b:1");
        assertThat(sentence(one))
                .contains(
                        "pool \"main\" of a:1: undecided: 1 look is too few for a trend; give it"
                                + " more time with --for (");
        assertThat(sentence(two))
                .contains("undecided: of none of 2 pools it can be told whether it leaks (");
    }

    private static String sentence(String series) {
        String body =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + series
                        + "]}}";
        try (HttpService young = new HttpService().at("/api/v1/query", 200, body)) {
            Cli.Result result = Cli.BARE.run("leaks", "--prometheus", young.url(), "--for", "6h");
            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
            assertThat(result.out()).startsWith("ERROR").doesNotContain("sessions");
            return result.out().replaceAll("\\s+", " ");
        }
    }

    @Test
    void aShortRangeSeesLess() {
        assertThat(found(leaks("--for", "5m", "-o", "json"))).noneMatch(f -> f.startsWith("leak"));
    }

    @Test
    void whereNothingIsRememberedItSaysSo() {
        Cli.Result result = leaks("--match", "{job=\"nobody\"}");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("remembers no metrics of connection pools");
        assertThat(Cli.BARE.run("leaks", "--match", "{a=\"b\"}", "--dsn", "host=h").exit())
                .isEqualTo(64);
    }

    private static JsonNode trends(String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "trend",
                                "--prometheus",
                                prometheus.url(),
                                "--range",
                                "1h",
                                "-o",
                                "json"));
        line.addAll(List.of(more));
        return Schema.report(Cli.BARE.run(line.toArray(String[]::new)).out());
    }

    /// `growing:1` goes up by 5 percentage points each 7.5 min, which is 40 an hour.
    @Test
    void trendsAreToldOfEachPoolWhoseMaximumIsKnown() {
        Map<String, JsonNode> trends = new TreeMap<>();
        JsonNode report = trends("--within", "3h");
        for (JsonNode each : report.at("/targets/0/trends")) {
            trends.put(each.at("/pool/instance").textValue(), each);
        }

        assertThat(trends.keySet())
                .containsExactly("orders growing:1", "orders leaking:1", "orders sound:1");
        JsonNode growing = trends.get("orders growing:1");
        assertThat(growing.get("direction").textValue()).isEqualTo("rising");
        assertThat(growing.at("/line/percent_per_hour").doubleValue()).isBetween(36.0, 44.0);
        assertThat(growing.at("/critical/in_seconds").doubleValue()).isBetween(3000.0, 6000.0);
        assertThat(trends.get("orders leaking:1").get("direction").textValue()).isEqualTo("rising");
        assertThat(trends.get("orders sound:1").get("direction").textValue()).isEqualTo("none");
        assertThat(report.get("exit_code").intValue()).isEqualTo(1);
        assertThat(trends("--within", "10m").get("exit_code").intValue()).isZero();
    }

    /// Of a pool that never told its maximum there is no trend, which is told and not passed over.
    @Test
    void aPoolWithoutAKnownMaximumIsNamed() {
        JsonNode report = trends();

        assertThat(report.at("/targets/0/findings/0/code").textValue())
                .isEqualTo("utilization-unknown");
        assertThat(report.at("/targets/0/findings/0/summary").textValue())
                .isEqualTo(
                        "pool \"shop\" at billing uncounted:1 has no trend: the metrics do not tell"
                                + " how many it may have open");
        Cli.Result table =
                Cli.BARE.run("trend", "--prometheus", prometheus.url(), "--match", "{job=~\".+\"}");
        assertThat(table.out().replaceAll("\\s+", " "))
                .contains("3 pools, 2 rising", "do not tell how many it may have open");
        assertThat(trends("--match", "{job=\"orders\"}").at("/targets/0/findings").toString())
                .doesNotContain("utilization-unknown");
        Cli.Result alone =
                Cli.BARE.run(
                        "trend", "--prometheus", prometheus.url(), "--match", "{job=\"billing\"}");
        assertThat(alone.exit()).as(alone.out()).isEqualTo(3);
        assertThat(alone.out()).contains("utilization-unknown");
    }

    @Test
    void trendsAreComparedWithWhatTheTrafficCounts() {
        JsonNode growing =
                trends("--match", "{instance=\"growing:1\"}")
                        .at("/targets/0/trends/0/correlations");
        JsonNode sound =
                trends("--match", "{instance=\"sound:1\"}").at("/targets/0/trends/0/correlations");

        assertThat(growing.at("/0/with").textValue()).isEqualTo("latency");
        assertThat(growing.at("/0/rho").doubleValue()).isGreaterThan(0.95);
        assertThat(growing.at("/1/remark").textValue())
                .isEqualTo("the time that a connection is waited for not known");
        assertThat(growing.at("/2/with").textValue()).isEqualTo("error-rate");
        assertThat(growing.at("/2/rho").doubleValue()).isGreaterThan(0.95);
        assertThat(sound).extracting(each -> each.get("rho").isNull()).containsOnly(true);
        assertThat(sound.at("/2/remark").textValue()).isEqualTo("failed requests not known");
    }

    @Test
    void theEnvironmentNamesTheServerOfTrends() {
        Cli.Result result =
                Cli.BARE
                        .with("PROMETHEUS_URL", prometheus.url())
                        .run("trend", "--match", "{job=\"orders\"}");
        assertThat(result.out()).contains("3 pools, 2 rising");
        assertThat(Cli.BARE.run("trend", "--prometheus", "http://127.0.0.1:1").exit()).isEqualTo(3);
        Cli.Result nobody =
                Cli.BARE.run("trend", "--prometheus", prometheus.url(), "--pool", "nobody");
        assertThat(nobody.exit()).isEqualTo(3);
        assertThat(nobody.out()).contains("no pool that was asked for has a known utilisation");
    }

    @Test
    void nonsenseForNumbersIsNoTrace() {
        String body =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                    + "{\"__name__\":\"hikaricp_connections_active\"},\"values\":[[\"x\",\"1\"],[1],7,"
                    + "[1,\"NaN\"],[2,\"1e400\"],[3,[]],[4,\"-5\"],[5,\"2.5\"]]}]}}";
        try (HttpService lies = new HttpService().at("/api/v1/query", 200, body)) {
            Cli.Result result = Cli.BARE.run("leaks", "--prometheus", lies.url());

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
            assertThat(result.out()).contains("too few");
        }
    }
}
