package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Reports;
import poolmon.fixture.Tainted;
import poolmon.fixture.Tool;
import poolmon.model.Report;
import poolmon.model.ServerText;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Every text of every report at once is hostile, in every output.
class HostileTextTest {
    private static Report hostile(Reports report) {
        return Tainted.by(text -> text + Tainted.CONTROLS, report.report());
    }

    @ParameterizedTest
    @EnumSource(Reports.class)
    void nothingSteersTheTerminal(Reports report) {
        Report hostile = hostile(report);
        for (Format format : Format.values()) {
            for (OptionalInt width : List.of(OptionalInt.empty(), OptionalInt.of(60))) {
                String text = Printed.print(format, hostile, width, false);
                assertThat(
                                text.codePoints()
                                        .filter(c -> c != '\n' && !ServerText.isHarmless(c))
                                        .mapToObj(Integer::toHexString)
                                        .distinct())
                        .as("%s:\n%s", format, text)
                        .isEmpty();
            }
        }
    }

    /// A spreadsheet takes what begins so for a formula.
    @ParameterizedTest
    @EnumSource(Reports.class)
    void noCellIsAFormula(Reports report) {
        for (String start : List.of("=", "+", "-", "@", "\t=", "\r=", " =", "\n=", "\uff1d")) {
            Report hostile = Tainted.by(text -> start + "cmd" + text, report.report());
            for (String cell : cells(Printed.print(Format.CSV, hostile))) {
                assertThat(cell).doesNotMatch("(?s)[\\s]*[=+@\uff1d].*|(?s)[\\s]*-[^0-9].*");
            }
        }
    }

    /// RFC 4180.
    private static List<String> cells(String csv) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    @Test
    void noLabelEndsEarly() throws Exception {
        for (Reports report : Reports.values()) {
            Process promtool = Tool.demand("promtool").start("check", "metrics");
            String metrics = Printed.print(Format.PROMETHEUS, hostile(report));
            try (var in = promtool.getOutputStream()) {
                in.write(metrics.getBytes(StandardCharsets.UTF_8));
            }
            String said =
                    new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            promtool.waitFor();
            assertThat(said).as("%s:\n%s", report, metrics).doesNotContain("error");
            assertThat(metrics).doesNotContain("\nx 1");
        }
    }
}
