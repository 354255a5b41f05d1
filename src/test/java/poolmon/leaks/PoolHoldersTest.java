package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Looks;
import poolmon.fixture.Pools;
import poolmon.fixture.Sessions;
import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Look;
import poolmon.model.Question;
import poolmon.model.Selection;
import poolmon.model.Session;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.rules.Rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a pool says, held against what the server sees of it.
class PoolHoldersTest {
    private static final Duration LONG = Duration.ofMinutes(14);
    private static final String STATEMENT = "SELECT * FROM orders WHERE id = 7 FOR UPDATE";

    private static final Selection ORDERS =
            new Selection(
                    List.of("orders-api"),
                    List.of(),
                    List.of(),
                    List.of(),
                    Set.of(),
                    Duration.ZERO,
                    Optional.empty(),
                    false,
                    Selection.Order.VERDICT,
                    OptionalInt.empty());

    private final List<Session> sessions = new ArrayList<>();

    private void leaking(int count) {
        for (int i = 0; i < count; i++) {
            sessions.add(Sessions.idleInTransaction(100 + i, LONG.plusSeconds(i), STATEMENT));
        }
    }

    private void active(int count) {
        for (int i = 0; i < count; i++) {
            sessions.add(Sessions.active(200 + i, Duration.ofMillis(20), "SELECT 1"));
        }
    }

    private void idle(int count, Duration since) {
        for (int i = 0; i < count; i++) {
            sessions.add(Sessions.idle(300 + i, since));
        }
    }

    /// A service with a pool of 15 and this many connections out, whose sessions are named.
    private TargetReport service(long out) {
        return judged(out, ORDERS, Set.of());
    }

    /// The same, where nothing is known but the addresses of the service's host.
    private TargetReport serviceAt(String address, long out) {
        return judged(out, Selection.ALL, Set.of(address));
    }

    private TargetReport judged(long out, Selection selection, Set<String> addresses) {
        Look look =
                Looks.together(
                        Looks.atService(Pools.sqlalchemy("healthy", 15, out, 0)),
                        Looks.atServer(90, sessions.toArray(Session[]::new)));
        Target target = look.observations().getFirst().target();
        Criteria criteria =
                new Criteria(
                        Criteria.DEFAULT.thresholds(),
                        OptionalLong.empty(),
                        Criteria.Trust.COUNTS,
                        Criteria.Ages.DEFAULT,
                        selection,
                        Map.of(target, addresses));
        return Rules.judge(Question.LEAKS, look, criteria).getFirst();
    }

    private static Finding only(TargetReport report, FindingCode code) {
        List<Finding> found = report.findings().stream().filter(f -> f.code() == code).toList();
        assertThat(found).as(report.findings().toString()).hasSize(1);
        return found.getFirst();
    }

    private static List<FindingCode> codes(TargetReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }

    @Test
    void connectionsThatSitIdleInTransactionAreALeak() {
        leaking(12);
        active(3);

        TargetReport service = service(15);

        Finding finding = only(service, FindingCode.HELD_BY_LEAK);
        assertThat(finding.summary())
                .isEqualTo(
                        "15 connections checked out: 12 idle in transaction for up to 14m 11s,"
                                + " 3 active; this is a leak");
        assertThat(finding.evidence().getFirst())
                .isEqualTo("the oldest, pid 111, stopped after: " + STATEMENT);
        assertThat(service.status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void connectionsThatWorkAreLoad() {
        active(15);

        TargetReport service = service(15);

        assertThat(only(service, FindingCode.HELD_BY_LOAD).summary())
                .isEqualTo("15 connections checked out: 15 active; this is load, not a leak");
        assertThat(codes(service)).doesNotContain(FindingCode.HELD_BY_LEAK);
    }

    @Test
    void connectionsThatTheServerDoesNotKnowAreLostOnTheWay() {
        active(4);

        Finding finding = only(service(15), FindingCode.HELD_ELSEWHERE);

        assertThat(finding.summary()).contains("the server knows only 4 of them");
        assertThat(finding.severity().status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void noSessionAtAllOfTheApplicationIsToldLikeFewOfThem() {
        sessions.add(Sessions.of(9, "another", "10.0.0.9"));

        assertThat(only(service(15), FindingCode.HELD_ELSEWHERE).summary())
                .contains("the server knows only 0 of them");
    }

    @Test
    void connectionsCheckedOutAndIdleLeakThoughTheServerShowsNothingUnusual() {
        idle(12, LONG);
        active(3);

        TargetReport service = service(15);

        assertThat(only(service, FindingCode.HELD_BY_LEAK).summary())
                .contains("12 checked out and idle for up to 14m 00s, 3 active");
        assertThat(service.status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void connectionsThatLieIdleInThePoolAreNoLeak() {
        idle(12, LONG);
        active(3);

        TargetReport service = service(3);

        assertThat(codes(service)).contains(FindingCode.HELD_BY_LOAD);
        assertThat(codes(service))
                .doesNotContain(FindingCode.HELD_BY_LEAK, FindingCode.ORPHANED_SESSIONS);
        assertThat(service.status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void transactionsThatAreOpenForAMomentAreNoLeak() {
        for (int i = 0; i < 15; i++) {
            sessions.add(Sessions.idleInTransaction(i + 1, Duration.ofMillis(3), STATEMENT));
        }

        assertThat(codes(service(15)))
                .contains(FindingCode.POOL_HOLDERS)
                .doesNotContain(FindingCode.HELD_BY_LEAK);
    }

    @Test
    void aLeakInAPoolWithRoomIsDegraded() {
        leaking(3);
        idle(12, LONG);

        TargetReport service = service(3);

        assertThat(only(service, FindingCode.HELD_BY_LEAK).severity().status())
                .isEqualTo(Status.DEGRADED);
        assertThat(service.status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void moreSessionsThanThePoolsKnowAreOrphansAtMost() {
        active(10);
        idle(7, LONG);

        Finding finding = only(service(10), FindingCode.ORPHANED_SESSIONS);

        assertThat(finding.summary())
                .contains("2 sessions more than the pools that answered", "orphans at most");
        assertThat(finding.evidence())
                .hasSize(3)
                .first()
                .isEqualTo("pid 300, idle for 14m 00s, last statement: COMMIT");
    }

    @Test
    void hiddenSessionsAreNeitherWorkNorLeak() {
        for (int i = 0; i < 15; i++) {
            sessions.add(Sessions.hidden(i + 1));
        }

        assertThat(only(service(15), FindingCode.POOL_HOLDERS).summary()).contains("15 hidden");
    }

    @Test
    void sessionsFromTheServicesAddressAreItsOwn() {
        leaking(12);
        active(3);
        sessions.add(Sessions.of(9, "another", "10.0.0.9"));

        Finding finding = only(serviceAt("10.0.0.7", 15), FindingCode.HELD_BY_LEAK);

        assertThat(finding.evidence())
                .last()
                .isEqualTo("these are the 15 sessions matched by client address");
    }

    @Test
    void oneSessionIsOne() {
        leaking(1);

        assertThat(only(serviceAt("10.0.0.7", 1), FindingCode.HELD_BY_LEAK).evidence())
                .last()
                .isEqualTo("this is the session matched by client address");
    }

    @Test
    void sessionsOfSeveralApplicationsFromOneAddressAreNotTakenForOne() {
        leaking(12);
        sessions.add(Sessions.of(9, "another", "10.0.0.7"));

        TargetReport service = serviceAt("10.0.0.7", 15);

        Finding finding = only(service, FindingCode.SESSIONS_NOT_MATCHED);
        assertThat(finding.evidence()).containsExactly("there are: orders-api (12), another (1)");
        assertThat(finding.remedy()).first().asString().contains("--app NAME");
        assertThat(codes(service)).doesNotContain(FindingCode.HELD_BY_LEAK);
    }

    @Test
    void whereNoSessionMatchesNothingIsGuessed() {
        leaking(12);

        assertThat(codes(serviceAt("10.9.9.9", 15)))
                .contains(FindingCode.SESSIONS_NOT_MATCHED)
                .doesNotContain(FindingCode.HELD_ELSEWHERE);
    }

    @Test
    void anApplicationNamedLikeThePoolIsFoundWhereverItComesFrom() {
        for (int i = 0; i < 15; i++) {
            sessions.add(Sessions.of(i + 1, "database", "10.4.4.4"));
        }

        assertThat(only(serviceAt("10.9.9.9", 15), FindingCode.HELD_BY_LOAD).evidence())
                .last()
                .asString()
                .contains("application name = pool name");
    }
}
