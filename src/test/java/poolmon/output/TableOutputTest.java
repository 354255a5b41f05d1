package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Reports;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

class TableOutputTest {

    /// With NO_COLOR, in a log, or for a reader who cannot tell red from green.
    @ParameterizedTest
    @EnumSource(Reports.class)
    void theFirstWordIsTheStatus(Reports each) {
        Report report = each.report();
        boolean whole =
                report.targets().size() > 4
                        || report.sizing().isPresent()
                        || report.question() == Question.DIAGNOSE;
        Status status = whole ? report.status() : report.targets().getFirst().status();
        String whose = whole ? "" : report.targets().getFirst().target().shown();
        assertThat(Printed.print(Format.TABLE, report))
                .startsWith(status.name() + " ".repeat(10 - status.name().length()) + whose);
    }

    @Test
    void theAnswerStandsInTheFirstLine() {
        assertThat(firstLine(Reports.SATURATED))
                .isEqualTo(
                        "CRITICAL  http://127.0.0.1:8000  Pool \"database\" is full: 15 of 15"
                                + " connections are checked out (9 ms)");
        assertThat(firstLine(Reports.LEAKS_NONE))
                .isEqualTo(
                        "HEALTHY   postgresql://poolmon:***@db.internal:5432/shop  no session holds"
                                + " its connection too long (23 sessions looked at, 12 ms)");
        assertThat(firstLine(Reports.DB_HEALTHY)).endsWith("12 of 97 slots in use, 12.3 % (12 ms)");
    }

    @Test
    void aFailureIsASentenceAndANextStep() {
        assertThat(Printed.print(Format.TABLE, Reports.REFUSED.report()).lines()).hasSize(2);
    }

    @Test
    void severalTargetsEndInASummary() {
        assertThat(Printed.print(Format.TABLE, Reports.SEVERAL_TARGETS.report()).lines())
                .last()
                .isEqualTo(
                        "4 targets: 2 critical, 1 error, 1 healthy; 4514 of 5045 connections in"
                                + " use; the worst: http://127.0.0.1:8000, pool \"database\", 15 of"
                                + " 15 connections checked out, 100.0 %");
    }

    /// On a terminal those that need a look come first and the rest is counted; a file gets all, in
    /// the order in which they were asked for.
    @Test
    void aFleetShowsItsWorstOnATerminalAndAllOfItInAFile() {
        Report fleet = Reports.FLEET.report();
        List<String> terminal =
                Printed.print(Format.TABLE, fleet, OptionalInt.of(80), false).lines().toList();
        assertThat(terminal).filteredOn(line -> line.startsWith("  10.0.0.")).hasSize(20);
        assertThat(terminal)
                .anyMatch(line -> line.matches("  10\\.0\\.0\\.20:8000 +error .*"))
                .contains("  and 56 more; -o json lists them all");
        List<String> file =
                Printed.print(Format.TABLE, fleet)
                        .lines()
                        .filter(line -> line.startsWith("  10.0.0."))
                        .toList();
        assertThat(file).hasSize(76).first().asString().startsWith("  10.0.0.1:8000 ");
        assertThat(file).last().asString().startsWith("  10.0.0.60:8000 ");
    }

    /// Forty services with one trouble are one trouble.
    @Test
    void aFleetTellsATroubleOnce() {
        assertThat(Printed.print(Format.TABLE, Reports.FLEET.report()))
                .containsOnlyOnce("pool-saturated: 8 targets:")
                .containsOnlyOnce("connection-refused: 2 targets:")
                .containsOnlyOnce("Is the service running");
    }

    /// Half a thousand suspects must not push what to do about them off the screen; a file gets
    /// all.
    @Test
    void longTablesAreCutOnATerminalOnly() {
        Report leaks = Reports.LEAKS.report();
        TargetReport one = leaks.targets().getFirst();
        TargetReport many =
                new TargetReport(
                        one.target(),
                        one.answer(),
                        one.status(),
                        one.pools(),
                        one.checks(),
                        Collections.nCopies(500, one.sessions().getFirst()),
                        one.groups(),
                        one.clients(),
                        one.breakdown(),
                        one.findings());
        Report report =
                new Report(
                        leaks.question(),
                        leaks.at(),
                        leaks.took(),
                        leaks.status(),
                        leaks.exitCode(),
                        leaks.thresholds(),
                        List.of(many));
        assertThat(Printed.print(Format.TABLE, report, OptionalInt.of(80), false))
                .contains("and 480 more");
        assertThat(Printed.print(Format.TABLE, report).lines())
                .filteredOn(line -> line.startsWith("  4711"))
                .hasSize(500);
    }

    private static String firstLine(Reports report) {
        return Printed.print(Format.TABLE, report.report()).lines().findFirst().orElseThrow();
    }
}
