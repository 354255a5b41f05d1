package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Pool.RedisPool;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Thresholds;
import poolmon.model.Utilization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The status of each pool that a service tells of.
///
/// A pool with counts is judged by them: `checked_out / (pool_size + max(overflow, 0))`, or with a
/// known `max_overflow`: `checked_out / (pool_size + max_overflow)`. SQLAlchemy's `overflow()`
/// (`QueuePool.overflow`, sqlalchemy/pool/impl.py) starts at −pool_size and is negative until the
/// pool has once been filled, so it must not be subtracted from the capacity. Without counts the
/// service's own word is all there is. A pool of Redis connections has no counts that could be
/// compared, see [RedisPool].
final class PoolStatus implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (observation, reading) -> judge(observation, reading.pools(), criteria, judgement));
        look.each(
                FleetReading.class,
                (observation, reading) -> judge(observation, reading.pools(), criteria, judgement));
    }

    private static void judge(
            Observation observation, List<Pool> pools, Criteria criteria, Judgement judgement) {
        Judgement.OfTarget target = judgement.on(observation);
        for (Pool pool : pools) {
            JudgedPool judged = judged(observation.target(), pool, criteria);
            target.pool(judged);
            findings(observation.target(), judged, criteria).forEach(target::finding);
        }
    }

    static JudgedPool judged(Target target, Pool pool, Criteria criteria) {
        return switch (pool) {
            case DatabasePool database -> {
                Thresholds thresholds = criteria.thresholds(target, database);
                OptionalLong known = maxOverflow(database, criteria.maxOverflow(target, database));
                yield database(database, criteria.trust(), thresholds, known);
            }
            case RedisPool redis -> JudgedPool.of(redis, redis(redis));
            case Pool.ServerSlots _,
                    Pool.ConnectionLimit _,
                    Pool.BouncerPool _,
                    Pool.BouncerSlots _,
                    Pool.RedisSlots _ ->
                    throw new IllegalArgumentException("no pool of a service: " + pool.name());
        };
    }

    private static Status redis(RedisPool pool) {
        Status word = pool.reportedStatus().flatMap(ReportedWord::status).orElse(Status.ERROR);
        return pool.error().isPresent() && word == Status.HEALTHY ? Status.ERROR : word;
    }

    private static JudgedPool database(
            DatabasePool pool,
            Criteria.Trust trust,
            Thresholds thresholds,
            OptionalLong maxOverflow) {
        Optional<Status> word = pool.reportedStatus().flatMap(ReportedWord::status);
        if (trust == Criteria.Trust.SERVICE && word.isPresent()) {
            return TrustedPool.judged(pool, word.get());
        }
        Optional<Utilization> utilization = utilization(pool, maxOverflow);
        if (utilization.isEmpty()) {
            return withoutCounts(pool, thresholds, word);
        }
        Status counted = counted(pool, thresholds.judge(utilization.get()));
        return new JudgedPool(
                pool,
                pool.error().isPresent() ? worse(counted, word) : counted,
                utilization,
                OptionalDouble.of(utilization.get().percent()),
                maxOverflow);
    }

    /// A pool that does not tell its maximum may always open more than it has open. As long as
    /// nobody waits for a connection it cannot be said to be at its limit.
    private static Status counted(DatabasePool pool, Status judged) {
        boolean somebodyWaits = pool.waiting().orElse(0) > 0;
        return judged == Status.CRITICAL && pool.capacityAtLeast() && !somebodyWaits
                ? Status.DEGRADED
                : judged;
    }

    /// A pool that reports an error of its own is not healthy whatever its counts are.
    private static Status worse(Status counted, Optional<Status> word) {
        Status said = word.filter(w -> w != Status.HEALTHY).orElse(Status.ERROR);
        return Status.worst(List.of(counted, said));
    }

    private static JudgedPool withoutCounts(
            DatabasePool pool, Thresholds thresholds, Optional<Status> word) {
        if (hasNoLimit(pool) && pool.error().isEmpty()) {
            return JudgedPool.of(pool, Status.UNKNOWN);
        }
        if (pool.error().isEmpty() && pool.reportedUtilization().isPresent()) {
            double percent = pool.reportedUtilization().getAsDouble();
            return new JudgedPool(
                    pool,
                    thresholds.judge(percent),
                    Optional.empty(),
                    OptionalDouble.of(percent),
                    OptionalLong.empty());
        }
        return JudgedPool.of(
                pool, pool.error().isPresent() ? word(word) : word.orElse(Status.ERROR));
    }

    private static Status word(Optional<Status> word) {
        return word.filter(w -> w != Status.HEALTHY).orElse(Status.ERROR);
    }

    /// `pool_size` 0 is SQLAlchemy's NullPool, which keeps nothing, or a QueuePool without a limit.
    private static boolean hasNoLimit(DatabasePool pool) {
        return pool.poolSize().isPresent() && pool.poolSize().getAsLong() == 0;
    }

    static Optional<Utilization> utilization(DatabasePool pool, OptionalLong maxOverflow) {
        return utilization(pool.checkedOut(), capacity(pool, maxOverflow));
    }

    static Optional<Utilization> utilization(OptionalLong used, OptionalLong capacity) {
        return capacity.orElse(0) < 1 || used.orElse(-1) < 0
                ? Optional.empty()
                : Optional.of(new Utilization(used.getAsLong(), capacity.getAsLong()));
    }

    private static OptionalLong capacity(DatabasePool pool, OptionalLong known) {
        if (pool.poolSize().isEmpty()) {
            return pool.reportedCapacity();
        }
        if (hasNoLimit(pool)) {
            return OptionalLong.empty();
        }
        long beyond = known.isPresent() ? known.getAsLong() : pool.overflow().orElse(0);
        return OptionalLong.of(pool.poolSize().getAsLong() + Math.max(0, beyond));
    }

    /// The `max_overflow` to reckon with. SQLAlchemy's −1 means that there is no limit, which gives
    /// no capacity either; the overflow in use is then the best that is known. What the user says
    /// is about pools that have an overflow, not about HikariCP's or Go's.
    private static OptionalLong maxOverflow(DatabasePool pool, OptionalLong given) {
        boolean fixed = pool.maxOverflow().orElse(-1) == 0 && pool.overflow().isEmpty();
        OptionalLong known = given.isPresent() && !fixed ? given : pool.maxOverflow();
        return known.isPresent() && known.getAsLong() >= 0 ? known : OptionalLong.empty();
    }

    private static List<Finding> findings(Target target, JudgedPool judged, Criteria criteria) {
        if (!(judged.pool() instanceof DatabasePool pool)) {
            return List.of();
        }
        if (isTight(judged)) {
            Optional<String> summary =
                    TrustedPool.is(pool, criteria)
                            ? TrustedPool.summary(pool, judged)
                            : judged.utilization().map(utilization -> summary(pool, utilization));
            return summary.map(text -> tight(target, pool, judged, text)).stream().toList();
        }
        return judged.status() == Status.UNKNOWN && hasNoLimit(pool)
                ? List.of(noLimit(target, pool))
                : List.of();
    }

    /// Whether a pool has little room left, or none.
    static boolean isTight(JudgedPool judged) {
        return judged.status() == Status.CRITICAL || judged.status() == Status.DEGRADED;
    }

    private static Finding tight(
            Target target, DatabasePool pool, JudgedPool judged, String summary) {
        return Finding.of(
                judged.status() == Status.CRITICAL
                        ? FindingCode.POOL_SATURATED
                        : FindingCode.POOL_NEAR_LIMIT,
                Severity.of(judged.status()),
                target,
                summary,
                evidence(pool));
    }

    private static Finding noLimit(Target target, DatabasePool pool) {
        return Finding.of(
                FindingCode.NO_POOL_LIMIT,
                Severity.INFO,
                target,
                named(pool)
                        + (isOfSqlAlchemy(pool)
                                ? " has size 0: it keeps no connections (NullPool) or has no limit,"
                                        + " so there is no utilisation to judge"
                                : " has no limit, so there is no utilisation to judge"),
                List.of());
    }

    private static String summary(DatabasePool pool, Utilization utilization) {
        if (pool.capacityAtLeast()) {
            return named(pool)
                    + " has "
                    + utilization.used()
                    + " connections in use, of "
                    + utilization.capacity()
                    + " that it is known to have had open";
        }
        return named(pool)
                + " is "
                + (utilization.isFull() ? "full" : "nearly full")
                + ": "
                + utilization.used()
                + " of "
                + utilization.capacity()
                + " connections checked out";
    }

    private static List<String> evidence(DatabasePool pool) {
        List<String> evidence = new ArrayList<>();
        evidence.add(
                (isOfSqlAlchemy(pool) ? "pool_size " + text(pool.poolSize()) + ", " : "")
                        + "checked out "
                        + text(pool.checkedOut())
                        + ", idle "
                        + text(pool.checkedIn())
                        + (isOfSqlAlchemy(pool) ? ", overflow " + text(pool.overflow()) : ""));
        if (pool.waiting().orElse(0) > 0) {
            evidence.add(Figures.count(pool.waiting().getAsLong(), "caller") + " waiting");
        }
        return evidence;
    }

    /// SQLAlchemy's pools have a size and an overflow, all others a size that is also the maximum,
    /// or none that they tell.
    static boolean isOfSqlAlchemy(DatabasePool pool) {
        return !pool.capacityAtLeast()
                && (pool.overflow().isPresent() || pool.maxOverflow().orElse(-1) != 0);
    }

    /// How a pool is called in a sentence: `pool "orders"`, `pool "orders" of 10.0.0.7:8080`.
    static String named(DatabasePool pool) {
        return "pool \""
                + pool.name().shown()
                + "\""
                + pool.instance().map(owner -> " of " + owner.shown()).orElse("");
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "not told";
    }
}
