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

import java.util.List;

/// Pools of SQLAlchemy that have more connections out than they keep. Nothing is wrong with that by
/// itself, for this is what the overflow is for; it explains a pool that is nearly full, and why a
/// service opens connections again and again.
final class OverflowInUse implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(ServiceReading.class, (service, _) -> judge(service, judgement));
        look.each(FleetReading.class, (fleet, _) -> judge(fleet, judgement));
    }

    private static void judge(Observation observation, Judgement judgement) {
        Judgement.OfTarget target = judgement.on(observation);
        for (JudgedPool judged : target.pools()) {
            if (judged.pool() instanceof DatabasePool pool && isBeyondSize(pool)) {
                target.finding(
                        Finding.of(
                                FindingCode.OVERFLOW_IN_USE,
                                Severity.INFO,
                                observation.target(),
                                PoolStatus.named(pool)
                                        + " has "
                                        + Figures.count(pool.overflow().getAsLong(), "connection")
                                        + " open beyond its size of "
                                        + pool.poolSize().getAsLong(),
                                List.of(
                                        "each of them is closed when it is given back, and the"
                                                + " next caller opens another")));
            }
        }
    }

    private static boolean isBeyondSize(DatabasePool pool) {
        return pool.overflow().orElse(0) > 0
                && pool.poolSize().isPresent()
                && pool.checkedOut().orElse(0) > pool.poolSize().getAsLong();
    }
}
