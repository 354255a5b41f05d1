package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.XminHolder;
import poolmon.model.Rule;
import poolmon.model.Safeguards;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Spans;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What is not yet an incident and leaves the door open for one: no limit on forgotten
/// transactions, connections of clients that vanished, the oldest transaction, prepared
/// transactions, and who keeps dead rows from being cleared away. Only told: none of it fills a
/// slot by itself.
final class ServerUpkeep implements Rule {
    private static final String FORGOTTEN = "idle_in_transaction_session_timeout";

    /// A client that vanishes should not keep its slot for longer. Linux' own default is 2 h.
    private static final Duration VANISHED = Duration.ofMinutes(30);

    /// A tenth of `autovacuum_freeze_max_age`: far from any danger, but not of this hour either.
    private static final long MANY = 20_000_000;

    private static final int NAMED = 5;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Target target = observation.target();
                    List<Finding> findings = new ArrayList<>();
                    oldest(target, reading, criteria).ifPresent(findings::add);
                    prepared(target, reading, criteria).ifPresent(findings::add);
                    reading.xminHolder()
                            .filter(holder -> holder.transactions() >= MANY)
                            .ifPresent(holder -> findings.add(heldBack(target, holder)));
                    forgotten(target, reading).ifPresent(findings::add);
                    vanished(target, reading.safeguards()).ifPresent(findings::add);
                    findings.forEach(judgement.on(observation)::finding);
                });
    }

    private static Optional<Finding> oldest(
            Target target, ServerReading reading, Criteria criteria) {
        Session oldest = null;
        for (Session session : reading.sessions()) {
            if (oldest == null || age(session).compareTo(age(oldest)) > 0) {
                oldest = session;
            }
        }
        if (oldest == null || age(oldest).compareTo(criteria.ages().transaction()) < 0) {
            return Optional.empty();
        }
        return told(
                FindingCode.OLDEST_TRANSACTION,
                target,
                "the oldest transaction is open for "
                        + Figures.age(age(oldest))
                        + ": session "
                        + oldest.pid()
                        + " of "
                        + named(oldest)
                        + oldest.state().map(state -> ", " + state.text()).orElse(""),
                List.of());
    }

    private static Duration age(Session session) {
        return session.transactionAge().orElse(Duration.ZERO);
    }

    private static String named(Session session) {
        return session.applicationName().isBlank()
                ? "an application without a name"
                : session.applicationName().shown();
    }

    private static Optional<Finding> prepared(
            Target target, ServerReading reading, Criteria criteria) {
        List<String> old = new ArrayList<>();
        for (Session each : reading.prepared()) {
            if (age(each).compareTo(criteria.ages().idleInTransaction()) >= 0) {
                old.add(each.query().shown() + ", " + Figures.age(age(each)) + " ago");
            }
        }
        return old.isEmpty()
                ? Optional.empty()
                : told(
                        FindingCode.PREPARED_TRANSACTIONS,
                        target,
                        Figures.count(old.size(), "prepared transaction")
                                + (old.size() == 1 ? " waits" : " wait")
                                + " for an end and hold"
                                + (old.size() == 1 ? "s its locks" : " their locks"),
                        old.subList(0, Math.min(NAMED, old.size())));
    }

    private static Finding heldBack(Target target, XminHolder holder) {
        return Finding.of(
                FindingCode.XMIN_HELD_BACK,
                Severity.INFO,
                target,
                holder.who().shown()
                        + " keeps dead rows of the last "
                        + Figures.count(holder.transactions(), "transaction")
                        + " from being cleared away",
                List.of());
    }

    /// A role may have a limit of its own, so that the sessions tell for whom there is none.
    private static Optional<Finding> forgotten(Target target, ServerReading reading) {
        TreeSet<String> unlimited = new TreeSet<>();
        for (Session session : reading.sessions()) {
            Optional<Duration> limit =
                    reading.safeguards().time(FORGOTTEN, session.user(), session.database());
            if (limit.isPresent() && limit.get().isZero() && session.user().isPresent()) {
                unlimited.add(session.user().get().shown());
            }
        }
        if (unlimited.isEmpty()) {
            return Optional.empty();
        }
        String roles =
                String.join(", ", unlimited.stream().limit(NAMED).toList())
                        + (unlimited.size() > NAMED ? ", …" : "");
        return told(
                FindingCode.NO_IDLE_IN_TRANSACTION_TIMEOUT,
                target,
                "nothing ends a transaction that was forgotten: "
                        + FORGOTTEN
                        + " is 0 for "
                        + roles,
                List.of(others(reading.safeguards())));
    }

    private static String others(Safeguards safeguards) {
        return "statement_timeout "
                + shown(safeguards, "statement_timeout")
                + ", idle_session_timeout "
                + shown(safeguards, "idle_session_timeout");
    }

    private static String shown(Safeguards safeguards, String name) {
        return safeguards
                .time(name)
                .map(time -> time.isZero() ? "0 (none)" : Figures.age(time))
                .orElse("unknown");
    }

    /// By way of a Unix socket all three are 0: there nobody vanishes unnoticed.
    private static Optional<Finding> vanished(Target target, Safeguards safeguards) {
        Duration idle = safeguards.time("tcp_keepalives_idle").orElse(Duration.ZERO);
        Duration interval = safeguards.time("tcp_keepalives_interval").orElse(Duration.ZERO);
        Duration count = safeguards.time("tcp_keepalives_count").orElse(Duration.ZERO);
        Duration whole = idle.plus(Spans.times(interval, count.toSeconds()));
        return idle.isZero() || whole.compareTo(VANISHED) < 0
                ? Optional.empty()
                : told(
                        FindingCode.SLOW_KEEPALIVES,
                        target,
                        "a client that vanishes keeps its slot for up to " + Figures.age(whole),
                        List.of(
                                "tcp_keepalives_idle "
                                        + idle.toSeconds()
                                        + " s, interval "
                                        + interval.toSeconds()
                                        + " s, count "
                                        + count.toSeconds()));
    }

    private static Optional<Finding> told(
            FindingCode code, Target target, String summary, List<String> evidence) {
        return Optional.of(Finding.of(code, Severity.INFO, target, summary, evidence));
    }
}
