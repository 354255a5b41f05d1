package poolmon.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All targets of a report in a few figures.
///
/// @param targets how many there are of each status; a status that none has is not in it
/// @param pools how many pools were judged
/// @param checkedOut connections in use, over all pools whose use and capacity are known
/// @param totalCapacity the most that those pools can hand out
/// @param worst the pool that stands worst, and among those the fullest
public record Summary(
        Map<Status, Integer> targets,
        int pools,
        long checkedOut,
        long totalCapacity,
        Optional<Worst> worst) {

    public Summary {
        targets = Collections.unmodifiableMap(new EnumMap<>(targets));
    }

    /// A pool that nobody stands worse than.
    public record Worst(Target target, JudgedPool pool) {}

    /// Sums up the targets. Limits of databases and roles are left out: what uses them uses slots
    /// of their server already.
    static Summary of(List<TargetReport> reports) {
        Map<Status, Integer> targets = new EnumMap<>(Status.class);
        int pools = 0;
        long checkedOut = 0;
        long capacity = 0;
        Worst worst = null;
        for (TargetReport report : reports) {
            targets.merge(report.status(), 1, Integer::sum);
            for (JudgedPool pool : report.pools()) {
                pools++;
                if (pool.utilization().isPresent() && counts(pool.pool())) {
                    checkedOut += pool.utilization().get().used();
                    capacity += pool.utilization().get().capacity();
                }
                if (pool.percent().isPresent() && (worst == null || pool.worseThan(worst.pool()))) {
                    worst = new Worst(report.target(), pool);
                }
            }
        }
        return new Summary(targets, pools, checkedOut, capacity, Optional.ofNullable(worst));
    }

    private static boolean counts(Pool pool) {
        return switch (pool) {
            case Pool.DatabasePool ignored -> true;
            case Pool.ServerSlots ignored -> true;
            case Pool.RedisSlots ignored -> true;
            case Pool.BouncerPool ignored -> true;
            case Pool.BouncerSlots ignored -> false;
            case Pool.RedisPool ignored -> false;
            case Pool.ConnectionLimit ignored -> false;
        };
    }

    /// How many targets have the status.
    public int count(Status status) {
        return targets.getOrDefault(status, 0);
    }
}
