package poolmon.output;

import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.PoolTrend.Line;
import poolmon.model.PoolTrend.Point;
import poolmon.model.PoolTrend.Reach;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Writes the entries of `trends`.
///
/// @param pools writes the pool as it was last seen
record JsonTrends(Json json, JsonPools pools) {

    void trends(List<PoolTrend> trends) throws IOException {
        json.openList("trends");
        for (PoolTrend trend : trends) {
            trend(trend);
        }
        json.endList();
    }

    private void trend(PoolTrend trend) throws IOException {
        json.open();
        json.text("target", trend.target());
        json.name("pool");
        pools.pool(trend.latest(), Optional.empty());
        json.text("status", trend.status().word());
        json.text("direction", trend.direction().word());
        json.number("looks", trend.looks());
        json.time("first", Optional.of(trend.first()));
        json.time("last", Optional.of(trend.last()));
        line(trend.line());
        reach("warning", trend.warning());
        reach("critical", trend.critical());
        json.openList("correlations");
        for (Correlation each : trend.correlations()) {
            json.open();
            json.text("with", each.with().word());
            json.figure("rho", rounded(each.rho()));
            json.number("count", each.count());
            json.text("remark", each.remark());
            json.end();
        }
        json.endList();
        json.openList("points");
        for (Point point : trend.points()) {
            json.open();
            json.time("at", Optional.of(point.at()));
            json.percent("percent", OptionalDouble.of(point.percent()));
            json.end();
        }
        json.endList();
        json.end();
    }

    private void line(Optional<Line> line) throws IOException {
        if (line.isEmpty()) {
            json.nothing("line");
            return;
        }
        json.open("line");
        figure("percent_per_hour", line.get().perHour());
        figure("percent_per_hour_low", line.get().low());
        figure("percent_per_hour_high", line.get().high());
        figure("start_percent", line.get().start());
        figure("end_percent", line.get().end());
        figure("p", line.get().p());
        json.end();
    }

    private void reach(String name, Optional<Reach> reach) throws IOException {
        if (reach.isEmpty()) {
            json.nothing(name);
            return;
        }
        json.open(name);
        json.seconds("in_seconds", reach.get().in());
        json.seconds("earliest_seconds", reach.get().earliest());
        json.seconds("latest_seconds", reach.get().latest());
        json.end();
    }

    private void figure(String name, double value) throws IOException {
        json.figure(name, rounded(OptionalDouble.of(value)));
    }

    /// To four decimals.
    private static OptionalDouble rounded(OptionalDouble value) {
        return value.isPresent()
                ? OptionalDouble.of(Math.round(value.getAsDouble() * 1e4) / 1e4)
                : value;
    }
}
