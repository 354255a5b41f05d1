package poolmon.columns;

import poolmon.model.Figures;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Companion;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Reach;

import java.util.List;
import java.util.Optional;

/// The table of trends. How sure each is stands in the sentences below it.
public final class TrendColumns {
    /// The columns from left to right.
    public static final List<Column<PoolTrend>> ALL =
            List.of(
                    Column.text("POOL", (PoolTrend t) -> PoolColumns.name(t.latest()))
                            .between(8, 32),
                    Column.text("INSTANCE", (PoolTrend t) -> PoolColumns.instance(t.latest()))
                            .between(12, 40)
                            .knownByEnd()
                            .dropped(6),
                    Column.text("TARGET", (PoolTrend t) -> t.target().shown())
                            .between(12, 40)
                            .knownByEnd()
                            .dropped(4),
                    Column.text("STATUS", (PoolTrend t) -> t.status().word())
                            .as(t -> Role.of(t.status())),
                    Column.number(
                            "USE%",
                            (PoolTrend t) ->
                                    Show.percent(t.latest().percent(), t.latest().status())),
                    Column.text("TREND", (PoolTrend t) -> t.direction().word()),
                    Column.number("AN HOUR", TrendColumns::perHour),
                    Column.number("WARNING IN", (PoolTrend t) -> in(t.warning())).dropped(5),
                    Column.number("CRITICAL IN", (PoolTrend t) -> in(t.critical())),
                    Column.number("LATENCY", (PoolTrend t) -> rho(t, Companion.LATENCY)).dropped(2),
                    Column.number("ACQUIRE", (PoolTrend t) -> rho(t, Companion.ACQUIRE_TIME))
                            .dropped(1),
                    Column.number("ERRORS", (PoolTrend t) -> rho(t, Companion.ERROR_RATE))
                            .dropped(3));

    private TrendColumns() {}

    private static String perHour(PoolTrend trend) {
        boolean is =
                trend.direction() == Direction.RISING || trend.direction() == Direction.FALLING;
        return is ? trend.line().map(line -> Show.signed(line.perHour(), 1)).orElse("") : "";
    }

    private static String in(Optional<Reach> reach) {
        return reach.map(r -> Figures.age(r.in())).orElse("");
    }

    private static String rho(PoolTrend trend, Companion with) {
        for (Correlation each : trend.correlations()) {
            if (each.with() == with && each.rho().isPresent()) {
                return Show.signed(each.rho().getAsDouble(), 2);
            }
        }
        return "";
    }
}
