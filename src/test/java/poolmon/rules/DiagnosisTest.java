package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Looks;
import poolmon.fixture.Pools;
import poolmon.fixture.Sessions;
import poolmon.fixture.TestBouncers;
import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Host;
import poolmon.model.JsonFields;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pings;
import poolmon.model.Pool;
import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Pool.RedisPool;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Question;
import poolmon.model.Reading;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.PoolerLink;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Report;
import poolmon.model.Safeguards;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/// From what was read to each finding of a diagnosis, to what comes first, and to nothing at all
/// where all is well.
class DiagnosisTest {
    private static final Duration LONG = Duration.ofMinutes(14);
    private static final Instant AT = Instant.parse("2026-11-23T11:00:00Z");
    private static final String STATEMENT = "SELECT * FROM orders WHERE id = 7 FOR UPDATE";

    private static final Target REDIS =
            new Target.Redis(new Host("cache", 6379), Optional.empty(), Optional.empty(), 0, false);

    /// What a diagnosis cannot be brought to tell by one look, each with the reason.
    private static final Set<FindingCode> ELSEWHERE =
            EnumSet.of(
                    // of a Prometheus that scrapes: FleetSourceTest
                    FindingCode.INSTANCES_DOWN,
                    FindingCode.PARTIAL_ANSWER,
                    FindingCode.STALE_VALUES,
                    // of several looks: LeakOverTimeTest, RedisCoursesTest
                    FindingCode.LEAK_OVER_TIME,
                    FindingCode.NO_LEAK_OVER_TIME,
                    FindingCode.UNDECIDED_OVER_TIME,
                    // of a real Redis of its kind: RedisTopologyTest, RedisTroubleTest
                    FindingCode.REDIS_CLUSTER_DOWN,
                    FindingCode.REDIS_LINK_DOWN,
                    FindingCode.REDIS_NO_QUORUM,
                    FindingCode.REDIS_OUTPUT_BUFFERS,
                    FindingCode.REDIS_IDLE_CLIENTS,
                    FindingCode.REDIS_DATABASE_REFUSED,
                    FindingCode.REDIS_NOT_SERVING,
                    FindingCode.REDIS_MEMORY_LOW,
                    FindingCode.REDIS_EVICTING,
                    FindingCode.REDIS_CLIENTS_HIDDEN,
                    // of a trend: TrendCommandTest, HistorySourceTest
                    FindingCode.UTILIZATION_RISING,
                    FindingCode.LOOKS_MISSING,
                    FindingCode.UTILIZATION_UNKNOWN,
                    // of a sizing: SizeCommandTest, SizeOfServerTest
                    FindingCode.FLEET_NEAR_LIMIT,
                    FindingCode.POOL_TOO_SMALL,
                    FindingCode.LITTLE_LOAD,
                    // worth knowing by themselves and bearing on nothing that is wrong
                    FindingCode.NO_POOL_LIMIT,
                    FindingCode.REDIS_NODES_HIDDEN,
                    FindingCode.OLDEST_TRANSACTION,
                    FindingCode.XMIN_HELD_BACK,
                    FindingCode.PREPARED_TRANSACTIONS,
                    FindingCode.SLOW_KEEPALIVES,
                    FindingCode.BEHIND_POOLER,
                    // of options that a diagnosis has one of only
                    FindingCode.NOTHING_SELECTED);

    private static Look look(FindingCode code) {
        return switch (code) {
            case POOL_SATURATED, MAXIMUM_UNKNOWN, OVERFLOW_IN_USE -> Looks.atService(full());
            case POOL_NEAR_LIMIT -> Looks.atService(Pools.sqlalchemy("degraded", 10, 9, 0));
            case REPORTED_STATUS_DISAGREES ->
                    Looks.atService(Pools.sqlalchemy("healthy", 10, 10, 0));
            case CLIENTS_WAITING -> Looks.atService(hikari(10, 10, 0, 4));
            case ENDPOINT_SLOW_WHILE_FULL -> slow(Looks.atService(full()), Duration.ofMillis(1400));
            case POOL_OVERSIZED ->
                    Looks.together(
                            Looks.atService(hikari(20, 1, 12, 0)), Looks.atServer(20, idle(16)));
            case REPORTED_FAILURE ->
                    Looks.atService(Pools.failed("unhealthy", Optional.of("no route")));
            case UNREADABLE_FIELD ->
                    Looks.atService(
                            new ServiceReading(
                                            "health-pools",
                                            Optional.empty(),
                                            Optional.empty(),
                                            List.of(),
                                            List.of())
                                    .withUnreadable(new ServerText("pools.database")));
            case SLOTS_EXHAUSTED, REDIS_UNAVAILABLE ->
                    failed(
                            code == FindingCode.SLOTS_EXHAUSTED
                                    ? Failure.Code.SLOTS_EXHAUSTED
                                    : Failure.Code.CONNECTION_REFUSED);
            case ONLY_RESERVED_SLOTS_LEFT, SERVER_SLOTS_LOW, IDLE_HOARDED ->
                    Looks.atServer(20, idle(19));
            case CONNECTION_LIMIT_NEAR ->
                    Looks.atServer(
                            Looks.slots(20, List.of()),
                            List.of(
                                    new ConnectionLimit(
                                            ConnectionLimit.Scope.ROLE,
                                            new ServerText("orders"),
                                            5,
                                            5)),
                            List.of());
            case FLEET_OVERCOMMITS ->
                    Looks.together(Looks.atService(hikari(30, 1, 0, 0)), Looks.atServer(20));
            case CLOCKS_APART ->
                    Looks.atService(told(AT.plusSeconds(182), Pools.sqlalchemy("ok", 5, 1, 0)));
            case NO_IDLE_IN_TRANSACTION_TIMEOUT, LEAK_SUSPECTED -> unguarded(leak(101));
            case ABORTED_TRANSACTIONS -> Looks.atServer(Sessions.aborted(101, LONG));
            case LONG_TRANSACTIONS -> Looks.atServer(Sessions.activeInOldTransaction(101, LONG));
            case LONG_QUERIES -> Looks.atServer(Sessions.active(101, LONG, "SELECT 1"));
            case LOCK_CHAIN ->
                    Looks.atServer(leak(101), Sessions.blocked(102, Duration.ofSeconds(9), 101));
            case STALE_IDLE_SESSIONS -> Looks.atServer(20, idle(17));
            case SESSIONS_HIDDEN -> Looks.atServer(Sessions.hidden(101));
            case HELD_BY_LEAK ->
                    joined(15, IntStream.range(0, 15).mapToObj(i -> leak(101 + i)).toList());
            case HELD_BY_LOAD -> joined(15, active(15, Duration.ofMillis(20)));
            case LONG_QUERY_HOLDS_POOL -> joined(15, active(15, LONG));
            case HELD_BY_LOCKS -> joined(15, waiting());
            case HELD_ELSEWHERE -> joined(15, active(2, Duration.ofMillis(20)));
            case POOL_HOLDERS ->
                    joined(
                            15,
                            IntStream.range(0, 15)
                                    .mapToObj(
                                            i ->
                                                    Sessions.idleInTransaction(
                                                            101 + i,
                                                            Duration.ofMillis(20),
                                                            STATEMENT))
                                    .toList());
            case ORPHANED_SESSIONS -> joined(2, List.of(idle(19)));
            case SESSIONS_NOT_MATCHED ->
                    joined(15, List.of(Sessions.of(101, "elsewhere", "10.9.9.9")));
            case POOLER_CLIENTS_WAITING, POOLER_WAITING_WHILE_SERVERS_IDLE ->
                    Looks.together(
                            pooler(TestBouncers.pool(20, 20, 3, 7, Optional.empty())),
                            Looks.atServer(Sessions.idle(101, LONG)));
            case POOLER_SLOTS_LOW ->
                    Looks.atBouncer(
                            TestBouncers.clients(97, 100),
                            TestBouncers.pool(1, 20, 0, 0, Optional.empty()));
            case POOLER_CLOSED -> pooler(TestBouncers.pool(0, 20, 0, 0, Optional.of("paused")));
            case REDIS_SLOTS_LOW, REDIS_REJECTING, REDIS_CHURN ->
                    redis(
                            99,
                            Map.of(
                                    "uptime_in_seconds",
                                    "1000",
                                    "total_commands_processed",
                                    "60000"));
            case REDIS_REACHABLE_HERE ->
                    Looks.together(Looks.atService(failing()), redis(5, Map.of()));
            default -> throw new AssertionError("no look that provokes " + code.word());
        };
    }

    private static Pool full() {
        return Pools.sqlalchemy("critical", 5, 9, 4);
    }

    private static DatabasePool hikari(long most, long out, long in, long waiting) {
        return DatabasePool.counted(
                new ServerText("HikariPool-1"),
                OptionalLong.of(out),
                OptionalLong.of(in),
                OptionalLong.of(most),
                OptionalLong.of(waiting));
    }

    private static Session leak(int pid) {
        return Sessions.idleInTransaction(pid, LONG, STATEMENT);
    }

    private static Session[] idle(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sessions.idle(101 + i, LONG))
                .toArray(Session[]::new);
    }

    /// The one that is checked out thinks for a moment between two statements.
    private static Session[] rested(int count) {
        Session[] sessions = idle(count);
        sessions[count - 1] = Sessions.idle(101 + count, Duration.ofSeconds(1));
        return sessions;
    }

    private static List<Session> active(int count, Duration since) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sessions.active(101 + i, since, "SELECT sum(total) FROM orders"))
                .toList();
    }

    private static List<Session> waiting() {
        List<Session> sessions = new ArrayList<>(List.of(leak(101)));
        for (int i = 0; i < 14; i++) {
            sessions.add(Sessions.blocked(201 + i, Duration.ofSeconds(9), 101));
        }
        return sessions;
    }

    /// A service with that many out of 15, and the server with its sessions, 90 slots and no limit
    /// on forgotten transactions.
    private static Look joined(long out, List<Session> sessions) {
        return Looks.together(
                Looks.atService(Pools.sqlalchemy(out < 15 ? "ok" : "critical", 15, out, 0)),
                Looks.atServer(out < 15 ? 20 : 90, sessions.toArray(Session[]::new)));
    }

    private static Look unguarded(Session... sessions) {
        Safeguards none =
                new Safeguards(
                        List.of(
                                new Safeguards.Setting(
                                        Optional.empty(),
                                        Optional.empty(),
                                        "idle_in_transaction_session_timeout",
                                        Optional.of(Duration.ZERO))),
                        List.of());
        return Looks.atServer(none, Optional.empty(), sessions);
    }

    private static Look pooler(Pool.BouncerPool pool) {
        Look plain = Looks.atBouncer(TestBouncers.clients(43, 100), pool);
        Reading reading =
                new BouncerReading(
                        "1.18.0",
                        TestBouncers.clients(43, 100),
                        List.of(pool),
                        List.of(
                                new PoolerLink(
                                        101,
                                        new ServerText("10.0.0.2:5432"),
                                        new ServerText("10.0.0.7:50123"),
                                        new ServerText("orders-api"))));
        return Looks.given(plain.observations().getFirst().target(), reading);
    }

    private static Look redis(long clients, Map<String, String> info) {
        return Looks.given(
                REDIS,
                new RedisReading(
                        "7.0.15",
                        new RedisSlots(
                                new ServerText("server"),
                                OptionalLong.of(100),
                                clients,
                                0,
                                0,
                                OptionalLong.of(0),
                                OptionalLong.of(info.isEmpty() ? 0 : 12),
                                OptionalLong.of(50_000)),
                        List.of(),
                        Optional.empty(),
                        info,
                        Pings.of(List.of(Duration.ofMillis(1))),
                        Map.of()));
    }

    private static RedisPool failing() {
        return new RedisPool(
                new ServerText("redis"),
                Optional.of(new ServerText("error")),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(new ServerText("Connection refused")),
                new JsonFields(Map.of("connection_kwargs", "{\"host\":\"localhost\"}")));
    }

    private static ServiceReading told(Instant time, Pool... pools) {
        return new ServiceReading(
                "health-pools", Optional.of(time), Optional.empty(), List.of(pools), List.of());
    }

    private static Look failed(Failure.Code code) {
        Answer answer =
                new Answer.Failed(
                        Failure.of(code, "It did not work.", "Try again."),
                        Duration.ofMillis(3),
                        List.of());
        return new Look(AT, List.of(new Observation(REDIS, answer)));
    }

    private static Look slow(Look look, Duration latency) {
        Observation quick = look.observations().getFirst();
        Reading reading = ((Answer.Given) quick.answer()).reading();
        return new Look(
                look.at(),
                List.of(
                        new Observation(
                                quick.target(), new Answer.Given(reading, latency, List.of()))));
    }

    private static Report judged(Look look) {
        Target service = look.observations().getFirst().target();
        Criteria criteria =
                new Criteria(
                        Criteria.DEFAULT.thresholds(),
                        OptionalLong.empty(),
                        Criteria.Trust.COUNTS,
                        Criteria.Ages.DEFAULT,
                        Criteria.DEFAULT.selection(),
                        Map.of(service, Set.of("10.0.0.7")));
        List<TargetReport> targets = Rules.judge(Question.DIAGNOSE, look, criteria);
        Status worst = Status.worst(targets.stream().map(TargetReport::status).toList());
        return new Report(
                Question.DIAGNOSE,
                look.at(),
                Duration.ofMillis(9),
                worst,
                FailOn.DEGRADED.exitCode(worst),
                Thresholds.DEFAULT,
                targets);
    }

    private static List<FindingCode> codes(Report report) {
        return report.findings().stream().map(Finding::code).toList();
    }

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void isToldByWhatWasRead(FindingCode code) {
        if (ELSEWHERE.contains(code)) {
            return;
        }
        Report report = judged(look(code));

        assertThat(codes(report)).as(report.findings().toString()).contains(code);
        Finding finding =
                report.findings().stream().filter(f -> f.code() == code).findFirst().orElseThrow();
        assertThat(finding.summary()).isNotBlank().doesNotEndWith(".");
        assertThat(finding.remedy().isEmpty())
                .as("what to do about " + code.word())
                .isEqualTo(
                        code == FindingCode.POOL_HOLDERS || code == FindingCode.REDIS_UNAVAILABLE);
        assertThat(finding.remedy()).allMatch(step -> step.matches("(Now|Soon|For good): .*"));
        assertThat(report.status() == Status.HEALTHY)
                .as("only a clock says nothing of what it stands beside")
                .isEqualTo(code == FindingCode.CLOCKS_APART);
    }

    /// A constant in a test's answer, or what a cache gives out, makes no service ill.
    @Test
    void aTimeThatIsFarOffIsTakenForStoredAndChangesNoStatus() {
        Instant constant = Instant.parse("2024-02-15T10:30:00Z");
        Report report =
                judged(
                        Looks.together(
                                Looks.given(
                                        new Target.Service(
                                                URI.create("http://one"), Optional.empty()),
                                        told(constant, hikari(10, 1, 2, 0))),
                                Looks.given(
                                        new Target.Service(
                                                URI.create("http://two"), Optional.empty()),
                                        told(constant, hikari(10, 1, 2, 0)))));

        assertThat(report.exitCode()).isZero();
        assertThat(report.findings()).hasSize(2);
        Finding finding = report.findings().getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.summary())
                .isEqualTo(
                        "the answer carries a time of 2024-02-15T10:30:00Z, 1012d 00h ago: it is"
                                + " stored or made up, or a clock is wrong");
        assertThat(finding.remedy().getFirst()).startsWith("Now: ask once more");
    }

    @Test
    void oneConnectionBeyondTheSizeIsOne() {
        assertThat(judged(Looks.atService(Pools.sqlalchemy("degraded", 5, 6, 1))).findings())
                .extracting(Finding::summary)
                .contains("pool \"database\" has 1 connection open beyond its size of 5");
    }

    /// Nobody's question needs nanoseconds.
    @Test
    void aClockIsShownToTheMillisecond() {
        Finding finding =
                judged(Looks.atService(told(AT.plusNanos(90_123_456_789L), hikari(10, 1, 2, 0))))
                        .findings()
                        .getFirst();

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.summary())
                .isEqualTo("the clock of the service is 1m 30s ahead of that of this machine");
        assertThat(finding.evidence().getFirst())
                .contains("it told 2026-11-23T11:01:30.123Z within");
    }

    /// Each may be worth knowing to somebody who asks for it; none of it is wrong.
    @Test
    void nothingIsToldOfASystemThatIsWell() {
        List<Look> well =
                List.of(
                        // SQLAlchemy's false alarm: one of five out, overflow −4
                        Looks.atService(Pools.sqlalchemy("critical", 5, 1, -4)),
                        Looks.atService(Pools.sqlalchemy("healthy", 5, 0, -5)),
                        Looks.atService(hikari(40, 1, 39, 0)),
                        Looks.atService(hikari(10, 5, 1, 2)),
                        Looks.together(
                                Looks.atService(Pools.sqlalchemy("healthy", 5, 1, -3)),
                                unguarded(rested(8)),
                                redis(5, Map.of())),
                        Looks.atService(told(AT, Pools.sqlalchemy("ok", 5, 1, 0))),
                        pooler(TestBouncers.pool(3, 20, 0, 0, Optional.empty())),
                        redis(5, Map.of("uptime_in_seconds", "1000", "evicted_keys", "9")));
        for (Look look : well) {
            Report report = judged(look);
            assertThat(report.findings()).isEmpty();
            assertThat(report.targets()).allMatch(target -> target.findings().isEmpty());
            assertThat(report.exitCode()).isZero();
        }
    }

    @Test
    void twoCausesAtOnceAreBothFound() {
        Look leak = joined(15, IntStream.range(0, 15).mapToObj(i -> leak(101 + i)).toList());
        Report report =
                judged(
                        Looks.together(
                                leak,
                                redis(99, Map.of()),
                                Looks.given(
                                        new Target.Service(
                                                URI.create("http://other"), Optional.empty()),
                                        told(AT.plusSeconds(90), hikari(10, 1, 2, 0)))));

        assertThat(codes(report))
                .contains(
                        FindingCode.HELD_BY_LEAK,
                        FindingCode.REDIS_SLOTS_LOW,
                        FindingCode.CLOCKS_APART);
    }

    @Test
    void whatExplainsAnotherFindingStandsBeforeIt() {
        assertThat(codes(judged(joined(15, waiting()))))
                .containsSubsequence(
                        FindingCode.LOCK_CHAIN,
                        FindingCode.HELD_BY_LOCKS,
                        FindingCode.POOL_SATURATED);
        assertThat(codes(judged(look(FindingCode.HELD_BY_LEAK))))
                .startsWith(FindingCode.HELD_BY_LEAK, FindingCode.POOL_SATURATED);
    }

    /// A lock on one server explains nothing on a service that may work with another.
    @Test
    void withSeveralServersNothingIsExplainedAcrossThem() {
        Look other =
                Looks.given(
                        new Target.Postgres(
                                List.of(new Host("other", 5432)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()),
                        ((Answer.Given)
                                        Looks.atServer(Sessions.idle(1, LONG))
                                                .observations()
                                                .getFirst()
                                                .answer())
                                .reading());

        Report report = judged(Looks.together(joined(15, waiting()), other));

        assertThat(codes(report))
                .containsSubsequence(FindingCode.POOL_SATURATED, FindingCode.LOCK_CHAIN);
    }

    @Test
    void theRemedyNamesWhoIsToBeEnded() {
        Report report = judged(joined(15, waiting()));

        assertThat(report.findings().getFirst().remedy().getFirst())
                .isEqualTo("Now: end the session at the root: SELECT pg_terminate_backend(101);");
    }

    @Test
    void aPoolThatWaitsForLocksIsNotCalledLoad() {
        assertThat(codes(judged(joined(15, waiting()))))
                .doesNotContain(FindingCode.HELD_BY_LOAD, FindingCode.HELD_BY_LEAK);
    }

    @Test
    void whatIsWorthKnowingIsToldOnlyBesideWhatItBearsOn() {
        assertThat(codes(judged(unguarded(leak(101)))))
                .contains(FindingCode.NO_IDLE_IN_TRANSACTION_TIMEOUT);
        assertThat(codes(judged(unguarded(Sessions.active(101, LONG, "SELECT 1")))))
                .containsExactly(FindingCode.LONG_QUERIES);
    }

    @Test
    void aClockThatIsApartFromAllOthersIsOurs() {
        Look look =
                new Look(
                        AT.minusSeconds(60),
                        Looks.together(
                                        Looks.atService(told(AT, hikari(10, 1, 2, 0))),
                                        Looks.atServer(Sessions.idle(1, LONG)))
                                .observations());

        List<Finding> findings = judged(look).findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().summary())
                .isEqualTo(
                        "the clock of this machine is 59s behind those of all 2 targets that tell"
                                + " the time");
    }

    @Test
    void aTimeWithoutItsZoneOrFromAFileIsNoClock() {
        assertThat(
                        judged(Looks.atService(told(AT.plusSeconds(7200), hikari(10, 1, 2, 0))))
                                .findings())
                .isEmpty();
        assertThat(
                        judged(
                                        Looks.given(
                                                new Target.Saved(
                                                        Optional.empty(), Optional.empty()),
                                                told(AT.minusSeconds(901), hikari(10, 1, 2, 0))))
                                .findings())
                .isEmpty();
    }

    /// What is hidden from us may be the leak.
    @Test
    void notToSeeIsNotToCallItHealthy() {
        Report report = judged(Looks.atServer(Sessions.hidden(101)));

        assertThat(report.status()).isEqualTo(Status.ERROR);
        assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.ERROR);
    }
}
