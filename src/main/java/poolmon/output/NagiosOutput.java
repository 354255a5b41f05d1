package poolmon.output;

import poolmon.model.JudgedPool;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Pool;
import poolmon.model.PoolTrend;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Sizing;
import poolmon.model.Status;
import poolmon.model.Summary;
import poolmon.model.TargetReport;
import poolmon.model.Verdict;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// For Nagios, Icinga and their kin: one line with the answer and the performance data, and below
/// it what is wrong, as the Monitoring Plugins Development Guidelines have it. The word follows the
/// exit code, which is what the monitor goes by.
final class NagiosOutput implements Output {
    /// Lines of detail; Nagios cuts what is longer than 4 or 8 KiB, in the middle of a line.
    private static final int MOST_LINES = 30;

    /// Pools that have performance data of their own; of more there is the sum, for the same
    /// reason.
    private static final int MOST_POOLS = 20;

    private static final int NAMED = 5;

    private final Writer writer;

    NagiosOutput(Paper paper) {
        this.writer = paper.writer();
    }

    @Override
    public void print(Report report) throws IOException {
        String answer = answer(report);
        writer.write(
                report.question().word().toUpperCase(Locale.ROOT)
                        + " "
                        + word(report.exitCode())
                        + " - "
                        + plain(answer)
                        + " | "
                        + perfdata(report)
                        + "\n");
        List<String> detail = detail(report);
        int shown = detail.size() > MOST_LINES + 1 ? MOST_LINES : detail.size();
        for (String line : detail.subList(0, shown)) {
            writer.write(line + "\n");
        }
        if (shown < detail.size()) {
            writer.write("and " + (detail.size() - shown) + " more lines; -o table has them all\n");
        }
        writer.flush();
    }

    private static String answer(Report report) {
        if (report.question() == Question.DIAGNOSE) {
            return Diagnosis.of(report);
        }
        boolean isOne = report.targets().size() == 1;
        boolean failed = isOne && report.targets().getFirst().failure().isPresent();
        if (report.sizing().isPresent() && !failed) {
            return Answers.sized(report, report.sizing().get());
        }
        return isOne
                ? Answers.of(report.question(), report.targets().getFirst())
                : Answers.ofAll(report);
    }

    private static String word(int exitCode) {
        return switch (exitCode) {
            case 0 -> "OK";
            case 1 -> "WARNING";
            case 2 -> "CRITICAL";
            default -> "UNKNOWN";
        };
    }

    /// On one line, and without the character that starts the performance data.
    private static String plain(String text) {
        return new ServerText(text.replace(Sheet.NO_BREAK, ' ')).shown().replace('|', '/');
    }

    private static List<String> detail(Report report) {
        boolean several = report.targets().size() > 1;
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Troubles.Kind, List<Troubles.Case>> trouble :
                Troubles.of(report).entrySet()) {
            tell(trouble.getKey(), trouble.getValue(), several, lines);
        }
        return lines;
    }

    private static void tell(
            Troubles.Kind kind, List<Troubles.Case> cases, boolean several, List<String> lines) {
        String start = kind.severity() + " " + kind.code() + ": ";
        Set<String> remedies = new LinkedHashSet<>();
        cases.forEach(each -> remedies.addAll(each.remedy()));
        if (cases.size() == 1) {
            Troubles.Case only = cases.getFirst();
            lines.add(plain(start + (several ? only.target() + ": " : "") + only.summary()));
            only.evidence().forEach(each -> lines.add(plain("- " + each)));
        } else {
            lines.add(start + "in " + cases.size() + " places");
            for (Troubles.Case each : cases.subList(0, Math.min(NAMED, cases.size()))) {
                lines.add(plain("- " + (several ? each.target() + ": " : "") + each.summary()));
            }
            if (cases.size() > NAMED) {
                lines.add("- and " + (cases.size() - NAMED) + " more");
            }
        }
        remedies.forEach(each -> lines.add(plain("> " + each)));
    }

    private static String perfdata(Report report) {
        Perfdata data = new Perfdata();
        Summary summary = report.summary();
        if (report.targets().size() > 1) {
            for (Status status : Status.values()) {
                data.count(status.word(), summary.count(status));
            }
        }
        if (summary.pools() > MOST_POOLS) {
            data.of("connections", summary.checkedOut(), summary.totalCapacity());
        } else {
            each(report, data);
        }
        report.sizing().ifPresent(sizing -> sized(report, sizing, data));
        data.seconds("time", report.took().toMillis() / 1000.0);
        return data.toString();
    }

    private static void sized(Report report, Sizing sizing, Perfdata data) {
        for (Sizing.Room room : sizing.rooms()) {
            data.used(
                    SizingFigures.subject(room),
                    room.demand(),
                    room.limit() > 0 ? OptionalLong.of(room.limit()) : OptionalLong.empty(),
                    report.thresholds());
        }
        sizing.advice().ifPresent(advice -> data.count("pool", advice.serving().size()));
    }

    private static void each(Report report, Perfdata data) {
        for (TargetReport target : report.targets()) {
            String prefix = report.targets().size() > 1 ? target.target().shown() + " " : "";
            for (JudgedPool pool : target.pools()) {
                pool(report, prefix, pool, data);
            }
            for (PoolTrend trend : target.trends()) {
                trend(report, prefix, target, trend, data);
            }
            if (report.question() == Question.LEAKS && target.failure().isEmpty()) {
                sessions(prefix, target, data);
            }
        }
    }

    private static void pool(Report report, String prefix, JudgedPool judged, Perfdata data) {
        PoolFacts facts = PoolFacts.of(judged);
        if (facts.used().isEmpty()) {
            return;
        }
        String label = prefix + label(judged.pool(), facts);
        data.used(label, facts.used().getAsLong(), facts.capacity(), report.thresholds());
        if (facts.waiting().isPresent()) {
            data.count(label + " waiting", facts.waiting().getAsLong());
        }
    }

    private static void trend(
            Report report, String prefix, TargetReport target, PoolTrend trend, Perfdata data) {
        String owner = trend.target().shown();
        String label =
                prefix
                        + (owner.equals(target.target().shown()) ? "" : owner + " ")
                        + label(trend.latest().pool(), PoolFacts.of(trend.latest()));
        data.percent(label, trend.latest().percent(), report.thresholds());
        if (trend.critical().isPresent()) {
            data.seconds(label + " critical in", trend.critical().get().in().toMillis() / 1000.0);
        }
    }

    private static String label(Pool pool, PoolFacts facts) {
        String name = facts.name().shown();
        return switch (pool) {
            case Pool.DatabasePool ignored ->
                    facts.instance().map(owner -> owner.shown() + " ").orElse("") + name;
            case Pool.RedisPool ignored -> name;
            case Pool.ServerSlots ignored -> "slots";
            case Pool.RedisSlots ignored -> "client slots";
            case Pool.BouncerPool ignored -> "pool " + name;
            case Pool.BouncerSlots ignored -> "client slots";
            case Pool.ConnectionLimit limit ->
                    "limit of " + limit.scope().name().toLowerCase(Locale.ROOT) + " " + name;
        };
    }

    private static void sessions(String prefix, TargetReport target, Perfdata data) {
        data.count(prefix + "sessions", target.sessions().size());
        Duration oldest = Duration.ZERO;
        for (Verdict verdict : Verdict.values()) {
            long count = 0;
            for (JudgedSession session : target.sessions()) {
                if (session.verdict() == verdict) {
                    count++;
                    oldest = verdict == Verdict.LEAK_SUSPECT ? older(oldest, session) : oldest;
                }
            }
            if (verdict != Verdict.OK) {
                data.count(prefix + verdict.word(), count);
            }
        }
        data.seconds(prefix + "oldest leak-suspect", oldest.toMillis() / 1000.0);
    }

    private static Duration older(Duration oldest, JudgedSession session) {
        Optional<Duration> age = session.session().inState();
        return age.isPresent() && age.get().compareTo(oldest) > 0 ? age.get() : oldest;
    }
}
