package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool.BouncerPool;
import poolmon.model.Pool.BouncerSlots;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Utilization;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The pools of PgBouncer and its client slots.
///
/// A pool is judged by its utilisation as any other, and by its clients that wait: degraded at
/// once, critical when one of them has waited for [#LONG]. Against `max_client_conn` counts every
/// client
/// (PgBouncer documentation, "max_client_conn"): beyond it they are refused.
final class BouncerStatus implements Rule {
    /// Longer than any request should take to get its connection, far less than the 120 s after
    /// which PgBouncer gives up (`query_wait_timeout`).
    private static final Duration LONG = Duration.ofSeconds(5);

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                BouncerReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    JudgedPool clients = clients(observation.target(), reading.slots(), criteria);
                    target.pool(clients);
                    if (clients.status() != Status.HEALTHY) {
                        target.finding(slotsLow(observation.target(), reading.slots(), clients));
                    }
                    for (BouncerPool pool : reading.pools()) {
                        JudgedPool judged = judged(observation.target(), pool, criteria);
                        target.pool(judged);
                        finding(observation.target(), pool, judged).forEach(target::finding);
                    }
                });
    }

    private static JudgedPool clients(Target target, BouncerSlots slots, Criteria criteria) {
        if (slots.maxClients().isEmpty() || slots.maxClients().getAsLong() < 1) {
            return JudgedPool.of(slots, Status.UNKNOWN);
        }
        Utilization utilization = new Utilization(slots.used(), slots.maxClients().getAsLong());
        return JudgedPool.of(
                slots, criteria.thresholds(target, slots).judge(utilization), utilization);
    }

    private static JudgedPool judged(Target target, BouncerPool pool, Criteria criteria) {
        Status status = Status.HEALTHY;
        if (pool.waiting() > 0) {
            boolean tooLong = pool.maxWait().compareTo(LONG) >= 0;
            status = tooLong ? Status.CRITICAL : Status.DEGRADED;
        } else if (pool.closed().isPresent()) {
            status = Status.DEGRADED;
        }
        if (pool.size().isEmpty()) {
            return JudgedPool.of(pool, status);
        }
        // the reserve is opened for those who wait, and is no room for others
        Utilization utilization = new Utilization(pool.checkedOut(), pool.size().getAsLong());
        return JudgedPool.of(
                pool,
                Status.worst(List.of(status, criteria.thresholds(target, pool).judge(utilization))),
                utilization);
    }

    private static List<Finding> finding(Target target, BouncerPool pool, JudgedPool judged) {
        List<Finding> findings = new ArrayList<>();
        String name = "pool \"" + pool.name().shown() + "\"";
        if (pool.waiting() > 0) {
            findings.add(
                    Finding.of(
                            FindingCode.POOLER_CLIENTS_WAITING,
                            Severity.of(judged.status()),
                            target,
                            Figures.count(pool.waiting(), "client")
                                    + (pool.waiting() == 1 ? " waits" : " wait")
                                    + " for a connection of "
                                    + name
                                    + ", the first for "
                                    + Figures.age(pool.maxWait()),
                            List.of(counts(pool))));
        } else if (isHigh(judged)) {
            findings.add(
                    Finding.of(
                            judged.status() == Status.CRITICAL
                                    ? FindingCode.POOL_SATURATED
                                    : FindingCode.POOL_NEAR_LIMIT,
                            Severity.of(judged.status()),
                            target,
                            name + " is " + usage(judged) + " in use, and nobody waits yet",
                            List.of(counts(pool))));
        }
        pool.closed()
                .ifPresent(
                        how ->
                                findings.add(
                                        Finding.of(
                                                FindingCode.POOLER_CLOSED,
                                                Severity.DEGRADED,
                                                target,
                                                "database \""
                                                        + pool.database().shown()
                                                        + "\" is "
                                                        + how
                                                        + " in PgBouncer: nobody gets a connection"
                                                        + " to it",
                                                List.of())));
        return findings;
    }

    private static boolean isHigh(JudgedPool judged) {
        return judged.status() != Status.HEALTHY
                && (judged.status() == Status.CRITICAL
                        || ((BouncerPool) judged.pool()).closed().isEmpty());
    }

    private static String usage(JudgedPool judged) {
        return judged.utilization()
                .map(u -> Figures.percent(u.percent(), judged.status()) + " %")
                .orElse("fully");
    }

    private static String counts(BouncerPool pool) {
        return pool.active()
                + " active, "
                + pool.busy()
                + " being opened, tested or cancelled, "
                + pool.idle()
                + " idle; pool_size "
                + (pool.size().isPresent() ? pool.size().getAsLong() : "unknown")
                + (pool.reserve() > 0 ? " and " + pool.reserve() + " in reserve" : "")
                + pool.mode().map(mode -> ", pool_mode " + mode.shown()).orElse("");
    }

    private static Finding slotsLow(Target target, BouncerSlots slots, JudgedPool judged) {
        return Finding.of(
                FindingCode.POOLER_SLOTS_LOW,
                judged.status() == Status.UNKNOWN ? Severity.INFO : Severity.of(judged.status()),
                target,
                judged.utilization().isPresent()
                        ? slots.used()
                                + " of the "
                                + judged.utilization().get().capacity()
                                + " clients that PgBouncer takes are there, "
                                + usage(judged)
                        : "PgBouncer does not tell how many clients it takes",
                List.of());
    }
}
