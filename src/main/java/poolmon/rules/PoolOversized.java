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
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;

/// Pools that keep far more connections than they use while the server is short of slots. One look
/// at a pool that happens to rest proves nothing; that others lack what lies in it does. Comes
/// after [SlotStatus].
final class PoolOversized implements Rule {
    /// Fewer idle connections are a pool's usual readiness.
    private static final long READY = 5;

    /// So many times as many lie idle as are in use.
    private static final long FAR = 4;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        List<ServerReading> tight = new ArrayList<>();
        List<Observation> servers = new ArrayList<>();
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    servers.add(observation);
                    if (SlotStatus.isShort(judgement.on(observation))) {
                        tight.add(reading);
                    }
                });
        if (servers.size() == 1 && !tight.isEmpty()) {
            look.each(
                    ServiceReading.class,
                    (service, _) ->
                            judge(service, judgement.on(service), tight.getFirst().slots().used()));
        }
    }

    private static void judge(Observation service, Judgement.OfTarget target, long used) {
        for (JudgedPool judged : target.pools()) {
            if (judged.pool() instanceof DatabasePool pool
                    && pool.checkedIn().isPresent()
                    && pool.checkedOut().isPresent()) {
                long idle = pool.checkedIn().getAsLong();
                long out = pool.checkedOut().getAsLong();
                if (idle >= READY && idle >= FAR * Math.max(1, out)) {
                    target.status(Status.DEGRADED);
                    target.finding(finding(service, pool, idle, out, used));
                }
            }
        }
    }

    private static Finding finding(
            Observation service, DatabasePool pool, long idle, long out, long used) {
        return Finding.of(
                FindingCode.POOL_OVERSIZED,
                Severity.DEGRADED,
                service.target(),
                PoolStatus.named(pool)
                        + " keeps "
                        + Figures.count(idle, "connection")
                        + " idle and uses "
                        + out
                        + ", while the server is short of slots",
                List.of(idle + " of the " + used + " slots that are in use lie idle in this pool"));
    }
}
