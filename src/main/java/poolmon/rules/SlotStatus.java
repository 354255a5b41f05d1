package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Pool.ServerSlots;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Utilization;

import java.util.List;

/// The connection slots of a PostgreSQL server, and the limits of its databases and roles.
///
/// Judged is what ordinary roles can use: `max_connections − superuser_reserved_connections −
/// reserved_connections` (PostgreSQL documentation, "Connection Settings"). Once that many client
/// backends run, applications are refused with 53300, although `max_connections` is not reached.
final class SlotStatus implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    JudgedPool server = server(observation.target(), reading.slots(), criteria);
                    target.pool(server);
                    if (server.status() != Status.HEALTHY) {
                        target.finding(slotsLow(observation.target(), reading.slots(), server));
                    }
                    for (ConnectionLimit limit : reading.limits()) {
                        JudgedPool judged = limit(observation.target(), limit, criteria);
                        target.pool(judged);
                        if (judged.status() != Status.HEALTHY) {
                            target.finding(limitNear(observation.target(), limit, judged));
                        }
                    }
                });
    }

    /// Whether a server that was judged has few slots left.
    static boolean isShort(Judgement.OfTarget server) {
        return server.pools().stream()
                .filter(judged -> judged.pool() instanceof ServerSlots)
                .anyMatch(judged -> judged.status() != Status.HEALTHY);
    }

    private static JudgedPool server(Target target, ServerSlots slots, Criteria criteria) {
        if (slots.usable() < 1) {
            return JudgedPool.of(slots, Status.CRITICAL);
        }
        Utilization utilization = new Utilization(slots.used(), slots.usable());
        return JudgedPool.of(
                slots, criteria.thresholds(target, slots).judge(utilization), utilization);
    }

    private static JudgedPool limit(Target target, ConnectionLimit limit, Criteria criteria) {
        if (limit.limit() < 1) {
            return JudgedPool.of(limit, Status.HEALTHY); // closed on purpose: nobody may connect
        }
        Utilization utilization = new Utilization(limit.used(), limit.limit());
        return JudgedPool.of(
                limit, criteria.thresholds(target, limit).judge(utilization), utilization);
    }

    private static Finding slotsLow(Target target, ServerSlots slots, JudgedPool judged) {
        return Finding.of(
                FindingCode.SERVER_SLOTS_LOW,
                Severity.of(judged.status()),
                target,
                slots.used()
                        + " of the "
                        + slots.usable()
                        + " connection slots for ordinary roles are in use"
                        + judged.utilization()
                                .map(
                                        u ->
                                                ", "
                                                        + Figures.percent(
                                                                u.percent(), judged.status())
                                                        + " %")
                                .orElse(""),
                List.of(
                        slots.active()
                                + " active, "
                                + slots.inTransaction()
                                + " idle in transaction, "
                                + slots.idle()
                                + " idle"
                                + (slots.hidden() > 0 ? ", " + slots.hidden() + " hidden" : ""),
                        "max_connections "
                                + slots.maxConnections()
                                + ", of which "
                                + (slots.superuserReserved() + slots.reserved())
                                + " reserved"));
    }

    private static Finding limitNear(Target target, ConnectionLimit limit, JudgedPool judged) {
        String what =
                switch (limit.scope()) {
                    case DATABASE -> "database";
                    case ROLE -> "role";
                };
        return Finding.of(
                FindingCode.CONNECTION_LIMIT_NEAR,
                Severity.of(judged.status()),
                target,
                what
                        + " \""
                        + limit.name().shown()
                        + "\" uses "
                        + limit.used()
                        + " of the "
                        + Figures.count(limit.limit(), "connection")
                        + " that it is limited to",
                List.of());
    }
}
