package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import poolmon.fixture.HostileReports;
import poolmon.fixture.Reports;
import poolmon.model.Report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What the schema cannot say: the order of the fields, and that the text is the server's own.
class JsonOutputTest {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(
                            com.fasterxml.jackson.core.JsonParser.Feature
                                    .STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static JsonNode json(Report report) throws JsonProcessingException {
        return JSON.readTree(Printed.print(Format.JSON, report));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// The contract gives this order; `head -c` and people rely on it.
    @Test
    void writesTheFieldsInTheOrderOfTheContract() throws Exception {
        JsonNode json = json(Reports.SATURATED.report());
        assertThat(names(json))
                .containsExactly(
                        "schema",
                        "command",
                        "timestamp",
                        "status",
                        "exit_code",
                        "duration_ms",
                        "targets",
                        "findings",
                        "summary",
                        "endings",
                        "thresholds",
                        "sizing");
        JsonNode target = json.at("/targets/0");
        assertThat(names(target))
                .containsSubsequence(
                        "target",
                        "kind",
                        "format",
                        "status",
                        "latency_ms",
                        "error",
                        "pools",
                        "sessions",
                        "clients",
                        "findings");
        assertThat(names(target.at("/pools/0")))
                .containsExactly(
                        "name",
                        "kind",
                        "status",
                        "reported_status",
                        "pool_size",
                        "checked_out",
                        "checked_in",
                        "overflow",
                        "max_overflow",
                        "total_capacity",
                        "utilization_percent",
                        "reported_utilization_percent",
                        "waiting",
                        "instance",
                        "error");
        assertThat(names(json.at("/findings/0")))
                .containsExactly("code", "severity", "target", "summary", "evidence", "remedy");
    }

    @Test
    void writesTheFieldsOfASessionInTheOrderOfTheContract() throws Exception {
        assertThat(names(json(Reports.LEAKS.report()).at("/targets/0/sessions/0")))
                .containsExactly(
                        "pid",
                        "user",
                        "database",
                        "application_name",
                        "client_addr",
                        "state",
                        "wait_event_type",
                        "wait_event",
                        "backend_start",
                        "xact_start",
                        "state_change",
                        "duration_seconds",
                        "transaction_seconds",
                        "query",
                        "blocked_by",
                        "blocking",
                        "verdict",
                        "severity");
    }

    /// Escaping must change how a text is written, never what it says.
    @Test
    void hostileTextArrivesAsItWasSent() throws Exception {
        Report report = HostileReports.huge();
        String sent = report.targets().getFirst().sessions().getFirst().session().query().raw();
        JsonNode got = json(report).at("/targets/0/sessions/0/query");
        assertThat(got.textValue().equals(sent)).isTrue();
    }

    /// A service that sends `"status": "healthy"` among its extra fields must not overwrite ours.
    @Test
    void aServersOwnFieldsCannotReplaceOurs() throws Exception {
        JsonNode pool = json(Reports.HOSTILE_SERVICE.report()).at("/targets/0/pools/0");
        assertThat(pool.get("status").textValue()).isEqualTo("error");
        JsonNode redis = json(Reports.REDIS.report()).at("/targets/0/pools/0");
        assertThat(redis.get("status").textValue()).isEqualTo("degraded");
        assertThat(redis.get("tracking_clients").isInt()).isTrue();
        assertThat(redis.get("redis_mode").textValue()).isEqualTo("standalone");
    }

    @Test
    void lettersOfAnyScriptStayLetters() {
        assertThat(Printed.print(Format.JSON, Reports.HOSTILE_POSTGRES.report()))
                .contains("在庫を更新する", "مدفوعات", "עברית", "🐘");
    }

    @Test
    void percentagesHaveTwoDecimalsAtMostAndNeverCrossAThreshold() throws Exception {
        JsonNode pools = json(Reports.SEVERAL_TARGETS.report()).at("/targets");
        assertThat(pools.at("/0/pools/0/utilization_percent").asText()).isEqualTo("100.0");
        assertThat(pools.at("/0/pools/1/utilization_percent").asText()).isEqualTo("6.67");
        assertThat(pools.at("/2/pools/1/utilization_percent").asText()).isEqualTo("79.96");
    }

    /// One object and one line for programs, indented for people.
    @Test
    void isIndentedOnATerminalOnly() {
        Report report = Reports.LEAKS.report();
        assertThat(Printed.print(Format.JSON, report).lines()).hasSize(1);
        assertThat(Printed.print(Format.JSON, report, OptionalInt.of(80), false).lines())
                .hasSizeGreaterThan(100);
    }
}
