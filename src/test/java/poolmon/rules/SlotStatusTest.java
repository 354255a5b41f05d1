package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Looks;
import poolmon.fixture.Sessions;
import poolmon.model.Breakdown.Share;
import poolmon.model.Criteria;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Look;
import poolmon.model.Pool;
import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Question;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

class SlotStatusTest {

    @Test
    void reservedSlotsAreNotForApplications() {
        Pool.ServerSlots slots =
                new Pool.ServerSlots(new ServerText("server"), 100, 3, 7, 90, 1, 0, 89, 0);

        TargetReport report = report(Looks.atServer(slots, List.of(), List.of()));

        assertThat(slots.usable()).isEqualTo(90);
        assertThat(report.status()).as("90 of 90 usable").isEqualTo(Status.CRITICAL);
        assertThat(codes(report)).containsExactly(FindingCode.SERVER_SLOTS_LOW);
    }

    @Test
    void aServerWithRoomIsHealthyAndSaysNothing() {
        TargetReport report = report(Looks.atServer(idle(15)));

        assertThat(report.status()).as("16 of 20 is 80 %").isEqualTo(Status.DEGRADED);
        assertThat(report(Looks.atServer(idle(14))).status()).isEqualTo(Status.HEALTHY);
        assertThat(report(Looks.atServer(idle(14))).findings()).isEmpty();
    }

    @Test
    void aDatabaseAtItsOwnLimitIsCritical() {
        ConnectionLimit limit =
                new ConnectionLimit(ConnectionLimit.Scope.DATABASE, new ServerText("shop"), 5, 5);

        TargetReport report =
                report(Looks.atServer(Looks.slots(20, List.of()), List.of(limit), List.of()));

        assertThat(report.status()).isEqualTo(Status.CRITICAL);
        assertThat(codes(report)).containsExactly(FindingCode.CONNECTION_LIMIT_NEAR);
    }

    @Test
    void aRoleThatNobodyMayUseIsNoAlarm() {
        ConnectionLimit closed =
                new ConnectionLimit(ConnectionLimit.Scope.ROLE, new ServerText("old"), 0, 0);

        TargetReport report =
                report(Looks.atServer(Looks.slots(20, List.of()), List.of(closed), List.of()));

        assertThat(report.status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void hiddenSessionsCountAsUsedAndAreMentioned() {
        TargetReport report = report(Looks.atServer(Sessions.hidden(1), Sessions.hidden(2)));

        assertThat(report.status()).isEqualTo(Status.HEALTHY);
        Finding finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo(FindingCode.SESSIONS_HIDDEN);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.evidence()).containsExactly("2 of 3 client sessions are hidden");
        assertThat(finding.remedy().getFirst()).contains("pg_read_all_stats");
    }

    @Test
    void theBreakdownCountsEveryStateOfEveryApplication() {
        TargetReport report =
                report(
                        Looks.atServer(
                                Sessions.active(1, Duration.ofSeconds(1), "SELECT 1"),
                                Sessions.idleInTransaction(2, Duration.ofSeconds(1), "SELECT 2"),
                                Sessions.idle(3, Duration.ofSeconds(1)),
                                Sessions.hidden(4)));

        assertThat(report.breakdown().orElseThrow().dimensions())
                .extracting(dimension -> dimension.name())
                .containsExactly("application", "user", "database", "client", "state");
        Share share = report.breakdown().orElseThrow().dimensions().getFirst().shares().getFirst();
        assertThat(share).isEqualTo(new Share(new ServerText("orders-api"), 4, 1, 1, 1, 1));
    }

    @Test
    void toBeTurnedAwayForWantOfASlotIsCritical() {
        Look look =
                Looks.failed(
                        Failure.of(
                                Failure.Code.SLOTS_EXHAUSTED,
                                "sorry, too many clients already",
                                "Try a superuser."));

        TargetReport report = report(look);

        assertThat(report.status()).isEqualTo(Status.CRITICAL);
        assertThat(codes(report)).containsExactly(FindingCode.SLOTS_EXHAUSTED);
    }

    @Test
    void anyOtherFailureIsAnErrorAndNeedsNoFinding() {
        TargetReport report =
                report(Looks.failed(Failure.of(Failure.Code.TIMEOUT, "no answer", "Wait.")));

        assertThat(report.status()).isEqualTo(Status.ERROR);
        assertThat(report.findings()).isEmpty();
    }

    private static Session[] idle(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(pid -> Sessions.idle(pid, Duration.ofMinutes(1)))
                .toArray(Session[]::new);
    }

    private static TargetReport report(Look look) {
        return Rules.judge(Question.DB, look, Criteria.DEFAULT).getFirst();
    }

    private static List<FindingCode> codes(TargetReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }
}
