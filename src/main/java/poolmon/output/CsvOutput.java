package poolmon.output;

import poolmon.columns.Show;
import poolmon.model.Figures;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// For spreadsheets: a row for each pool, or, where sessions were asked for, for each session. The
/// columns bear the names of the JSON fields. A target that told nothing has a row with its error.
final class CsvOutput implements Output {
    private static final List<String> POOLS =
            List.of(
                    "target",
                    "name",
                    "kind",
                    "instance",
                    "status",
                    "reported_status",
                    "checked_out",
                    "checked_in",
                    "overflow",
                    "max_overflow",
                    "total_capacity",
                    "slots_used",
                    "utilization_percent",
                    "reported_utilization_percent",
                    "waiting",
                    "error");
    private static final List<String> SESSIONS =
            List.of(
                    "target",
                    "pid",
                    "user",
                    "database",
                    "application_name",
                    "client_addr",
                    "state",
                    "wait_event_type",
                    "wait_event",
                    "backend_start",
                    "xact_start",
                    "state_change",
                    "duration_seconds",
                    "transaction_seconds",
                    "verdict",
                    "severity",
                    "blocked_by",
                    "blocking",
                    "query",
                    "error");

    /// Of a sizing, which has no pools: a row for each figure.
    private static final List<String> FIGURES = List.of("name", "subject", "value", "unit");

    private final Csv csv;

    CsvOutput(Paper paper) {
        this.csv = new Csv(paper.writer());
    }

    @Override
    public void print(Report report) throws IOException {
        if (report.sizing().isPresent()) {
            figures(SizingFigures.of(report.sizing().get()));
            return;
        }
        List<String> columns =
                switch (report.question()) {
                    case LEAKS -> SESSIONS;
                    case TREND -> CsvTrends.COLUMNS;
                    case POOLS, DB, REDIS, WATCH, DIAGNOSE, SIZE -> POOLS;
                };
        for (String name : columns) {
            csv.own(name);
        }
        csv.end();
        for (TargetReport target : report.targets()) {
            if (target.failure().isPresent()) {
                failed(target, columns);
            } else if (report.question() == Question.LEAKS) {
                sessions(target);
            } else if (report.question() == Question.TREND) {
                new CsvTrends(csv).rows(target);
            } else {
                pools(target);
            }
        }
        csv.flush();
    }

    private void figures(List<SizingFigures> figures) throws IOException {
        for (String name : FIGURES) {
            csv.own(name);
        }
        csv.end();
        for (SizingFigures figure : figures) {
            csv.own(figure.name());
            csv.text(new ServerText(figure.subject()));
            csv.own(figure.figure());
            csv.own(figure.unit());
            csv.end();
        }
        csv.flush();
    }

    private void failed(TargetReport target, List<String> columns) throws IOException {
        for (String column : columns) {
            switch (column) {
                case "target" -> csv.own(target.target().shown());
                case "status" -> csv.own(target.status().word());
                case "error" -> csv.text(target.failure().map(failure -> failure.message()));
                default -> csv.own("");
            }
        }
        csv.end();
    }

    private void pools(TargetReport target) throws IOException {
        for (JudgedPool pool : target.pools()) {
            pool(target, pool);
        }
        for (JudgedCheck check : target.checks()) {
            csv.own(target.target().shown());
            csv.text(check.check().name());
            csv.own("check");
            csv.own("");
            csv.own(check.status().word());
            csv.text(check.check().reportedStatus());
            for (int i = 6; i < POOLS.size(); i++) {
                csv.own("");
            }
            csv.end();
        }
    }

    private void pool(TargetReport target, JudgedPool judged) throws IOException {
        PoolFacts facts = PoolFacts.of(judged);
        csv.own(target.target().shown());
        csv.text(facts.name());
        csv.own(facts.kind());
        csv.text(facts.instance());
        csv.own(judged.status().word());
        csv.text(facts.reportedStatus());
        csv.number(facts.checkedOut());
        csv.number(facts.idle());
        csv.number(facts.overflow());
        csv.number(facts.maxOverflow());
        csv.number(facts.capacity());
        csv.number(facts.slotsUsed());
        csv.own(percent(judged.percent()));
        csv.own(percent(facts.reportedUtilization()));
        csv.number(facts.waiting());
        csv.text(facts.error());
        csv.end();
    }

    private static String percent(OptionalDouble percent) {
        return percent.isPresent() && Double.isFinite(percent.getAsDouble())
                ? Double.toString(Figures.twoDecimals(percent.getAsDouble()))
                : "";
    }

    private void sessions(TargetReport target) throws IOException {
        for (JudgedSession judged : target.sessions()) {
            Session session = judged.session();
            csv.own(target.target().shown());
            csv.own(Integer.toString(session.pid()));
            csv.text(session.user());
            csv.text(session.database());
            csv.text(session.applicationName());
            csv.text(session.clientAddress());
            csv.own(session.state().map(Session.State::text).orElse(""));
            csv.text(session.waitEventType());
            csv.text(session.waitEvent());
            csv.own(time(session.backendStart()));
            csv.own(time(session.transactionStart()));
            csv.own(time(session.stateChange()));
            csv.own(seconds(session.inState()));
            csv.own(seconds(session.transactionAge()));
            csv.own(judged.verdict().word());
            csv.own(judged.severity().word());
            csv.own(pids(session.blockedBy()));
            csv.own(pids(judged.blocking()));
            csv.text(new ServerText(session.query().shown()));
            csv.own("");
            csv.end();
        }
    }

    private static String time(Optional<Instant> time) {
        return time.isPresent() ? Show.time(time.get()) : "";
    }

    private static String seconds(Optional<Duration> age) {
        return age.isPresent() ? Double.toString(age.get().toMillis() / 1000.0) : "";
    }

    private static String pids(List<Integer> pids) {
        return pids.stream().map(pid -> Integer.toString(pid)).collect(Collectors.joining(" "));
    }
}
