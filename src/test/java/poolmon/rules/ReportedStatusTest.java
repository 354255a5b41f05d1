package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Looks;
import poolmon.fixture.Pools;
import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JsonFields;
import poolmon.model.Look;
import poolmon.model.Pool;
import poolmon.model.Question;
import poolmon.model.Reading.Check;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.List;
import java.util.Optional;

class ReportedStatusTest {

    @Test
    void sqlalchemysFalseAlarmIsHealthyAndSaysWhy() {
        TargetReport report = report(Looks.atService(Pools.sqlalchemy("critical", 5, 1, -4)));

        assertThat(report.status()).isEqualTo(Status.HEALTHY);
        Finding finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo(FindingCode.REPORTED_STATUS_DISAGREES);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.summary())
                .contains("critical", "healthy", "1 of 5 connections", "20.0 %");
        assertThat(finding.evidence())
                .anyMatch(line -> line.contains("100.0 % of a capacity of 1"))
                .anyMatch(line -> line.contains("overflow is -4"));
    }

    @Test
    void aServiceThatAgreesIsNotMentioned() {
        TargetReport report = report(Looks.atService(Pools.sqlalchemy("healthy", 5, 1, 0)));

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void checksCountByTheServicesWord() {
        TargetReport report =
                report(
                        service(
                                "unhealthy",
                                List.of(),
                                check("disk", "healthy"),
                                check("queue", "unhealthy")));

        assertThat(report.status()).isEqualTo(Status.CRITICAL);
        assertThat(report.checks())
                .extracting(judged -> judged.status())
                .containsExactly(Status.HEALTHY, Status.CRITICAL);
        assertThat(report.findings())
                .extracting(Finding::summary)
                .containsExactly("check \"queue\" is critical");
    }

    @Test
    void aWordOnTheWholeThatOnlyTheFalseAlarmExplainsDoesNotCount() {
        TargetReport report =
                report(
                        service(
                                "unhealthy",
                                List.of(Pools.sqlalchemy("critical", 5, 1, -4)),
                                check("disk", "healthy")));

        assertThat(report.status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void aWordOnTheWholeThatNothingExplainsCounts() {
        TargetReport report =
                report(
                        service(
                                "unhealthy",
                                List.of(Pools.sqlalchemy("healthy", 5, 1, 0)),
                                check("disk", "healthy")));

        assertThat(report.status()).isEqualTo(Status.CRITICAL);
    }

    private static Check check(String name, String status) {
        return new Check(
                new ServerText(name), Optional.of(new ServerText(status)), JsonFields.NONE);
    }

    private static Look service(String word, List<Pool> pools, Check... checks) {
        return Looks.atService(
                new ServiceReading(
                        "health",
                        Optional.empty(),
                        Optional.of(new ServerText(word)),
                        pools,
                        List.of(checks)));
    }

    private static TargetReport report(Look look) {
        return Rules.judge(Question.POOLS, look, Criteria.DEFAULT).getFirst();
    }
}
