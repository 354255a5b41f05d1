package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.HostileReports;
import poolmon.fixture.Reports;
import poolmon.fixture.Tool;
import poolmon.model.Report;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class PrometheusOutputTest {

    /// Prometheus' own linter has nothing to say.
    @ParameterizedTest
    @EnumSource(Reports.class)
    void promtoolHasNothingToSay(Reports report) throws Exception {
        assertThat(promtool(Printed.print(Format.PROMETHEUS, report.report()))).isEmpty();
    }

    @Test
    void promtoolHasNothingToSayOfAHugeReportEither() throws Exception {
        assertThat(promtool(Printed.print(Format.PROMETHEUS, HostileReports.huge()))).isEmpty();
    }

    private static String promtool(String metrics) throws IOException, InterruptedException {
        Process process = Tool.demand("promtool").start("check", "metrics");
        try (var in = process.getOutputStream()) {
            in.write(metrics.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? said : exit + said;
    }

    /// A Prometheus throws the whole text away in which a series stands twice.
    @Test
    void aTargetThatIsGivenTwiceHasNoSeriesTwice() throws Exception {
        Report once = Reports.SATURATED.report();
        List<TargetReport> twice = new ArrayList<>(once.targets());
        twice.addAll(once.targets());
        Report report =
                new Report(
                        once.question(),
                        once.at(),
                        once.took(),
                        once.status(),
                        once.exitCode(),
                        once.thresholds(),
                        twice);
        String text = Printed.print(Format.PROMETHEUS, report);
        assertThat(text.lines().map(line -> line.replaceFirst(" [^ ]*$", "")))
                .filteredOn(line -> !line.startsWith("#"))
                .doesNotHaveDuplicates();
        assertThat(promtool(text)).isEmpty();
    }

    @Test
    void whatIsNotKnownHasNoSeries() {
        String text = Printed.print(Format.PROMETHEUS, Reports.REFUSED.report());
        assertThat(text)
                .contains("poolmon_up{target=\"http://127.0.0.1:8000\",target_kind=\"service\"} 0")
                .contains("status=\"error\"} 1")
                .doesNotContain("poolmon_pool_");
        assertThat(Printed.print(Format.PROMETHEUS, Reports.SATURATED.report()))
                .doesNotContain("poolmon_pool_waiting_callers");
    }

    @Test
    void exactlyOneStatusHolds() {
        String text = Printed.print(Format.PROMETHEUS, Reports.SATURATED.report());
        String pool =
                "poolmon_pool_status{target=\"http://127.0.0.1:8000\",target_kind=\"service\","
                        + "pool=\"database\",pool_kind=\"database\",pool_instance=\"\",status=\"";
        assertThat(text.lines().filter(line -> line.startsWith(pool))).hasSize(5);
        assertThat(text.lines().filter(line -> line.startsWith(pool) && line.endsWith(" 1")))
                .containsExactly(pool + "critical\"} 1");
    }
}
