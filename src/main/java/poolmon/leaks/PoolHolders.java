package poolmon.leaks;

import poolmon.leaks.HeldSessions.Connections;
import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Joins what a service's pools say with what the server sees of that service: a pool that is full
/// because nobody works with its connections leaks, one whose connections work is busy, and
/// connections that the server does not know are lost on the way.
public final class PoolHolders implements Rule {
    private static final int NAMED = 5;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (service, reading) ->
                        look.each(
                                ServerReading.class,
                                (server, answer) -> {
                                    Judgement.OfTarget target = judgement.on(service);
                                    List<Session> all = answer.sessions();
                                    Join join =
                                            new Join(
                                                    service,
                                                    Connections.of(reading),
                                                    SessionMatch.of(
                                                            service.target(),
                                                            reading,
                                                            all,
                                                            criteria),
                                                    worst(target));
                                    for (Finding finding : join.findings(criteria)) {
                                        target.finding(finding);
                                        target.status(finding.severity().status());
                                    }
                                }));
    }

    /// A leak matters as much as what it does to the pool, but never less than degraded.
    private static Severity worst(Judgement.OfTarget target) {
        Status worst = Status.worst(target.pools().stream().map(p -> p.status()).toList());
        return worst == Status.CRITICAL ? Severity.CRITICAL : Severity.DEGRADED;
    }

    private record Join(Observation service, Connections pool, SessionMatch match, Severity leak) {

        List<Finding> findings(Criteria criteria) {
            if (match.isAmbiguous() || (match.sessions().isEmpty() && match.isGuess())) {
                return pool.out() > 0 ? List.of(notMatched()) : List.of();
            }
            HeldSessions held =
                    HeldSessions.of(match.sessions(), pool, criteria.ages().idleInTransaction());
            List<Finding> findings = new ArrayList<>();
            if (pool.out() > 0) {
                findings.add(holders(held, criteria.ages().query()));
            }
            long orphans = match.sessions().size() - pool.out() - pool.in().orElse(0L);
            if (pool.in().isPresent() && orphans > 0) {
                findings.add(orphaned(orphans));
            }
            return findings;
        }

        /// Half of what is out decides: a pool in which one connection of fifteen leaks is not full
        /// for its sake.
        ///
        /// @param slow from when on a statement runs for long
        private Finding holders(HeldSessions held, Duration slow) {
            String out = Figures.count(pool.out(), "connection") + " checked out: ";
            if (held.stuck().size() * 2L >= pool.out()) {
                return leaks(out, held);
            }
            if (held.all() < pool.out()) {
                return told(
                        FindingCode.HELD_ELSEWHERE,
                        held.all() * 2 < pool.out() ? Severity.DEGRADED : Severity.INFO,
                        out
                                + "the server knows only "
                                + held.all()
                                + " of them; the others are on another server or lost on the way");
            }
            AtWork work = AtWork.of(match.sessions(), slow);
            if (work.waiting().size() * 2L >= pool.out()) {
                return waits(out, work.waiting());
            }
            if (work.slow().size() * 2L >= pool.out()) {
                return runs(out, work.slow());
            }
            if (held.active() * 5 >= pool.out() * 4) {
                return told(
                        FindingCode.HELD_BY_LOAD,
                        Severity.INFO,
                        out + held.shown() + "; this is load, not a leak");
            }
            return told(FindingCode.POOL_HOLDERS, Severity.INFO, out + held.shown());
        }

        private Finding leaks(String out, HeldSessions held) {
            Session oldest = held.stuck().getFirst();
            return told(
                            FindingCode.HELD_BY_LEAK,
                            leak,
                            out + held.shown() + "; this is a leak",
                            "the oldest, pid "
                                    + oldest.pid()
                                    + ", stopped after: "
                                    + SessionGroups.excerpt(oldest.query()))
                    .withRemedy(
                            List.of(
                                    "Now: end the oldest: SELECT pg_terminate_backend("
                                            + oldest.pid()
                                            + "); or all that sit idle: poolmon leaks --dsn DSN"
                                            + " --terminate-suspects",
                                    "Soon: set idle_in_transaction_session_timeout for the role.",
                                    "For good: give connections back in a finally block or context"
                                            + " manager at the statement above."));
        }

        private Finding waits(String out, List<Session> waiting) {
            Session first = waiting.getFirst();
            return told(
                    FindingCode.HELD_BY_LOCKS,
                    leak,
                    out
                            + waiting.size()
                            + (waiting.size() == 1 ? " waits" : " wait")
                            + " for locks, the longest for "
                            + Figures.age(AtWork.age(first)),
                    "pid "
                            + first.pid()
                            + " waits for "
                            + BlockingTree.named(first.blockedBy())
                            + ", statement: "
                            + SessionGroups.excerpt(first.query()));
        }

        private Finding runs(String out, List<Session> slow) {
            Session first = slow.getFirst();
            return told(
                            FindingCode.LONG_QUERY_HOLDS_POOL,
                            leak,
                            out
                                    + slow.size()
                                    + (slow.size() == 1 ? " runs" : " run")
                                    + " one statement each for up to "
                                    + Figures.age(AtWork.age(first)),
                            "pid " + first.pid() + " runs: " + SessionGroups.excerpt(first.query()))
                    .withRemedy(
                            List.of(
                                    "Now: SELECT pg_cancel_backend("
                                            + first.pid()
                                            + "); ends the statement and keeps the session.",
                                    "Soon: look at its plan with EXPLAIN.",
                                    "For good: set statement_timeout for the role, and run reports"
                                            + " with a pool of their own."));
        }

        /// Who is an orphan cannot be told: those that nobody has used for longest are named.
        private Finding orphaned(long orphans) {
            List<Session> unused = new ArrayList<>(match.sessions());
            unused.removeIf(session -> session.isActive() || session.isHidden());
            unused.sort(HeldSessions::oldestFirst);
            String[] evidence =
                    unused.stream()
                            .limit(Math.min(NAMED, orphans))
                            .map(SessionGroups::lastSeen)
                            .toArray(String[]::new);
            return told(
                    FindingCode.ORPHANED_SESSIONS,
                    Severity.INFO,
                    "the server knows "
                            + Figures.count(orphans, "session")
                            + " more than the pools that answered: orphans at most, for other"
                            + " worker processes have pools of their own",
                    evidence);
        }

        private Finding notMatched() {
            String why =
                    match.isAmbiguous()
                            ? "sessions of several applications come from its address"
                            : "no session on the server could be matched with them";
            return Finding.of(
                    FindingCode.SESSIONS_NOT_MATCHED,
                    Severity.INFO,
                    service.target(),
                    Figures.count(pool.out(), "connection") + " checked out, and " + why,
                    match.applications().map(n -> List.of("there are: " + n)).orElse(List.of()));
        }

        private Finding told(
                FindingCode code, Severity severity, String summary, String... evidence) {
            List<String> lines = new ArrayList<>(List.of(evidence));
            int matched = match.sessions().size();
            lines.add(
                    (matched == 1
                                    ? "this is the session"
                                    : "these are the " + matched + " sessions")
                            + " matched by "
                            + match.by());
            return Finding.of(code, severity, service.target(), summary, lines);
        }
    }
}
