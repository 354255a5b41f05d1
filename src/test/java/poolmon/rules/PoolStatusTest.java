package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Looks;
import poolmon.fixture.Pools;
import poolmon.model.Criteria;
import poolmon.model.Criteria.Trust;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JsonFields;
import poolmon.model.JudgedPool;
import poolmon.model.Look;
import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Question;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;
import poolmon.model.Utilization;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

class PoolStatusTest {
    private static final Criteria TRUSTING = Criteria.DEFAULT.trusting(Trust.SERVICE);

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

    /// Status, capacity, percentage and sentence are all the service's, so that none of them
    /// contradicts another.
    @Test
    void trustingTheServiceTakesItsWordAndItsFigures() {
        TargetReport report =
                report(Looks.atService(Pools.sqlalchemy("critical", 5, 1, -4)), TRUSTING);

        JudgedPool pool = only(report);
        assertThat(pool.status()).isEqualTo(Status.CRITICAL);
        assertThat(pool.percent()).hasValue(100.0);
        assertThat(pool.utilization()).hasValue(new Utilization(1, 1));
        assertThat(report.findings().getFirst().summary())
                .isEqualTo("the service calls pool \"database\" critical (100.0 %)");
    }

    @Test
    void whatTheCountsWouldSayIsNoArgumentWithOneWhoTrustsTheService() {
        TargetReport report =
                report(Looks.atService(Pools.sqlalchemy("critical", 5, 1, -4)), TRUSTING);

        assertThat(codes(report))
                .containsExactly(FindingCode.POOL_SATURATED, FindingCode.REPORTED_STATUS_DISAGREES);
        Finding counts = report.findings().getLast();
        assertThat(counts.severity()).isEqualTo(Severity.INFO);
        assertThat(counts.summary())
                .isEqualTo(
                        "by its counts pool \"database\" would be healthy: 1 of 5 connections"
                                + " checked out, 20.0 %");
        assertThat(counts.remedy()).isNotEmpty().noneMatch(step -> step.contains("--trust"));
    }

    @Test
    void aTrustedServiceThatCallsAFullPoolHealthyIsHealthyAndTheCountsAreTold() {
        TargetReport report =
                report(Looks.atService(Pools.sqlalchemy("healthy", 5, 15, 10)), TRUSTING);

        assertThat(report.status()).isEqualTo(Status.HEALTHY);
        assertThat(report.findings())
                .extracting(Finding::summary)
                .containsExactly(
                        "by its counts pool \"database\" would be critical: 15 of 15 connections"
                                + " checked out, 100.0 %");
    }

    /// A capacity of ours is not set beside a percentage that it does not come to.
    @ParameterizedTest(name = "{0} of 5 reported as {1} % has the capacity {2}")
    @CsvSource({"2, 40.0, 5", "1, 100.0, ", "2, , 5"})
    void aTrustedServiceThatTellsNoCapacityKeepsItsPercentage(
            long out, Double percent, Long capacity) {
        DatabasePool told = Pools.sqlalchemy("critical", 5, out, 0);
        DatabasePool pool =
                new DatabasePool(
                        told.name(),
                        told.instance(),
                        told.reportedStatus(),
                        told.poolSize(),
                        told.checkedOut(),
                        told.checkedIn(),
                        told.overflow(),
                        told.maxOverflow(),
                        OptionalLong.empty(),
                        false,
                        percent == null ? OptionalDouble.empty() : OptionalDouble.of(percent),
                        told.waiting(),
                        told.error(),
                        told.extra());

        JudgedPool judged = only(report(Looks.atService(pool), TRUSTING));

        assertThat(judged.percent()).hasValue(percent == null ? 40.0 : percent);
        assertThat(judged.utilization().map(Utilization::capacity))
                .isEqualTo(Optional.ofNullable(capacity));
    }

    /// A word without any figure says nothing of room.
    @Test
    void aTrustedWordWithoutAFigureIsAReportedFailure() {
        assertThat(
                        codes(
                                report(
                                        Looks.atService(
                                                Pools.failed("unhealthy", Optional.empty())),
                                        TRUSTING)))
                .containsExactly(FindingCode.REPORTED_FAILURE);
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

    @ParameterizedTest(name = "{0} of {1} with overflow {2}")
    @CsvSource({"0, 5, -5", "1, 5, -4", "2, 5, 0", "4, 5, 0", "5, 5, 0", "15, 5, 10"})
    void anUnknownMaximumIsSaidAtAnyFill(long out, long size, long overflow) {
        DatabasePool pool = Pools.sqlalchemy("healthy", size, out, overflow);
        Finding finding =
                report(pool).findings().stream()
                        .filter(each -> each.code() == FindingCode.MAXIMUM_UNKNOWN)
                        .findFirst()
                        .orElseThrow();

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(String.join(" ", finding.remedy())).contains("--max-overflow N");
        assertThat(codes(report(Pools.withMaxOverflow(pool, 10))))
                .doesNotContain(FindingCode.MAXIMUM_UNKNOWN);
        assertThat(codes(report(Looks.atService(pool), TRUSTING)))
                .as("the figure is the service's")
                .doesNotContain(FindingCode.MAXIMUM_UNKNOWN);
    }

    @Test
    void anUnknownMaximumIsSaidWhereTheAnswerHasNoOverflow() {
        assertThat(codes(report(sized(OptionalLong.empty()))))
                .containsExactly(FindingCode.MAXIMUM_UNKNOWN);
        assertThat(codes(report(sized(OptionalLong.of(0))))).isEmpty();
    }

    /// HikariCP's maximum is its size, and a pool that only says how full it is rests on nothing.
    @Test
    void aMaximumThatIsKnownOrNotReckonedWithIsNotMissed() {
        DatabasePool hikari =
                DatabasePool.counted(
                        new ServerText("HikariPool-1"),
                        OptionalLong.of(1),
                        OptionalLong.of(4),
                        OptionalLong.of(5),
                        OptionalLong.of(0));

        assertThat(codes(report(hikari))).isEmpty();
        assertThat(codes(report(Pools.failed("healthy", Optional.empty())))).isEmpty();
        assertThat(codes(report(Pools.redis("healthy", 10, 5)))).isEmpty();
    }

    @Test
    void ofAPoolThatGrowsTheMaximumIsUnknownAtAnyFill() {
        DatabasePool agroal =
                DatabasePool.growing(
                        new ServerText("orders"),
                        OptionalLong.of(1),
                        OptionalLong.of(4),
                        OptionalLong.of(5),
                        OptionalLong.of(0));

        assertThat(codes(report(agroal))).containsExactly(FindingCode.MAXIMUM_UNKNOWN);
    }

    /// A screen has no room for it, and a diagnosis tells nothing of what is well.
    @ParameterizedTest
    @EnumSource(
            value = Question.class,
            names = {"WATCH", "DIAGNOSE"})
    void elsewhereAnUnknownMaximumIsToldOfPoolsThatAreShortOnly(Question question) {
        assertThat(codes(question, Pools.sqlalchemy("healthy", 5, 2, 0)))
                .doesNotContain(FindingCode.MAXIMUM_UNKNOWN);
        assertThat(codes(question, Pools.sqlalchemy("critical", 5, 5, 0)))
                .contains(FindingCode.MAXIMUM_UNKNOWN);
    }

    private static DatabasePool sized(OptionalLong maxOverflow) {
        return new DatabasePool(
                new ServerText("database"),
                Optional.empty(),
                Optional.of(new ServerText("healthy")),
                OptionalLong.of(10),
                OptionalLong.of(1),
                OptionalLong.empty(),
                OptionalLong.empty(),
                maxOverflow,
                OptionalLong.empty(),
                false,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                JsonFields.NONE);
    }

    private static List<FindingCode> codes(Question question, Pool pool) {
        return codes(Rules.judge(question, Looks.atService(pool), Criteria.DEFAULT).getFirst());
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
