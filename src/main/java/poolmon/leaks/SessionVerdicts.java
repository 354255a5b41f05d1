package poolmon.leaks;

import poolmon.model.Criteria;
import poolmon.model.JudgedSession;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Selection;
import poolmon.model.Session;
import poolmon.model.Session.State;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Utilization;
import poolmon.model.Verdict;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Says of each session whether it holds its connection too long.
///
/// Which clock counts depends on the state: a session idle in a transaction is as old as its
/// `state_change`, a running statement as its `query_start`, a transaction as its `xact_start`.
/// Mixing them up is where false alarms come from.
public final class SessionVerdicts implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Map<Integer, List<Integer>> blocking =
                            BlockingChains.blocking(reading.sessions());
                    boolean shortOfSlots = isShortOfSlots(observation.target(), reading, criteria);
                    Judgement.OfTarget target = judgement.on(observation);
                    Selection selection = criteria.selection();
                    Stream.concat(reading.sessions().stream(), reading.prepared().stream())
                            .filter(selection::has)
                            .map(s -> judged(s, criteria.ages(), shortOfSlots, blocking))
                            .filter(s -> selection.plainIdle() || isListed(s))
                            .sorted(SessionVerdicts::worstAndOldestFirst)
                            .forEach(target::session);
                    target.status(Status.HEALTHY); // no session at all leaks nothing
                });
    }

    /// By hand, since `Comparator.comparing` links serializable lambdas that no AOT cache keeps.
    private static int worstAndOldestFirst(JudgedSession a, JudgedSession b) {
        if (a.severity() != b.severity()) {
            return b.severity().compareTo(a.severity());
        }
        int older = inState(b).compareTo(inState(a));
        return older != 0 ? older : Integer.compare(a.session().pid(), b.session().pid());
    }

    private static Duration inState(JudgedSession judged) {
        return judged.session().inState().orElse(Duration.ZERO);
    }

    /// Ordinary idle sessions wait in their pools and hold nothing but a slot. One that blocks
    /// others by a session-level lock does hold something.
    private static boolean isListed(JudgedSession judged) {
        boolean plainIdle = judged.session().state().filter(s -> s == State.IDLE).isPresent();
        return !plainIdle || judged.verdict() != Verdict.OK || !judged.blocking().isEmpty();
    }

    private static boolean isShortOfSlots(Target target, ServerReading reading, Criteria criteria) {
        long usable = reading.slots().usable();
        return usable < 1
                || criteria.thresholds(target, reading.slots())
                                .judge(new Utilization(reading.slots().used(), usable))
                        != Status.HEALTHY;
    }

    private static JudgedSession judged(
            Session session,
            Criteria.Ages ages,
            boolean shortOfSlots,
            Map<Integer, List<Integer>> blocking) {
        Held held = held(session, ages, shortOfSlots);
        return new JudgedSession(
                session,
                held.verdict(),
                held.severity(),
                blocking.getOrDefault(session.pid(), List.of()));
    }

    private record Held(Verdict verdict, Severity severity) {
        static final Held OK = new Held(Verdict.OK, Severity.INFO);
    }

    private static Held held(Session session, Criteria.Ages ages, boolean shortOfSlots) {
        if (session.state().isEmpty()) {
            return new Held(Verdict.HIDDEN, Severity.INFO);
        }
        return switch (session.state().get()) {
            case ABORTED -> new Held(Verdict.ABORTED_TRANSACTION, idleInTransaction(session, ages));
            case IDLE_IN_TRANSACTION, PREPARED -> {
                Severity severity = idleInTransaction(session, ages);
                yield severity == Severity.INFO
                        ? transaction(session, ages)
                        : new Held(Verdict.LEAK_SUSPECT, severity);
            }
            case IDLE ->
                    shortOfSlots && reaches(session.inState(), ages.idle())
                            ? new Held(Verdict.STALE_IDLE, Severity.DEGRADED)
                            : Held.OK;
            case ACTIVE, FASTPATH -> running(session, ages);
            case DISABLED, STARTING, OTHER -> transaction(session, ages);
        };
    }

    private static Severity idleInTransaction(Session session, Criteria.Ages ages) {
        if (reaches(session.inState(), ages.idleInTransactionCritical())) {
            return Severity.CRITICAL;
        }
        return reaches(session.inState(), ages.idleInTransaction())
                ? Severity.DEGRADED
                : Severity.INFO;
    }

    private static Held running(Session session, Criteria.Ages ages) {
        if (!session.blockedBy().isEmpty()) {
            boolean tooLong = reaches(session.queryAge(), ages.blocked());
            return new Held(Verdict.BLOCKED, tooLong ? Severity.DEGRADED : Severity.INFO);
        }
        return reaches(session.queryAge(), ages.query())
                ? new Held(Verdict.LONG_QUERY, Severity.DEGRADED)
                : transaction(session, ages);
    }

    private static Held transaction(Session session, Criteria.Ages ages) {
        return reaches(session.transactionAge(), ages.transaction())
                ? new Held(Verdict.LONG_TRANSACTION, Severity.DEGRADED)
                : Held.OK;
    }

    private static boolean reaches(Optional<Duration> age, Duration limit) {
        return age.filter(a -> a.compareTo(limit) >= 0).isPresent();
    }
}
