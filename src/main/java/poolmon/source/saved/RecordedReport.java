package poolmon.source.saved;

import poolmon.model.Answer;
import poolmon.model.Breakdown;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.Pings;
import poolmon.model.Pool;
import poolmon.model.Question;
import poolmon.model.Reading;
import poolmon.model.Report;
import poolmon.model.Safeguards;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;
import poolmon.source.json.Json;
import poolmon.source.json.JsonText;
import poolmon.source.json.JsonTree;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a report back from our own JSON, as it was judged then. What JSON does not hold is lost;
/// what it holds comes out of the JSON output again as it went in.
final class RecordedReport {
    private RecordedReport() {}

    /// @throws IOException where the text is no report
    static Report of(String text) throws IOException {
        Fields fields =
                JsonTree.of(text) instanceof Json.Obj object ? new Fields(object) : Fields.NONE;
        Optional<Instant> at = fields.time("timestamp");
        if (!fields.word("schema").equals(Optional.of("poolmon/v1")) || at.isEmpty()) {
            throw new IOException("no report of poolmon");
        }
        List<TargetReport> targets = new ArrayList<>();
        for (Fields target : fields.list("targets")) {
            targets.add(target(target));
        }
        return new Report(
                question(fields),
                at.get(),
                fields.millis("duration_ms").orElse(Duration.ZERO),
                status(fields),
                (int) fields.number("exit_code").orElse(Status.ERROR.exitCode()),
                fields.inner("thresholds")
                        .map(RecordedReport::thresholds)
                        .orElse(Thresholds.DEFAULT),
                targets);
    }

    private static Question question(Fields fields) {
        return constant(Question.values(), fields, "command").orElse(Question.WATCH);
    }

    /// A word that a later version may have is not known here, and nothing unknown is healthy.
    static Status status(Fields fields) {
        return constant(Status.values(), fields, "status").orElse(Status.ERROR);
    }

    static Severity severity(Fields fields) {
        return constant(Severity.values(), fields, "severity").orElse(Severity.ERROR);
    }

    /// The constant that a word of JSON stands for.
    static <E extends Enum<E>> Optional<E> constant(E[] all, Fields fields, String name) {
        String wanted = fields.word(name).orElse("").replace('-', '_').toUpperCase(Locale.ROOT);
        for (E each : all) {
            if (each.name().equals(wanted)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Thresholds thresholds(Fields fields) {
        try {
            return new Thresholds(
                    fields.figure("warning_percent").orElse(Thresholds.DEFAULT.warning()),
                    fields.figure("critical_percent").orElse(Thresholds.DEFAULT.critical()));
        } catch (IllegalArgumentException e) {
            return Thresholds.DEFAULT;
        }
    }

    private static TargetReport target(Fields fields) {
        Target.Kind kind =
                constant(Target.Kind.values(), fields, "kind").orElse(Target.Kind.SERVICE);
        List<JudgedPool> pools =
                fields.list("pools").stream().flatMap(RecordedPools::pool).toList();
        List<JudgedCheck> checks =
                fields.list("checks").stream().map(RecordedReport::check).toList();
        Duration latency = fields.millis("latency_ms").orElse(Duration.ZERO);
        Optional<Failure> failure = fields.inner("error").map(RecordedReport::failure);
        Answer answer =
                failure.isPresent()
                        ? new Answer.Failed(failure.get(), latency, List.of())
                        : new Answer.Given(reading(kind, fields, pools), latency, List.of());
        return new TargetReport(
                new Target.Recorded(fields.blank("target"), kind),
                answer,
                status(fields),
                pools,
                checks,
                fields.list("sessions").stream().map(RecordedSessions::session).toList(),
                fields.list("groups").stream().map(RecordedSessions::group).toList(),
                fields.list("clients").stream().map(RecordedSessions::clients).toList(),
                fields.inner("breakdown").map(RecordedReport::breakdown),
                fields.list("findings").stream().flatMap(f -> finding(f).stream()).toList(),
                fields.list("trends").stream().flatMap(RecordedTrends::trend).toList());
    }

    private static Failure failure(Fields fields) {
        return Failure.of(
                constant(Failure.Code.values(), fields, "code").orElse(Failure.Code.SERVER_ERROR),
                fields.word("message").orElse(""),
                fields.word("next_step").orElse(""));
    }

    private static JudgedCheck check(Fields fields) {
        return new JudgedCheck(
                new Reading.Check(
                        fields.blank("name"),
                        fields.text("reported_status"),
                        JsonText.extras(
                                fields.object(), Set.of("name", "status", "reported_status"))),
                status(fields));
    }

    private static Breakdown breakdown(Fields fields) {
        List<Breakdown.Dimension> dimensions = new ArrayList<>();
        for (String name : fields.object().fields().keySet()) {
            List<Breakdown.Share> shares = new ArrayList<>();
            for (Fields share : fields.list(name)) {
                shares.add(
                        new Breakdown.Share(
                                share.blank("value"),
                                share.count("count"),
                                share.count("active"),
                                share.count("idle_in_transaction"),
                                share.count("idle"),
                                share.count("hidden")));
            }
            dimensions.add(new Breakdown.Dimension(name, shares));
        }
        return new Breakdown(dimensions);
    }

    /// What a later version finds has no name here.
    private static Optional<Finding> finding(Fields fields) {
        return constant(FindingCode.values(), fields, "code")
                .map(
                        code ->
                                new Finding(
                                        code,
                                        severity(fields),
                                        fields.word("target").orElse(""),
                                        fields.word("summary").orElse(""),
                                        fields.texts("evidence"),
                                        fields.texts("remedy")));
    }

    private static Reading reading(Target.Kind kind, Fields fields, List<JudgedPool> judged) {
        List<Pool> pools = judged.stream().map(JudgedPool::pool).toList();
        String version = fields.word("version").orElse("");
        return switch (kind) {
            case SERVICE ->
                    new Reading.ServiceReading(
                            fields.word("format").orElse(""),
                            Optional.empty(),
                            Optional.empty(),
                            pools,
                            List.of());
            case PROMETHEUS ->
                    new Reading.FleetReading(
                            pools, Reading.Gaps.NONE, fields.seconds("values_age_seconds"));
            case RECORDING -> new Reading.RecordingReading(List.of(), 0, 1, 0);
            case POSTGRES -> server(version, fields, pools);
            case PGBOUNCER ->
                    new Reading.BouncerReading(
                            version,
                            first(Pool.BouncerSlots.class, pools)
                                    .orElseGet(() -> RecordedPools.bouncerSlots(Fields.NONE)),
                            pools.stream()
                                    .filter(Pool.BouncerPool.class::isInstance)
                                    .map(Pool.BouncerPool.class::cast)
                                    .toList(),
                            List.of());
            case REDIS -> redis(version, fields, pools);
        };
    }

    private static Reading server(String version, Fields fields, List<Pool> pools) {
        Fields visibility = fields.inner("visibility").orElse(Fields.NONE);
        return new Reading.ServerReading(
                version,
                first(Pool.ServerSlots.class, pools)
                        .orElseGet(() -> RecordedPools.serverSlots(Fields.NONE)),
                pools.stream()
                        .filter(Pool.ConnectionLimit.class::isInstance)
                        .map(Pool.ConnectionLimit.class::cast)
                        .toList(),
                fields.list("sessions").stream()
                        .map(each -> RecordedSessions.session(each).session())
                        .toList(),
                new Reading.Visibility(
                        visibility.word("all").equals(Optional.of("true")),
                        visibility.count("hidden")),
                List.of(),
                Optional.empty(),
                Safeguards.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    private static Reading redis(String version, Fields fields, List<Pool> pools) {
        Fields server =
                fields.list("pools").stream()
                        .filter(pool -> pool.word("kind").equals(Optional.of("redis-server")))
                        .findFirst()
                        .orElse(Fields.NONE);
        return new Reading.RedisReading(
                version,
                first(Pool.RedisSlots.class, pools)
                        .orElseGet(() -> RecordedPools.redisSlots(Fields.NONE)),
                List.of(),
                Optional.empty(),
                RecordedPools.info(server),
                Pings.of(
                        List.of("ping_min_ms", "ping_median_ms", "ping_p99_ms").stream()
                                .flatMap(name -> server.millis(name).stream())
                                .toList()),
                Map.of());
    }

    private static <T> Optional<T> first(Class<T> type, List<Pool> pools) {
        return pools.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
