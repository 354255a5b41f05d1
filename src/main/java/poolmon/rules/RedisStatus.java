package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Utilization;

import java.util.List;

/// The client slots of a Redis server: clients, replicas and cluster links against `maxclients`
/// (redis.conf, "maxclients"; `connected_clients` of `INFO` leaves the replicas out).
final class RedisStatus implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                RedisReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    JudgedPool judged = server(observation.target(), reading.slots(), criteria);
                    target.pool(judged);
                    judged.utilization()
                            .filter(u -> judged.status() != Status.HEALTHY)
                            .ifPresent(
                                    u ->
                                            target.finding(
                                                    slotsLow(
                                                            observation.target(),
                                                            reading.slots(),
                                                            u,
                                                            judged.status())));
                });
    }

    /// Without `maxclients` nobody can say how many slots are left.
    private static JudgedPool server(Target target, RedisSlots slots, Criteria criteria) {
        if (slots.maxClients().isEmpty() || slots.maxClients().getAsLong() < 1) {
            return JudgedPool.of(slots, Status.ERROR);
        }
        Utilization utilization = new Utilization(slots.used(), slots.maxClients().getAsLong());
        return JudgedPool.of(
                slots, criteria.thresholds(target, slots).judge(utilization), utilization);
    }

    private static Finding slotsLow(
            Target target, RedisSlots slots, Utilization utilization, Status status) {
        return Finding.of(
                FindingCode.REDIS_SLOTS_LOW,
                Severity.of(status),
                target,
                utilization.used()
                        + " of "
                        + utilization.capacity()
                        + " client slots are in use, "
                        + Figures.percent(utilization.percent(), status)
                        + " %",
                List.of(
                        Figures.count(slots.connectedClients(), "client")
                                + ", "
                                + Figures.count(slots.connectedReplicas(), "replica")
                                + ", "
                                + Figures.count(slots.clusterConnections(), "cluster link")));
    }
}
