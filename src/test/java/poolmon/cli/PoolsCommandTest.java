package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;
import poolmon.fixture.SeedService;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/// `poolmon pools` against a service with a real pool on a real PostgreSQL.
class PoolsCommandTest {
    private static SeedService service;

    private final Deque<Connection> checkedOut = new ArrayDeque<>();

    @BeforeAll
    static void start() throws IOException {
        service = new SeedService(PostgresServer.shared().jdbcUrl(), "pools-test", 5, 5);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void giveBack() throws SQLException {
        while (!checkedOut.isEmpty()) {
            checkedOut.pop().close();
        }
    }

    private void checkOut(int connections) throws SQLException {
        while (checkedOut.size() < connections) {
            checkedOut.push(service.checkOut());
        }
    }

    @ParameterizedTest(name = "{0} of 10 out: {1}, exit {2}")
    @CsvSource({
        "1, healthy, 0",
        "7, healthy, 0",
        "8, degraded, 1",
        "9, degraded, 1",
        "10, critical, 2"
    })
    void theExitCodeFollowsTheRealPool(int out, String status, int exit) throws SQLException {
        checkOut(out);

        Cli.Result result =
                Cli.BARE.run("pools", "--url", service.url(), "--max-overflow", "5", "-o", "json");

        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.err()).isEmpty();
        JsonNode report = Schema.report(result.out());
        assertThat(report.at("/status").textValue()).isEqualTo(status);
        assertThat(report.at("/exit_code").intValue()).isEqualTo(exit);
        assertThat(report.at("/command").textValue()).isEqualTo("pools");
        assertThat(report.at("/timestamp").textValue()).isEqualTo("2026-11-23T11:03:19.693Z");
        JsonNode pool = report.at("/targets/0/pools/0");
        assertThat(pool.get("name").textValue()).isEqualTo("database");
        assertThat(pool.get("status").textValue()).isEqualTo(status);
        assertThat(pool.get("checked_out").intValue())
                .isEqualTo(service.bean().getActiveConnections())
                .isEqualTo(out);
        assertThat(pool.get("total_capacity").intValue()).isEqualTo(10);
        assertThat(pool.get("utilization_percent").doubleValue()).isEqualTo(out * 10.0);
    }

    @Test
    void theFalseAlarmOfAColdPoolExits0AndSaysWhy() throws Exception {
        try (SeedService cold = new SeedService(PostgresServer.shared().jdbcUrl(), "cold", 5, 10);
                Connection _ = cold.checkOut()) {
            Cli.Result result = Cli.BARE.run("pools", "--url", cold.url(), "-o", "json");

            assertThat(result.exit()).isZero();
            JsonNode report = Schema.report(result.out());
            JsonNode pool = report.at("/targets/0/pools/0");
            assertThat(pool.get("overflow").intValue()).isEqualTo(-4);
            assertThat(pool.get("reported_status").textValue()).isEqualTo("critical");
            assertThat(pool.get("reported_utilization_percent").doubleValue()).isEqualTo(100.0);
            assertThat(pool.get("utilization_percent").doubleValue()).isEqualTo(20.0);
            assertThat(report.at("/findings/0/code").textValue())
                    .isEqualTo("reported-status-disagrees");
            assertThat(Cli.BARE.run("pools", "--url", cold.url()).out())
                    .startsWith("HEALTHY ")
                    .contains("1 of 5 connections checked out, 20.0", "reported-status-disagrees");
        }
    }

    @Test
    void trustingTheServiceBelievesItsFalseAlarm() throws Exception {
        try (SeedService cold = new SeedService(PostgresServer.shared().jdbcUrl(), "cold", 5, 10);
                Connection _ = cold.checkOut()) {
            Cli.Result trusting = Cli.BARE.run("pools", "--url", cold.url(), "--trust", "service");

            assertThat(trusting.exit()).isEqualTo(2);
            assertThat(trusting.out())
                    .contains("the service calls pool \"database\" critical (100.0 %) (")
                    .containsPattern("database +database +critical +1/1 +100\\.0")
                    .doesNotContain("nearly full", "1/5", "--trust");
            JsonNode pool =
                    Schema.report(
                                    Cli.BARE
                                            .run(
                                                    "pools",
                                                    "--url",
                                                    cold.url(),
                                                    "--trust",
                                                    "service",
                                                    "-o",
                                                    "json")
                                            .out())
                            .at("/targets/0/pools/0");
            assertThat(pool.get("checked_out").intValue()).isEqualTo(1);
            assertThat(pool.get("total_capacity").intValue()).isEqualTo(1);
            assertThat(pool.get("utilization_percent").doubleValue()).isEqualTo(100.0);
        }
    }

    /// A status without a reason is no answer, least of all above a table where all is well.
    @ParameterizedTest
    @CsvSource({"unhealthy, CRITICAL, 2", "degraded, DEGRADED, 1"})
    void aServiceThatIsUnwellForNoReasonThatItTellsIsQuoted(String word, String status, int exit) {
        String body =
                "{\"status\":\""
                        + word
                        + "\",\"checks\":{\"database_pool\":{\"status\":\"healthy\","
                        + "\"pool_size\":10,\"checked_out\":1}}}";
        String reason =
                "the service calls itself \"" + word + "\", though none of its pools and checks is";
        try (HttpService http = new HttpService()) {
            http.at("/api/v1/health", 200, body);

            Cli.Result table = Cli.BARE.run("pools", "--url", http.url());
            Cli.Result nagios = Cli.BARE.run("pools", "--url", http.url(), "-o", "nagios");
            Cli.Result diagnosis = Cli.BARE.run("diagnose", "--url", http.url());

            assertThat(table.exit()).isEqualTo(exit);
            assertThat(table.out())
                    .startsWith(status + "  " + http.url() + "  " + reason)
                    .contains("reported-failure: " + reason, "→ Now: look into the log");
            assertThat(nagios.out()).contains(" " + reason + " (", "> Now: look into the log");
            assertThat(diagnosis.out())
                    .startsWith(status + "  " + reason)
                    .contains("→ Now: look into the log");
            assertThat(table.out() + nagios.out() + diagnosis.out())
                    .doesNotContain("nothing to judge");
        }
    }

    /// JSON has all of it; people who look each minute get one sentence, or one for a whole fleet.
    @Test
    void thatAMaximumIsNotToldIsOneSentenceWhereThereIsRoom() {
        String aside = "maximum-unknown: max_overflow of pool \"database_pool\" is not told";
        String body = "{\"checks\":{\"database_pool\":{\"pool_size\":10,\"checked_out\":1}}}";
        try (HttpService http = new HttpService()) {
            http.at("/api/v1/health", 200, body);
            String[] fleet = new String[11];
            fleet[0] = "pools";
            for (int i = 1; i < fleet.length; i += 2) {
                fleet[i] = "--url";
                fleet[i + 1] = http.url() + "/api/v1/health?" + i;
                http.at("/api/v1/health?" + i, 200, body);
            }

            Cli.Result one = Cli.BARE.run("pools", "--url", http.url());
            Cli.Result all = Cli.BARE.run(fleet);
            JsonNode finding =
                    Schema.report(Cli.BARE.run("pools", "--url", http.url(), "-o", "json").out())
                            .at("/findings/0");

            assertThat(one.exit()).isZero();
            assertThat(one.out()).containsOnlyOnce(aside).doesNotContain("→", "  - ");
            assertThat(all.out()).contains("maximum-unknown: 5 targets: max_overflow of pool");
            assertThat(all.out()).doesNotContain("→", "  - ");
            assertThat(finding.get("code").textValue()).isEqualTo("maximum-unknown");
            assertThat(finding.get("evidence")).isNotEmpty();
            assertThat(finding.get("remedy")).isNotEmpty();
            assertThat(Cli.BARE.run("diagnose", "--url", http.url()).out())
                    .doesNotContain("maximum-unknown");
        }
    }

    @Test
    void theHealthEndpointItselfIsReadWithItsChecks() {
        Cli.Result result =
                Cli.BARE.run("pools", "--url", service.url() + "/api/v1/health", "-o", "json");

        JsonNode target = Schema.report(result.out()).at("/targets/0");
        assertThat(target.get("format").textValue()).isEqualTo("health");
        assertThat(target.at("/pools/0/name").textValue()).isEqualTo("database_pool");
        assertThat(target.get("checks")).hasSize(2);
    }

    @Test
    void aServiceThatIsDownIsAnErrorWithANextStep() {
        Cli.Result result = Cli.BARE.run("pools", "--url", "http://127.0.0.1:1", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        JsonNode target = Schema.report(result.out()).at("/targets/0");
        assertThat(target.get("status").textValue()).isEqualTo("error");
        assertThat(target.at("/error/code").textValue()).isEqualTo("connection-refused");
        assertThat(target.at("/error/next_step").textValue()).isNotBlank();
        assertThat(target.get("pools")).isEmpty();
        Cli.Result table = Cli.BARE.run("pools", "--url", "http://127.0.0.1:1");
        assertThat(table.out()).startsWith("ERROR ").contains("\nNEXT ");
        assertThat(table.out() + table.err()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html><body>Welcome</body></html> | unreadable",
                "200 | hello | unreadable",
                "200 | '' | unreadable",
                "200 | [1,2] | unreadable",
                "200 | {\"status\": | unreadable",
                "401 | {} | auth",
                "403 | {} | forbidden",
                "500 | oops | http-status"
            })
    void whateverElseAnswersIsAnErrorInOneSentence(int status, String body, String code) {
        try (HttpService http = new HttpService()) {
            http.at("/api/v1/health/pools", status, body).at("/api/v1/health", status, body);

            Cli.Result result = Cli.BARE.run("pools", "--url", http.url(), "-o", "json");

            assertThat(result.exit()).isEqualTo(3);
            assertThat(Schema.report(result.out()).at("/targets/0/error/code").textValue())
                    .isEqualTo(code);
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void aServiceThatSaysNothingIsGivenUpAfterTheTimeout() {
        try (FakeServer silent = FakeServer.silent()) {
            Cli.Result result =
                    Cli.BARE.run(
                            "pools",
                            "--url",
                            "http://" + silent.address(),
                            "--timeout",
                            "300ms",
                            "-o",
                            "json");

            assertThat(result.exit()).isEqualTo(3);
            assertThat(Schema.report(result.out()).at("/targets/0/error/code").textValue())
                    .isEqualTo("timeout");
        }
    }

    @Test
    void theWorstOfSeveralServicesDecidesAndTheirOrderStays() throws SQLException {
        checkOut(8);

        Cli.Result result =
                Cli.BARE.run(
                        "pools",
                        "--url",
                        service.url(),
                        "--url",
                        "http://127.0.0.1:1",
                        "--max-overflow",
                        "5",
                        "-o",
                        "json");

        assertThat(result.exit()).as("error is worse than degraded").isEqualTo(3);
        JsonNode report = Schema.report(result.out());
        assertThat(report.at("/targets/0/status").textValue()).isEqualTo("degraded");
        assertThat(report.at("/targets/1/status").textValue()).isEqualTo("error");
    }

    @Test
    void failOnLetsPassWhatIsLess() throws SQLException {
        checkOut(8);
        String[] command = {"pools", "--url", service.url(), "--max-overflow", "5", "--fail-on"};

        assertThat(Cli.BARE.run(with(command, "critical")).exit()).isZero();
        assertThat(Cli.BARE.run(with(command, "degraded")).exit()).isEqualTo(1);
        assertThat(Cli.BARE.run(with(command, "never")).exit()).isZero();
    }

    @Test
    void thresholdsAreTheUsers() throws SQLException {
        checkOut(5);
        String[] command = {"pools", "--url", service.url(), "--max-overflow", "5"};

        assertThat(Cli.BARE.run(with(command, "-w", "50")).exit()).isEqualTo(1);
        assertThat(Cli.BARE.run(with(command, "-w", "40", "-c", "49.9")).exit()).isEqualTo(2);
        assertThat(Cli.BARE.run(with(command, "-w", "50.1")).exit()).isZero();
    }

    @Test
    void quietTellsByTheExitCodeAlone() {
        Cli.Result result = Cli.BARE.run("pools", "--url", "http://127.0.0.1:1", "-q");

        assertThat(result).isEqualTo(new Cli.Result(3, "", ""));
    }

    @Test
    void verboseTellsWhatWasTriedOnStderr() {
        Cli.Result once = Cli.BARE.run("pools", "--url", service.url(), "-v");
        Cli.Result twice = Cli.BARE.run("pools", "--url", "http://127.0.0.1:1", "-vv");

        assertThat(once.err()).contains("/api/v1/health/pools");
        assertThat(once.out()).doesNotContain("/api/v1/health/pools");
        assertThat(twice.err()).contains("java.net.ConnectException", "\n    at ");
        assertThat(Cli.BARE.run("pools", "--url", "http://127.0.0.1:1", "-v").err())
                .doesNotContain(" at java.");
    }

    @Test
    void theServiceMayComeFromTheEnvironment() {
        assertThat(Cli.BARE.with("POOLMON_URL", service.url()).run("pools").exit()).isZero();
    }

    @Test
    void waitLooksAgainUntilAllIsHealthy() throws Exception {
        checkOut(10);
        String[] command = {"pools", "--url", service.url(), "--max-overflow", "5", "--wait"};
        assertThat(Cli.BARE.run(with(command, "300ms")).exit()).isEqualTo(2);

        Thread relief =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        giveBack();
                                    } catch (SQLException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        assertThat(Cli.BARE.run(with(command, "30s")).exit()).isZero();
        relief.join();
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        String[] command = {"pools", "--url", service.url()};
        Cli terminal = Cli.BARE.onTerminal(80);

        assertThat(terminal.run(command).out()).contains("\u001b[");
        assertThat(Cli.BARE.run(command).out()).doesNotContain("\u001b");
        assertThat(terminal.with("NO_COLOR", "1").run(command).out()).doesNotContain("\u001b");
        assertThat(terminal.with("TERM", "dumb").run(command).out()).doesNotContain("\u001b");
        assertThat(Cli.BARE.with("CLICOLOR_FORCE", "1").run(command).out()).contains("\u001b[");
        assertThat(Cli.BARE.run(with(command, "--color", "always")).out()).contains("\u001b[");
        assertThat(terminal.run(with(command, "--color", "never")).out()).doesNotContain("\u001b");
    }

    private static String[] with(String[] command, String... more) {
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }
}
