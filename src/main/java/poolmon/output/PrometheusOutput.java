package poolmon.output;

import poolmon.columns.SizingColumns;
import poolmon.model.JudgedPool;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Pool;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Reach;
import poolmon.model.Question;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Sizing;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Verdict;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// For Prometheus, by way of node_exporter's textfile collector or a push: the text format 0.0.4
/// with names and base units by Prometheus' own guidelines. What is not known has no series; a zero
/// would be a statement.
final class PrometheusOutput implements Output {
    private final Writer writer;

    PrometheusOutput(Paper paper) {
        this.writer = paper.writer();
    }

    @Override
    public void print(Report report) throws IOException {
        Families families = new Families();
        for (TargetReport target : report.targets()) {
            target(report, target, families);
        }
        report.sizing().ifPresent(sizing -> sizing(sizing, families));
        families.writeTo(writer);
        writer.flush();
    }

    private static void target(Report report, TargetReport target, Families families) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("target", target.target().shown());
        labels.put("target_kind", target.target().kind().word());
        families.add(Family.UP, labels, target.failure().isEmpty() ? 1 : 0);
        statuses(Family.STATUS, labels, target.status(), families);
        families.add(Family.LATENCY, labels, seconds(target.answer().latency()));
        if (target.reading().orElse(null) instanceof FleetReading fleet) {
            fleet.oldest().ifPresent(age -> families.add(Family.AGE, labels, seconds(age)));
        }
        for (JudgedPool pool : target.pools()) {
            pool(labels, pool, families);
        }
        for (PoolTrend trend : target.trends()) {
            trend(labels, trend, families);
        }
        if (report.question() == Question.LEAKS && target.failure().isEmpty()) {
            sessions(labels, target, families);
        }
    }

    private static void sizing(Sizing sizing, Families families) {
        statuses(Family.SIZING_STATUS, Map.of(), sizing.status(), families);
        sizing.load().ifPresent(load -> families.add(Family.SIZING_BUSY, Map.of(), load.busy()));
        for (SizingColumns.Setting setting : SizingColumns.settings(sizing)) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("library", setting.library());
            labels.put("setting", setting.name());
            families.add(Family.SIZING_SETTING, labels, setting.value());
        }
        sizing.advice()
                .flatMap(advice -> advice.serving().wait99())
                .ifPresent(
                        wait -> families.add(Family.SIZING_WAIT, Map.of(), wait.toNanos() / 1e9));
        for (Sizing.Room room : sizing.rooms()) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("limit", room.scope().word());
            labels.put("name", room.name().map(ServerText::shown).orElse(""));
            families.add(Family.SIZING_DEMAND, labels, room.demand());
            families.add(Family.SIZING_LIMIT, labels, room.limit());
        }
    }

    private static void pool(Map<String, String> target, JudgedPool judged, Families families) {
        PoolFacts facts = PoolFacts.of(judged);
        Map<String, String> labels = new LinkedHashMap<>(target);
        labels.put("pool", facts.name().shown());
        labels.put("pool_kind", facts.kind());
        labels.put("pool_instance", facts.instance().map(ServerText::shown).orElse(""));
        statuses(Family.POOL_STATUS, labels, judged.status(), families);
        number(Family.USED, labels, facts.used(), families);
        number(Family.IDLE, labels, facts.idle(), families);
        number(Family.CAPACITY, labels, facts.capacity(), families);
        number(Family.OVERFLOW, labels, facts.overflow(), families);
        number(Family.WAITING, labels, facts.waiting(), families);
        OptionalDouble percent = judged.percent();
        if (percent.isPresent() && Double.isFinite(percent.getAsDouble())) {
            families.add(Family.UTILIZATION, labels, percent.getAsDouble() / 100);
        }
        if (judged.pool() instanceof Pool.RedisSlots slots) {
            number(Family.REJECTED, labels, slots.rejectedConnections(), families);
        }
    }

    private static void trend(Map<String, String> target, PoolTrend trend, Families families) {
        PoolFacts facts = PoolFacts.of(trend.latest());
        Map<String, String> labels = new LinkedHashMap<>(target);
        labels.put("pool", facts.name().shown());
        labels.put("pool_kind", facts.kind());
        labels.put("pool_instance", facts.instance().map(ServerText::shown).orElse(""));
        labels.put("pool_target", trend.target().shown());
        statuses(Family.POOL_STATUS, labels, trend.status(), families);
        OptionalDouble percent = trend.latest().percent();
        if (percent.isPresent() && Double.isFinite(percent.getAsDouble())) {
            families.add(Family.UTILIZATION, labels, percent.getAsDouble() / 100);
        }
        boolean isTrend =
                trend.direction() == Direction.RISING || trend.direction() == Direction.FALLING;
        if (isTrend && trend.line().isPresent()) {
            double perHour = trend.line().get().perHour();
            families.add(Family.SLOPE, labels, perHour / 100 / 3600);
        }
        left(labels, "warning", trend.warning(), families);
        left(labels, "critical", trend.critical(), families);
    }

    private static void left(
            Map<String, String> pool, String threshold, Optional<Reach> reach, Families families) {
        if (reach.isPresent()) {
            Map<String, String> labels = new LinkedHashMap<>(pool);
            labels.put("threshold", threshold);
            families.add(Family.TIME_LEFT, labels, seconds(reach.get().in()));
        }
    }

    private static void sessions(
            Map<String, String> target, TargetReport report, Families families) {
        for (Verdict verdict : Verdict.values()) {
            Map<String, String> labels = new LinkedHashMap<>(target);
            labels.put("verdict", verdict.word());
            long count = 0;
            Optional<Duration> oldest = Optional.empty();
            for (JudgedSession session : report.sessions()) {
                if (session.verdict() == verdict) {
                    count++;
                    oldest = older(oldest, session.session().inState());
                }
            }
            families.add(Family.SESSIONS, labels, count);
            oldest.ifPresent(age -> families.add(Family.OLDEST, labels, seconds(age)));
        }
    }

    private static Optional<Duration> older(Optional<Duration> one, Optional<Duration> other) {
        boolean otherIsOlder =
                other.isPresent() && (one.isEmpty() || other.get().compareTo(one.get()) > 0);
        return otherIsOlder ? other : one;
    }

    /// One series for each status, 1 for that which holds: a change of status is then a change of
    /// values and not of series.
    private static void statuses(
            Family family, Map<String, String> labels, Status status, Families families) {
        for (Status each : Status.values()) {
            Map<String, String> labelled = new LinkedHashMap<>(labels);
            labelled.put("status", each.word());
            families.add(family, labelled, each == status ? 1 : 0);
        }
    }

    private static void number(
            Family family, Map<String, String> labels, OptionalLong number, Families families) {
        if (number.isPresent()) {
            families.add(family, labels, number.getAsLong());
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
