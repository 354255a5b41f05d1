package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import poolmon.fixture.Looks;
import poolmon.fixture.Sessions;
import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedSession;
import poolmon.model.Look;
import poolmon.model.Question;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Verdict;
import poolmon.rules.Rules;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class SessionVerdictsTest {

    static Stream<Arguments> sessions() {
        Duration s59 = Duration.ofSeconds(59);
        Duration s60 = Duration.ofSeconds(60);
        Duration m5 = Duration.ofMinutes(5);
        Duration m10 = Duration.ofMinutes(10);
        return Stream.of(
                row(Sessions.idleInTransaction(1, s59, "SELECT 1"), Verdict.OK, Severity.INFO),
                row(
                        Sessions.idleInTransaction(1, s60, "SELECT 1"),
                        Verdict.LEAK_SUSPECT,
                        Severity.DEGRADED),
                row(
                        Sessions.idleInTransaction(1, m5, "SELECT 1"),
                        Verdict.LEAK_SUSPECT,
                        Severity.CRITICAL),
                row(Sessions.aborted(1, s59), Verdict.ABORTED_TRANSACTION, Severity.INFO),
                row(Sessions.aborted(1, s60), Verdict.ABORTED_TRANSACTION, Severity.DEGRADED),
                row(Sessions.aborted(1, m5), Verdict.ABORTED_TRANSACTION, Severity.CRITICAL),
                row(Sessions.active(1, s60, "SELECT 1"), Verdict.OK, Severity.INFO),
                row(Sessions.active(1, m5, "SELECT 1"), Verdict.LONG_QUERY, Severity.DEGRADED),
                row(
                        Sessions.activeInOldTransaction(1, m10),
                        Verdict.LONG_TRANSACTION,
                        Severity.DEGRADED),
                row(Sessions.blocked(1, Duration.ofSeconds(1), 2), Verdict.BLOCKED, Severity.INFO),
                row(Sessions.blocked(1, s60, 2), Verdict.BLOCKED, Severity.DEGRADED),
                row(Sessions.hidden(1), Verdict.HIDDEN, Severity.INFO));
    }

    private static Arguments row(Session session, Verdict verdict, Severity severity) {
        return Arguments.of(session, verdict, severity);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void eachStateIsJudgedByItsOwnClock(Session session, Verdict verdict, Severity severity) {
        JudgedSession judged = report(Looks.atServer(session)).sessions().getFirst();

        assertThat(judged.verdict()).isEqualTo(verdict);
        assertThat(judged.severity()).isEqualTo(severity);
    }

    @Test
    void anOrdinaryIdlePoolMemberIsNotListed() {
        TargetReport report = report(Looks.atServer(Sessions.idle(1, Duration.ofHours(9))));

        assertThat(report.sessions()).isEmpty();
        assertThat(report.status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void longIdleSessionsAreStaleOnceTheServerIsShortOfSlots() {
        Session[] idle =
                IntStream.rangeClosed(1, 16)
                        .mapToObj(pid -> Sessions.idle(pid, Duration.ofMinutes(pid)))
                        .toArray(Session[]::new);

        TargetReport report = report(Looks.atServer(idle));

        assertThat(report.sessions()).hasSize(7);
        assertThat(report.sessions())
                .allMatch(judged -> judged.verdict() == Verdict.STALE_IDLE)
                .first()
                .extracting(judged -> judged.session().pid())
                .isEqualTo(16);
        assertThat(report.status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void theWorstComeFirstAndThenTheOldest() {
        TargetReport report =
                report(
                        Looks.atServer(
                                Sessions.active(1, Duration.ofSeconds(90), "SELECT 1"),
                                Sessions.idleInTransaction(2, Duration.ofSeconds(70), "SELECT 2"),
                                Sessions.idleInTransaction(3, Duration.ofSeconds(80), "SELECT 3"),
                                Sessions.idleInTransaction(4, Duration.ofMinutes(9), "SELECT 4")));

        assertThat(report.sessions())
                .extracting(judged -> judged.session().pid())
                .containsExactly(4, 3, 2, 1);
    }

    @Test
    void hiddenSessionsAreNeverHealthy() {
        TargetReport report =
                report(
                        Looks.atServer(
                                Sessions.hidden(1),
                                Sessions.active(2, Duration.ofMillis(1), "SELECT 1")));

        assertThat(report.status()).isEqualTo(Status.ERROR);
        assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void fiftyLeaksOfOneCodePathAreOneGroup() {
        Session[] leaked =
                IntStream.rangeClosed(1, 50)
                        .mapToObj(
                                n ->
                                        Sessions.idleInTransaction(
                                                n,
                                                Duration.ofSeconds(60 + n),
                                                "SELECT * FROM orders WHERE id = " + n))
                        .toArray(Session[]::new);

        TargetReport report = report(Looks.atServer(100, leaked));

        assertThat(report.groups()).hasSize(1);
        assertThat(report.groups().getFirst().count()).isEqualTo(50);
        assertThat(report.groups().getFirst().oldest()).isEqualTo(Duration.ofSeconds(110));
        assertThat(report.groups().getFirst().fingerprint().raw())
                .isEqualTo("SELECT * FROM orders WHERE id = ?");
        Finding finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo(FindingCode.LEAK_SUSPECTED);
        assertThat(finding.summary())
                .isEqualTo("50 sessions are idle in a transaction, the oldest for 1m 50s");
        assertThat(finding.evidence().getFirst())
                .isEqualTo(
                        "50 × orders-api from 10.0.0.7, oldest 1m 50s, statement: SELECT * FROM"
                                + " orders WHERE id = ?");
    }

    @Test
    void aLockChainIsToldFromItsRoot() {
        TargetReport report =
                report(
                        Looks.atServer(
                                Sessions.idleInTransaction(7, Duration.ofMinutes(2), "UPDATE a"),
                                Sessions.blocked(8, Duration.ofSeconds(30), 7),
                                Sessions.blocked(9, Duration.ofSeconds(20), 8, 8)));

        Finding chain = only(report, FindingCode.LOCK_CHAIN);
        assertThat(chain.summary())
                .isEqualTo(
                        "session 7 (orders-api, user orders from 10.0.0.7) blocks 2 sessions, the"
                                + " longest for 30s");
        assertThat(chain.evidence())
                .containsExactly(
                        "pid 7 is idle in transaction since 2m 00s and waits for its client,"
                                + " statement: UPDATE a",
                        "└─ pid 8 waits since 30s (lock: transactionid), statement: UPDATE orders"
                                + " SET state = 'paid' WHERE id = 7",
                        "└─── pid 9 waits since 20s (lock: transactionid), statement: UPDATE orders"
                                + " SET state = 'paid' WHERE id = 7");
        assertThat(
                        report.sessions().stream()
                                .filter(judged -> judged.session().pid() == 7)
                                .findFirst()
                                .orElseThrow()
                                .blocking())
                .containsExactly(8);
    }

    @Test
    void aPreparedTransactionCanBeTheRoot() {
        TargetReport report =
                report(Looks.atServer(Sessions.blocked(8, Duration.ofSeconds(30), 0)));

        assertThat(only(report, FindingCode.LOCK_CHAIN).summary())
                .isEqualTo("a prepared transaction blocks 1 session, the longest for 30s");
    }

    @Test
    void aRingOfWaitingSessionsEnds() {
        TargetReport report =
                report(
                        Looks.atServer(
                                Sessions.blocked(1, Duration.ofSeconds(30), 2),
                                Sessions.blocked(2, Duration.ofSeconds(30), 1)));

        assertThat(report.sessions()).hasSize(2);
    }

    private static Finding only(TargetReport report, FindingCode code) {
        List<Finding> found =
                report.findings().stream().filter(finding -> finding.code() == code).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static TargetReport report(Look look) {
        return Rules.judge(Question.LEAKS, look, Criteria.DEFAULT).getFirst();
    }
}
