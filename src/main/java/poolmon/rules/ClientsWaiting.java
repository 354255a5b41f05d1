package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;

/// Callers that wait for a connection of a service's pool. As long as the pool has one lying idle
/// they wait for a moment only. Where it may still open some and they wait all the same, it does
/// not get them from the server.
final class ClientsWaiting implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(ServiceReading.class, (service, _) -> judge(service, judgement));
        look.each(FleetReading.class, (fleet, _) -> judge(fleet, judgement));
    }

    private static void judge(Observation observation, Judgement judgement) {
        Judgement.OfTarget target = judgement.on(observation);
        for (JudgedPool judged : target.pools()) {
            if (judged.pool() instanceof DatabasePool pool
                    && pool.waiting().orElse(0) > 0
                    && pool.checkedIn().orElse(0) == 0) {
                Severity severity =
                        judged.status() == Status.CRITICAL ? Severity.CRITICAL : Severity.DEGRADED;
                target.status(severity.status());
                target.finding(
                        Finding.of(
                                FindingCode.CLIENTS_WAITING,
                                severity,
                                observation.target(),
                                waiting(pool),
                                evidence(judged)));
            }
        }
    }

    private static String waiting(DatabasePool pool) {
        long waiting = pool.waiting().orElse(0);
        return Figures.count(waiting, "caller")
                + (waiting == 1 ? " waits" : " wait")
                + " for a connection of "
                + PoolStatus.named(pool);
    }

    private static List<String> evidence(JudgedPool judged) {
        List<String> evidence = new ArrayList<>();
        judged.utilization()
                .ifPresent(
                        usage -> {
                            evidence.add(
                                    usage.used()
                                            + " of "
                                            + usage.capacity()
                                            + " connections checked out, none idle");
                            if (!usage.isFull()) {
                                evidence.add(
                                        "the pool may open more and does not get them: look at the"
                                                + " server's slots and at the network");
                            }
                        });
        return evidence;
    }
}
