package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Question;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Target;
import poolmon.model.Utilization;

import java.util.List;
import java.util.Optional;

/// Says so where the utilisation of a pool is reckoned with a capacity that may be too small, and
/// what would make it exact. It is so at any fill: of a pool that looks half empty as of one that
/// looks full.
final class MaximumUnknown implements Rule {
    private final boolean onlyTight;

    /// @param question a screen has no room for what is merely worth knowing of a pool that has
    ///     room, and a diagnosis does not tell it
    MaximumUnknown(Question question) {
        this.onlyTight = question == Question.WATCH || question == Question.DIAGNOSE;
    }

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (observation, _) -> judge(observation, criteria, judgement.on(observation)));
        look.each(
                FleetReading.class,
                (observation, _) -> judge(observation, criteria, judgement.on(observation)));
    }

    private void judge(Observation observation, Criteria criteria, Judgement.OfTarget target) {
        for (JudgedPool judged : target.pools()) {
            if (!onlyTight || PoolStatus.isTight(judged)) {
                finding(observation.target(), judged, criteria).ifPresent(target::finding);
            }
        }
    }

    private static Optional<Finding> finding(Target target, JudgedPool judged, Criteria criteria) {
        if (!(judged.pool() instanceof DatabasePool pool)
                || judged.utilization().isEmpty()
                || TrustedPool.is(pool, criteria)) {
            return Optional.empty();
        }
        if (!pool.capacityAtLeast() && !mayOverflow(pool, judged)) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(
                        FindingCode.MAXIMUM_UNKNOWN,
                        Severity.INFO,
                        target,
                        PoolStatus.isTight(judged)
                                ? summary(pool, judged.utilization().get())
                                : aside(pool),
                        List.of(
                                pool.capacityAtLeast()
                                        ? "the capacity here is what the pool is known to have had"
                                                + " open at one time"
                                        : "the capacity here is pool_size + the overflow in"
                                                + " use")));
    }

    /// A pool of SQLAlchemy that does not tell how far it may grow; where it tells that there is no
    /// limit, no figure is exact either.
    private static boolean mayOverflow(DatabasePool pool, JudgedPool judged) {
        return pool.poolSize().isPresent()
                && judged.maxOverflow().isEmpty()
                && PoolStatus.isOfSqlAlchemy(pool);
    }

    private static String summary(DatabasePool pool, Utilization utilization) {
        return "the answer does not tell "
                + (pool.capacityAtLeast() ? "the maximum" : "max_overflow")
                + " of "
                + PoolStatus.named(pool)
                + ": it may open more than the "
                + utilization.capacity()
                + " connections that its utilisation is reckoned with";
    }

    /// Of a pool that is well, in few words and with what to do.
    private static String aside(DatabasePool pool) {
        return pool.capacityAtLeast()
                ? "the maximum of "
                        + PoolStatus.named(pool)
                        + " is not told; it may open more than it had open so far"
                : "max_overflow of "
                        + PoolStatus.named(pool)
                        + " is not told; --max-overflow N makes its utilisation exact";
    }
}
