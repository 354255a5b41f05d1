package poolmon.output;

import poolmon.columns.Show;
import poolmon.model.Failure;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.Question;
import poolmon.model.Reading;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Sizing;
import poolmon.model.Status;
import poolmon.model.Summary;
import poolmon.model.TargetReport;
import poolmon.model.Utilization;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// The one sentence per target that answers the question: what a reader woken at three in the
/// morning reads first and perhaps only.
final class Answers {
    private static final List<Status> WORST_FIRST =
            List.of(Status.CRITICAL, Status.ERROR, Status.DEGRADED, Status.HEALTHY, Status.UNKNOWN);

    private Answers() {}

    /// The answer with the target before and the time it took behind it.
    static String of(Question question, TargetReport report) {
        String took = Show.latency(report.answer().latency());
        String aside = looked(question, report) + took.replace(' ', Sheet.NO_BREAK);
        return report.target().shown()
                + "  "
                + open(sentence(question, report))
                + " ("
                + aside
                + ")";
    }

    /// The answer for many targets, with the time that they took together.
    static String ofAll(Report report) {
        String took = Show.latency(report.took()).replace(' ', Sheet.NO_BREAK);
        return summary(report) + " (" + took + ")";
    }

    /// The answer of a sizing, with the time that it took.
    static String sized(Report report, Sizing sizing) {
        String took = Show.latency(report.took()).replace(' ', Sheet.NO_BREAK);
        return new ServerText(sizing.answer()).shown() + " (" + took + ")";
    }

    /// How one target stands, with its fullest pool and no more.
    static String brief(TargetReport report) {
        String took = Show.latency(report.answer().latency()).replace(' ', Sheet.NO_BREAK);
        String how =
                report.failure()
                        .map(failure -> open(failure.message().shown()))
                        .orElseGet(() -> healthy(Question.DIAGNOSE, report));
        return report.target().shown() + "  " + how + " (" + took + ")";
    }

    /// How many targets stand how, and what their pools come to.
    static String summary(Report report) {
        Summary summary = report.summary();
        StringJoiner counts = new StringJoiner(", ");
        for (Status status : WORST_FIRST) {
            if (summary.count(status) > 0) {
                counts.add(summary.count(status) + " " + status.word());
            }
        }
        String text = counted(report.targets().size(), "target") + ": " + counts;
        if (report.question() == Question.LEAKS || summary.totalCapacity() == 0) {
            return text;
        }
        return text
                + "; "
                + summary.checkedOut()
                + " of "
                + summary.totalCapacity()
                + " connections in use"
                + summary.worst().map(Answers::worst).orElse("");
    }

    private static String worst(Summary.Worst worst) {
        return (worst.pool().status() == Status.HEALTHY ? "; the fullest: " : "; the worst: ")
                + worst.target().shown()
                + ", "
                + name(worst.pool())
                + usage(worst.pool());
    }

    /// The sentence without its full stop, so that it can go on with an aside.
    static String open(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    static String sentence(Question question, TargetReport report) {
        Optional<Failure> failure = report.failure();
        if (failure.isPresent()) {
            return failure.get().message().shown();
        }
        Optional<Finding> telling = telling(report);
        if (question == Question.TREND && (report.status() != Status.ERROR || telling.isEmpty())) {
            return TrendAnswers.sentence(report);
        }
        if (report.status() == Status.HEALTHY) {
            return healthy(question, report);
        }
        if (telling.isPresent()) {
            return new ServerText(telling.get().summary()).shown();
        }
        if (report.reading().orElse(null) instanceof Reading.HistoryReading history) {
            return undecided(history, report.findings());
        }
        return report.pools().stream()
                .filter(pool -> pool.status() == report.status())
                .findFirst()
                .map(pool -> name(pool) + ": " + report.status().word() + usage(pool))
                .orElse(
                        question == Question.LEAKS && report.status() != Status.ERROR
                                ? "sessions need a look"
                                : "nothing to judge");
    }

    private static String undecided(Reading.HistoryReading history, List<Finding> findings) {
        return history.pools().size() == 1 && !findings.isEmpty()
                ? new ServerText(findings.getFirst().summary()).shown()
                : "undecided: of none of "
                        + counted(history.pools().size(), "pool")
                        + " it can be told whether it leaks";
    }

    /// The finding that tells why a target stands as it does: the first, but where the question is
    /// who holds a pool's connections, the one that answers it.
    private static Optional<Finding> telling(TargetReport report) {
        Finding first = null;
        for (Finding finding : report.findings()) {
            if (finding.severity().status() == report.status()) {
                if (finding.code() == FindingCode.HELD_BY_LEAK) {
                    return Optional.of(finding);
                }
                first = first == null ? finding : first;
            }
        }
        return Optional.ofNullable(first);
    }

    private static String healthy(Question question, TargetReport report) {
        if (question == Question.LEAKS
                && report.reading().orElse(null) instanceof Reading.ServerReading) {
            return "no session holds its connection too long";
        }
        if (report.reading().orElse(null) instanceof Reading.HistoryReading history) {
            return counted(history.pools().size(), "pool") + " looked back at, no leak seen";
        }
        List<JudgedPool> pools = report.pools();
        if (!pools.isEmpty() && isServer(pools.getFirst().pool())) {
            return used(pools.getFirst());
        }
        Optional<JudgedPool> fullest = fullest(pools);
        if (fullest.isEmpty()) {
            return counted(pools.size(), "pool") + ", nothing that could fill up";
        }
        String usage = name(fullest.get()) + usage(fullest.get());
        return pools.size() == 1
                ? usage
                : counted(pools.size(), "pool") + ", the fullest: " + usage;
    }

    private static boolean isServer(Pool pool) {
        return pool instanceof Pool.ServerSlots || pool instanceof Pool.RedisSlots;
    }

    private static Optional<JudgedPool> fullest(List<JudgedPool> pools) {
        JudgedPool fullest = null;
        for (JudgedPool pool : pools) {
            if (pool.percent().isPresent()
                    && (fullest == null
                            || pool.percent().getAsDouble() > fullest.percent().orElse(0))) {
                fullest = pool;
            }
        }
        return Optional.ofNullable(fullest);
    }

    private static String name(JudgedPool judged) {
        String name = Show.named(judged.pool().name());
        return switch (judged.pool()) {
            case Pool.DatabasePool ignored -> "pool \"" + name + "\"";
            case Pool.RedisPool ignored -> "pool \"" + name + "\"";
            case Pool.BouncerPool ignored -> "pool \"" + name + "\"";
            case Pool.BouncerSlots ignored -> "PgBouncer";
            case Pool.ServerSlots ignored -> "server";
            case Pool.ConnectionLimit limit ->
                    switch (limit.scope()) {
                        case DATABASE -> "limit of database \"" + name + "\"";
                        case ROLE -> "limit of role \"" + name + "\"";
                    };
            case Pool.RedisSlots ignored -> "server";
        };
    }

    private static String usage(JudgedPool judged) {
        String used = used(judged);
        return used.isEmpty() ? "" : ", " + used;
    }

    private static String used(JudgedPool judged) {
        String percent = Show.percent(judged.percent(), judged.status());
        if (judged.utilization().isEmpty()) {
            return percent.isEmpty() ? "" : percent + Sheet.NO_BREAK + "%";
        }
        Utilization utilization = judged.utilization().get();
        String counts = utilization.used() + " of " + utilization.capacity();
        return counts + " " + unit(judged.pool()) + ", " + percent + Sheet.NO_BREAK + "%";
    }

    private static String unit(Pool pool) {
        return switch (pool) {
            case Pool.DatabasePool ignored -> "connections checked out";
            case Pool.RedisPool ignored -> "connections";
            case Pool.BouncerPool ignored -> "connections";
            case Pool.BouncerSlots ignored -> "client slots in use";
            case Pool.ServerSlots ignored -> "slots in use";
            case Pool.ConnectionLimit ignored -> "connections";
            case Pool.RedisSlots ignored -> "client slots in use";
        };
    }

    private static String looked(Question question, TargetReport report) {
        if (report.reading().orElse(null) instanceof Reading.FleetReading fleet
                && fleet.oldest().isPresent()) {
            return counted(fleet.pools().size(), "pool")
                    + ", values up to "
                    + Figures.age(fleet.oldest().get())
                    + " old, ";
        }
        if (report.reading().orElse(null) instanceof Reading.RedisReading redis) {
            return asked(redis);
        }
        if (report.reading().orElse(null) instanceof Reading.RecordingReading recording) {
            return TrendAnswers.looked(recording);
        }
        return question == Question.LEAKS
                        && report.reading().orElse(null) instanceof Reading.ServerReading server
                ? counted(server.sessions().size(), "session") + " looked at, "
                : "";
    }

    /// What the server is, where it is no plain master, and how fast it answers.
    private static String asked(Reading.RedisReading redis) {
        String role = new ServerText(redis.info().getOrDefault("role", "")).shown();
        String ping =
                redis.pings()
                        .within(50)
                        .map(
                                time ->
                                        "PING "
                                                + Show.roundTrip(time).replace(' ', Sheet.NO_BREAK)
                                                + ", ")
                        .orElse("");
        return switch (role) {
            case "slave" -> "replica, " + ping;
            case "sentinel" ->
                    "sentinel; master is "
                            + new ServerText(redis.info().getOrDefault("master_address", "?"))
                                    .shown()
                            + ", "
                            + ping;
            default ->
                    redis.figure("hash_slots").isPresent()
                            ? counted(redis.figure("hash_slots").getAsLong(), "hash slot")
                                    + ", "
                                    + ping
                            : ping;
        };
    }

    static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
