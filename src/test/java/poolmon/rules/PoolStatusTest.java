package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Looks;
import poolmon.fixture.Pools;
import poolmon.model.Criteria;
import poolmon.model.Criteria.Trust;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Look;
import poolmon.model.Pool;
import poolmon.model.Question;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class PoolStatusTest {

    @ParameterizedTest(name = "{0} out of {1} with overflow {2}: {3} % is {4}")
    @CsvSource({
        "0,  5, -5,   0.0, healthy",
        "1,  5, -4,  20.0, healthy", // SQLAlchemy's seed formula says 100 %
        "3,  5, -2,  60.0, healthy", // and here too
        "3,  5,  0,  60.0, healthy",
        "4,  5,  0,  80.0, degraded",
        "19, 20, 0,  95.0, degraded",
        "20, 21, 0,  95.23, critical",
        "5,  5,  0, 100.0, critical",
        "6,  5,  1, 100.0, critical",
        "15, 5, 10, 100.0, critical",
        "11, 5, 10,  73.33, healthy"
    })
    void theStatusFollowsTheCounts(
            long out, long size, long overflow, double percent, String status) {
        JudgedPool pool = only(report(Pools.sqlalchemy("critical", size, out, overflow)));

        assertThat(pool.status().word()).isEqualTo(status);
        assertThat(pool.percent().orElseThrow()).isCloseTo(percent, within());
    }

    @ParameterizedTest(name = "{0} of 10000 is {1}")
    @CsvSource({
        "7999, healthy",
        "8000, degraded",
        "9500, degraded",
        "9501, critical",
        "9999, critical"
    })
    void thresholdsAreComparedBeforeRounding(long out, String status) {
        assertThat(only(report(Pools.sqlalchemy("healthy", 10_000, out, 0))).status().word())
                .isEqualTo(status);
    }

    @Test
    void aKnownMaximumGivesTheTrueCapacity() {
        JudgedPool pool =
                only(report(Pools.withMaxOverflow(Pools.sqlalchemy("critical", 5, 5, 0), 10)));

        assertThat(pool.utilization().orElseThrow().capacity()).isEqualTo(15);
        assertThat(pool.status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void theUsersMaximumOverridesThePayloads() {
        Criteria criteria =
                new Criteria(
                        Thresholds.DEFAULT,
                        OptionalLong.of(1),
                        Trust.COUNTS,
                        Criteria.Ages.DEFAULT);

        JudgedPool pool =
                only(
                        report(
                                Looks.atService(
                                        Pools.withMaxOverflow(
                                                Pools.sqlalchemy("healthy", 5, 5, 0), 10)),
                                criteria));

        assertThat(pool.utilization().orElseThrow().capacity()).isEqualTo(6);
        assertThat(pool.maxOverflow()).hasValue(1);
    }

    @Test
    void aMaximumWithoutLimitIsNotTakenOffTheCapacity() {
        JudgedPool pool =
                only(report(Pools.withMaxOverflow(Pools.sqlalchemy("healthy", 5, 2, 0), -1)));

        assertThat(pool.utilization().orElseThrow().capacity()).isEqualTo(5);
    }

    @Test
    void trustingTheServiceTakesItsWordAndItsFigure() {
        Criteria criteria =
                new Criteria(
                        Thresholds.DEFAULT,
                        OptionalLong.empty(),
                        Trust.SERVICE,
                        Criteria.Ages.DEFAULT);

        JudgedPool pool =
                only(report(Looks.atService(Pools.sqlalchemy("critical", 5, 1, -4)), criteria));

        assertThat(pool.status()).isEqualTo(Status.CRITICAL);
        assertThat(pool.percent()).hasValue(100.0);
    }

    @Test
    void aNullPoolIsNoPoolAndNotHealthy() {
        TargetReport report = report(Pools.sqlalchemy("healthy", 0, 0, 0));

        assertThat(only(report).status()).isEqualTo(Status.UNKNOWN);
        assertThat(codes(report)).containsExactly(FindingCode.NO_POOL_LIMIT);
        assertThat(report.status()).as("nothing to judge").isEqualTo(Status.ERROR);
    }

    @ParameterizedTest(name = "a pool that only says {0} is {1}")
    @CsvSource({
        "healthy, healthy",
        "degraded, degraded",
        "critical, critical",
        "unhealthy, critical",
        "error, error",
        "unknown, unknown",
        "splendid, error"
    })
    void withoutCountsTheServicesWordIsAllThereIs(String word, String status) {
        assertThat(only(report(Pools.failed(word, Optional.empty()))).status().word())
                .isEqualTo(status);
    }

    @Test
    void aPoolWithAnErrorOfItsOwnIsNeverHealthy() {
        TargetReport report = report(Pools.failed("healthy", Optional.of("no route")));

        assertThat(only(report).status()).isEqualTo(Status.ERROR);
        assertThat(codes(report)).containsExactly(FindingCode.REPORTED_FAILURE);
    }

    @Test
    void redisClientsAgainstThePoolsMaximumAreNoUtilisation() {
        JudgedPool pool = only(report(Pools.redis("healthy", 10, 10)));

        assertThat(pool.utilization()).isEmpty();
        assertThat(pool.percent()).isEmpty();
        assertThat(pool.status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void aFullPoolIsFoundWithWhatToDo() {
        Finding finding = report(Pools.sqlalchemy("critical", 5, 6, 1)).findings().getFirst();

        assertThat(finding.code()).isEqualTo(FindingCode.POOL_SATURATED);
        assertThat(finding.summary())
                .isEqualTo("pool \"database\" is full: 6 of 6 connections checked out");
        assertThat(finding.remedy()).isNotEmpty();
    }

    @Test
    void anUnknownMaximumIsSaidWhereTheStatusRestsOnIt() {
        assertThat(codes(report(Pools.sqlalchemy("critical", 5, 5, 0))))
                .contains(FindingCode.MAXIMUM_UNKNOWN);
        assertThat(codes(report(Pools.sqlalchemy("healthy", 5, 2, 0)))).isEmpty();
        assertThat(
                        codes(
                                report(
                                        Pools.withMaxOverflow(
                                                Pools.sqlalchemy("critical", 5, 15, 10), 10))))
                .doesNotContain(FindingCode.MAXIMUM_UNKNOWN);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.01);
    }

    private static TargetReport report(Pool... pools) {
        return report(Looks.atService(pools), Criteria.DEFAULT);
    }

    private static TargetReport report(Look look, Criteria criteria) {
        return Rules.judge(Question.POOLS, look, criteria).getFirst();
    }

    private static JudgedPool only(TargetReport report) {
        assertThat(report.pools()).hasSize(1);
        return report.pools().getFirst();
    }

    private static List<FindingCode> codes(TargetReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }
}
