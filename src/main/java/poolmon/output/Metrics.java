package poolmon.output;

import poolmon.columns.SizingColumns;
import poolmon.model.Finding;
import poolmon.model.JudgedPool;
import poolmon.model.JudgedSession;
import poolmon.model.Pool;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Reach;
import poolmon.model.Question;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Sizing;
import poolmon.model.Status;
import poolmon.model.TargetReport;
import poolmon.model.Verdict;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A report in metrics, for whoever writes them down in a format of Prometheus: names and base
/// units by its guidelines. What is not known has no series; a zero would be a statement.
public final class Metrics {
    private final Families families = new Families();
    private final boolean seed;

    private Metrics(boolean seed) {
        this.seed = seed;
    }

    /// What one report tells.
    static List<Metric> of(Report report) {
        return new Metrics(false).all(List.of(new Section("", report)));
    }

    /// What several tell, with the metric that services with SQLAlchemy export beside ours.
    public static List<Metric> served(List<Section> sections) {
        return new Metrics(true).all(sections);
    }

    private List<Metric> all(List<Section> sections) {
        for (Section section : sections) {
            for (TargetReport target : section.report().targets()) {
                target(section.name(), section.report(), target);
            }
            section.report().sizing().ifPresent(this::sizing);
        }
        return families.metrics();
    }

    private void target(String name, Report report, TargetReport target) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            labels.put("target_name", name);
        }
        labels.put("target", target.target().shown());
        labels.put("target_kind", target.target().kind().word());
        families.add(Family.UP, labels, target.failure().isEmpty() ? 1 : 0);
        statuses(Family.STATUS, labels, target.status());
        families.add(Family.LOOKED_AT, labels, report.at().toEpochMilli() / 1000.0);
        families.add(Family.LATENCY, labels, seconds(target.answer().latency()));
        if (target.reading().orElse(null) instanceof FleetReading fleet) {
            fleet.oldest().ifPresent(age -> families.add(Family.AGE, labels, seconds(age)));
        }
        for (JudgedPool pool : target.pools()) {
            pool(labels, pool);
        }
        for (PoolTrend trend : target.trends()) {
            trend(labels, trend);
        }
        findings(labels, target);
        if (tellsOfSessions(report.question(), target)) {
            sessions(labels, target);
        }
    }

    private void sizing(Sizing sizing) {
        statuses(Family.SIZING_STATUS, Map.of(), sizing.status());
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

    private void pool(Map<String, String> target, JudgedPool judged) {
        PoolFacts facts = PoolFacts.of(judged);
        Map<String, String> labels = new LinkedHashMap<>(target);
        labels.put("pool", facts.name().shown());
        labels.put("pool_kind", facts.kind());
        labels.put("pool_instance", facts.instance().map(ServerText::shown).orElse(""));
        statuses(Family.POOL_STATUS, labels, judged.status());
        number(Family.USED, labels, facts.used());
        number(Family.IDLE, labels, facts.idle());
        number(Family.CAPACITY, labels, facts.capacity());
        number(Family.OVERFLOW, labels, facts.overflow());
        number(Family.WAITING, labels, facts.waiting());
        OptionalDouble percent = judged.percent();
        if (percent.isPresent() && Double.isFinite(percent.getAsDouble())) {
            families.add(Family.UTILIZATION, labels, percent.getAsDouble() / 100);
            if (seed && judged.pool() instanceof Pool.DatabasePool) {
                families.add(Family.SEED, labels, percent.getAsDouble());
            }
        }
        if (judged.pool() instanceof Pool.RedisSlots slots) {
            number(Family.REJECTED, labels, slots.rejectedConnections());
        }
    }

    private void trend(Map<String, String> target, PoolTrend trend) {
        PoolFacts facts = PoolFacts.of(trend.latest());
        Map<String, String> labels = new LinkedHashMap<>(target);
        labels.put("pool", facts.name().shown());
        labels.put("pool_kind", facts.kind());
        labels.put("pool_instance", facts.instance().map(ServerText::shown).orElse(""));
        labels.put("pool_target", trend.target().shown());
        statuses(Family.POOL_STATUS, labels, trend.status());
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
        left(labels, "warning", trend.warning());
        left(labels, "critical", trend.critical());
    }

    private void left(Map<String, String> pool, String threshold, Optional<Reach> reach) {
        if (reach.isPresent()) {
            Map<String, String> labels = new LinkedHashMap<>(pool);
            labels.put("threshold", threshold);
            families.add(Family.TIME_LEFT, labels, seconds(reach.get().in()));
        }
    }

    private static boolean tellsOfSessions(Question question, TargetReport target) {
        return switch (question) {
            case LEAKS -> target.failure().isEmpty();
            case WATCH -> target.reading().orElse(null) instanceof ServerReading;
            default -> false;
        };
    }

    private void findings(Map<String, String> target, TargetReport report) {
        Map<Map<String, String>, Long> counts = new LinkedHashMap<>();
        for (Finding finding : report.findings()) {
            Map<String, String> labels = new LinkedHashMap<>(target);
            labels.put("code", finding.code().word());
            labels.put("severity", finding.severity().word());
            counts.merge(labels, 1L, Long::sum);
        }
        counts.forEach((labels, count) -> families.add(Family.FINDINGS, labels, count));
    }

    private void sessions(Map<String, String> target, TargetReport report) {
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
    private void statuses(Family family, Map<String, String> labels, Status status) {
        for (Status each : Status.values()) {
            Map<String, String> labelled = new LinkedHashMap<>(labels);
            labelled.put("status", each.word());
            families.add(family, labelled, each == status ? 1 : 0);
        }
    }

    private void number(Family family, Map<String, String> labels, OptionalLong number) {
        if (number.isPresent()) {
            families.add(family, labels, number.getAsLong());
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
