package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        TargetReport report =
                report(
                        Looks.atService(
                                Pools.withMaxOverflow(Pools.sqlalchemy("healthy", 5, 1, 0), 10)));

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

    @ParameterizedTest
    @CsvSource({"unhealthy, CRITICAL", "degraded, DEGRADED", "error, ERROR"})
    void aWordOnTheWholeThatNothingExplainsCountsAndIsTheReason(String word, Status status) {
        TargetReport report =
                report(
                        service(
                                word,
                                List.of(Pools.sqlalchemy("healthy", 5, 1, 0)),
                                check("disk", "healthy")));

        assertThat(report.status()).isEqualTo(status);
        assertThat(reasons(report))
                .containsExactly(
                        "the service calls itself \""
                                + word
                                + "\", though none of its pools and checks is");
        Finding reason = report.findings().getFirst();
        assertThat(reason.code()).isEqualTo(FindingCode.REPORTED_FAILURE);
        assertThat(reason.severity().status()).isEqualTo(status);
        assertThat(reason.remedy().getFirst()).startsWith("Now: look into the log of the service");
    }

    @Test
    void aWordOnTheWholeMayBeWorseThanWhatTheCountsSay() {
        Pool degraded = Pools.sqlalchemy("healthy", 5, 4, 0);
        Pool full = Pools.sqlalchemy("healthy", 5, 5, 0);

        assertThat(reasons(report(service("unhealthy", List.of(degraded)))))
                .containsExactly(
                        "the service calls itself \"unhealthy\", which is worse than any of its"
                                + " pools and checks");
        assertThat(reasons(report(service("unhealthy", List.of(full)))))
                .as("the full pool is the reason")
                .isEmpty();
        assertThat(reasons(report(service("degraded", List.of(degraded))))).isEmpty();
        assertThat(reasons(report(service("unhealthy", List.of()))))
                .containsExactly(
                        "the service calls itself \"unhealthy\", and tells of no pool or check");
    }

    private static List<String> reasons(TargetReport report) {
        return report.findings().stream()
                .filter(finding -> finding.code() == FindingCode.REPORTED_FAILURE)
                .map(Finding::summary)
                .toList();
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
