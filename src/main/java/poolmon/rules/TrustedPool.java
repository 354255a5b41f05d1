package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.JudgedPool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;
import poolmon.model.Status;
import poolmon.model.Utilization;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A pool of which the service's word counts, since the user wants it so: its status, capacity and
/// percentage are those that the service reports, so that they go together.
final class TrustedPool {
    /// How far apart two percentages are that are the same but for rounding.
    private static final double ROUNDED = 0.1;

    private TrustedPool() {}

    /// Whether the service's word counts: it does where it has said one that is known.
    static boolean is(DatabasePool pool, Criteria criteria) {
        return criteria.trust() == Criteria.Trust.SERVICE
                && pool.reportedStatus().flatMap(ReportedWord::status).isPresent();
    }

    /// The word with the figures that it rests on. Where the service tells no capacity, ours stands
    /// beside its percentage only if it comes to the same.
    static JudgedPool judged(DatabasePool pool, Status word) {
        OptionalDouble percent = pool.reportedUtilization();
        Optional<Utilization> utilization =
                pool.reportedCapacity().isPresent()
                        ? PoolStatus.utilization(pool.checkedOut(), pool.reportedCapacity())
                        : PoolStatus.utilization(pool, pool.maxOverflow())
                                .filter(ours -> percent.isEmpty() || isSame(ours, percent));
        return new JudgedPool(
                pool,
                word,
                utilization,
                percent.isEmpty() && utilization.isPresent()
                        ? OptionalDouble.of(utilization.get().percent())
                        : percent,
                OptionalLong.empty());
    }

    private static boolean isSame(Utilization ours, OptionalDouble percent) {
        return Math.abs(ours.percent() - percent.getAsDouble()) < ROUNDED;
    }

    /// What the service says of a pool that has little room left or none, for example `the service
    /// calls pool "database" critical (100.0 %)`; absent where that is not about room.
    static Optional<String> summary(DatabasePool pool, JudgedPool judged) {
        if (!hasSummary(judged)) {
            return Optional.empty();
        }
        return Optional.of(
                "the service calls "
                        + PoolStatus.named(pool)
                        + " "
                        + pool.reportedStatus().map(ServerText::shown).orElse("")
                        + " ("
                        + Figures.percent(judged.percent().getAsDouble(), judged.status())
                        + " %)");
    }

    /// Whether the word is about room: there is a figure and no error.
    static boolean hasSummary(JudgedPool judged) {
        return PoolStatus.isTight(judged)
                && judged.percent().isPresent()
                && judged.pool() instanceof DatabasePool pool
                && pool.error().isEmpty();
    }
}
