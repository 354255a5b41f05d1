package poolmon.columns;

import poolmon.model.JudgedPool;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The one table of many targets: a row for each pool, and one for a target that told of none.
public final class FleetColumns {
    private static final String SCHEME = "http://";

    /// The columns from left to right.
    public static final List<Column<Row>> ALL =
            List.of(
                    Column.text("TARGET", FleetColumns::target).between(16, 48).knownByEnd(),
                    Column.text("POOL", ofPool(PoolColumns::name)).between(12, 24),
                    Column.text("INSTANCE", ofPool(PoolColumns::instance))
                            .between(12, 40)
                            .knownByEnd()
                            .dropped(6),
                    Column.text("STATUS", (Row row) -> row.status().word())
                            .as(row -> Role.of(row.status())),
                    Column.number("USED", ofPool(PoolColumns::used)),
                    Column.number("USE%", ofPool(FleetColumns::percent)),
                    Column.number("IDLE", ofPool(PoolColumns::idle)).dropped(2),
                    Column.number("OVERFLOW", ofPool(PoolColumns::overflow)).dropped(1),
                    Column.number("WAITING", ofPool(PoolColumns::waiting)).dropped(5),
                    Column.text("NOTE", FleetColumns::note)
                            .between(16, Column.WHOLE)
                            .dropped(4)
                            .as(row -> Role.DIM));

    private FleetColumns() {}

    /// One line of the table.
    ///
    /// @param pool absent for a target that told of none
    public record Row(TargetReport target, Optional<JudgedPool> pool) {
        /// How the pool stands; where there is none, how the target does.
        public Status status() {
            return pool.map(JudgedPool::status).orElse(target.status());
        }

        /// How full the pool is; below 0 where that is not known.
        public double percent() {
            return pool.isPresent() ? pool.get().percent().orElse(-1) : -1;
        }
    }

    /// The rows of the given targets, in their order.
    public static List<Row> rows(List<TargetReport> targets) {
        List<Row> rows = new ArrayList<>();
        for (TargetReport target : targets) {
            for (JudgedPool pool : target.pools()) {
                rows.add(new Row(target, Optional.of(pool)));
            }
            if (target.pools().isEmpty()) {
                rows.add(new Row(target, Optional.empty()));
            }
        }
        return rows;
    }

    /// Without what every target has in common.
    private static String target(Row row) {
        String shown = row.target().target().shown();
        return shown.startsWith(SCHEME) ? shown.substring(SCHEME.length()) : shown;
    }

    private static Function<Row, String> ofPool(Function<JudgedPool, String> value) {
        return row -> row.pool().map(value).orElse("");
    }

    private static String percent(JudgedPool pool) {
        return Show.percent(pool.percent(), pool.status());
    }

    private static String note(Row row) {
        return row.pool()
                .map(PoolColumns::note)
                .orElse(row.target().failure().map(f -> f.message().shown()).orElse(""));
    }
}
