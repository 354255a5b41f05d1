package poolmon.source.saved;

import poolmon.model.JudgedPool;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Companion;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Line;
import poolmon.model.PoolTrend.Point;
import poolmon.model.PoolTrend.Reach;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the entries of `trends` back.
final class RecordedTrends {
    private RecordedTrends() {}

    /// One of a pool or with a word that a later version knows is left out.
    static Stream<PoolTrend> trend(Fields fields) {
        Optional<JudgedPool> pool =
                fields.inner("pool").stream().flatMap(RecordedPools::pool).findFirst();
        Optional<Direction> direction =
                RecordedReport.constant(Direction.values(), fields, "direction");
        Optional<Instant> first = fields.time("first");
        Optional<Instant> last = fields.time("last");
        if (pool.isEmpty() || direction.isEmpty() || first.isEmpty() || last.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(
                new PoolTrend(
                        fields.blank("target"),
                        pool.get(),
                        RecordedReport.status(fields),
                        direction.get(),
                        (int) fields.count("looks"),
                        first.get(),
                        last.get(),
                        fields.inner("line").map(RecordedTrends::line),
                        fields.inner("warning").map(RecordedTrends::reach),
                        fields.inner("critical").map(RecordedTrends::reach),
                        correlations(fields),
                        points(fields)));
    }

    private static Line line(Fields fields) {
        return new Line(
                fields.figure("percent_per_hour").orElse(0),
                fields.figure("percent_per_hour_low").orElse(0),
                fields.figure("percent_per_hour_high").orElse(0),
                fields.figure("start_percent").orElse(0),
                fields.figure("end_percent").orElse(0),
                fields.figure("p").orElse(1));
    }

    private static Reach reach(Fields fields) {
        Duration in = fields.seconds("in_seconds").orElse(Duration.ZERO);
        return new Reach(
                in,
                fields.seconds("earliest_seconds").orElse(in),
                fields.seconds("latest_seconds"));
    }

    private static List<Correlation> correlations(Fields fields) {
        List<Correlation> all = new ArrayList<>();
        for (Fields each : fields.list("correlations")) {
            RecordedReport.constant(Companion.values(), each, "with")
                    .ifPresent(
                            with ->
                                    all.add(
                                            new Correlation(
                                                    with,
                                                    each.figure("rho"),
                                                    (int) each.count("count"),
                                                    each.word("remark").orElse(""))));
        }
        return all;
    }

    private static List<Point> points(Fields fields) {
        List<Point> points = new ArrayList<>();
        for (Fields each : fields.list("points")) {
            each.time("at")
                    .ifPresent(at -> points.add(new Point(at, each.figure("percent").orElse(0))));
        }
        return points;
    }
}
