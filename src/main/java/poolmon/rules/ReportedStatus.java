package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Utilization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says so where a service calls a pool something else than the pool's own counts say, and why.
final class ReportedStatus implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    for (JudgedPool judged : target.pools()) {
                        disagreement(observation.target(), judged, criteria)
                                .ifPresent(target::finding);
                    }
                });
    }

    private static Optional<Finding> disagreement(
            Target target, JudgedPool judged, Criteria criteria) {
        if (!(judged.pool() instanceof DatabasePool pool)) {
            return Optional.empty();
        }
        if (TrustedPool.is(pool, criteria)) {
            return counts(
                    target,
                    judged,
                    pool,
                    PoolStatus.judged(target, pool, criteria.trusting(Criteria.Trust.COUNTS)));
        }
        if (judged.utilization().isEmpty()) {
            return Optional.empty();
        }
        Status counted = criteria.thresholds(target, pool).judge(judged.utilization().get());
        Optional<Status> word = pool.reportedStatus().flatMap(ReportedWord::status);
        if (word.isEmpty() || word.get() == counted || pool.error().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(
                        FindingCode.REPORTED_STATUS_DISAGREES,
                        Severity.INFO,
                        target,
                        summary(pool, judged, counted),
                        evidence(pool, judged)));
    }

    /// Where the user wants the service's word to count: what the counts would say, and no word
    /// against it.
    private static Optional<Finding> counts(
            Target target, JudgedPool judged, DatabasePool pool, JudgedPool counted) {
        if (counted.utilization().isEmpty()
                || counted.status() == judged.status()
                || pool.error().isPresent()) {
            return Optional.empty();
        }
        Utilization utilization = counted.utilization().get();
        return Optional.of(
                Finding.of(
                                FindingCode.REPORTED_STATUS_DISAGREES,
                                Severity.INFO,
                                target,
                                "by its counts pool \""
                                        + pool.name().shown()
                                        + "\" would be "
                                        + counted.status().word()
                                        + ": "
                                        + utilization.used()
                                        + " of "
                                        + utilization.capacity()
                                        + " connections checked out, "
                                        + Figures.percent(utilization.percent(), counted.status())
                                        + " %",
                                evidence(pool, counted))
                        .withRemedy(
                                List.of(
                                        "For good: let the service compute total_capacity as"
                                                + " pool_size + max(overflow, 0).")));
    }

    private static String summary(DatabasePool pool, JudgedPool judged, Status counted) {
        return "the service calls pool \""
                + pool.name().shown()
                + "\" "
                + pool.reportedStatus().map(Object::toString).orElse("")
                + ", its counts say "
                + counted.word()
                + ": "
                + judged.utilization().map(u -> u.used() + " of " + u.capacity()).orElse("")
                + " connections checked out, "
                + judged.utilization().map(u -> Figures.percent(u.percent(), counted)).orElse("")
                + " %";
    }

    private static List<String> evidence(DatabasePool pool, JudgedPool judged) {
        List<String> evidence = new ArrayList<>();
        if (pool.reportedUtilization().isPresent()) {
            evidence.add(
                    "the service reports "
                            + Figures.twoDecimals(pool.reportedUtilization().getAsDouble())
                            + " %"
                            + (pool.reportedCapacity().isPresent()
                                    ? " of a capacity of " + pool.reportedCapacity().getAsLong()
                                    : ""));
        }
        if (pool.overflow().isPresent() && pool.overflow().getAsLong() < 0) {
            evidence.add(
                    "overflow is "
                            + pool.overflow().getAsLong()
                            + ": SQLAlchemy's overflow() is negative until the pool has once been"
                            + " filled, and must not be taken off the capacity");
        }
        if (judged.maxOverflow().isPresent()) {
            evidence.add(
                    "the capacity is pool_size + max_overflow, with max_overflow "
                            + judged.maxOverflow().getAsLong());
        }
        return evidence;
    }
}
