package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import poolmon.fixture.Cli;
import poolmon.fixture.Schema;

import java.util.ArrayList;
import java.util.List;

/// What a run with `-o json` told.
final class Told {
    private Told() {}

    /// The report of a run that ended with this code.
    static JsonNode report(Cli.Result result, int exit) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out());
    }

    /// The codes of its findings, in their order.
    static List<String> codes(JsonNode report) {
        List<String> codes = new ArrayList<>();
        report.get("findings").forEach(each -> codes.add(each.get("code").textValue()));
        return codes;
    }

    /// The first finding of this code.
    static JsonNode finding(JsonNode report, String code) {
        for (JsonNode each : report.get("findings")) {
            if (each.get("code").textValue().equals(code)) {
                return each;
            }
        }
        throw new AssertionError("no finding " + code + " in " + report.get("findings"));
    }
}
