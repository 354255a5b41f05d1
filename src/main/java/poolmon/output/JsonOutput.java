package poolmon.output;

import poolmon.columns.Show;
import poolmon.model.ClientGroup;
import poolmon.model.Ending;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Pool;
import poolmon.model.Reading;
import poolmon.model.Report;
import poolmon.model.SessionGroup;
import poolmon.model.Status;
import poolmon.model.Summary;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// For programs: one object, `poolmon/v1`, as `schema/poolmon-v1.json` describes it. Written field
/// by field, for its names are a promise that must not follow a renamed record component. Every
/// target has every field, whatever its kind and the command.
final class JsonOutput implements Output {
    private final Paper paper;

    JsonOutput(Paper paper) {
        this.paper = paper;
    }

    @Override
    public void print(Report report) throws IOException {
        Json json = new Json(paper);
        JsonPools pools = new JsonPools(json);
        new Page(json, pools, new JsonSessions(json), new JsonTrends(json, pools)).report(report);
        json.finish();
    }

    private record Page(Json json, JsonPools pools, JsonSessions sessions, JsonTrends trends) {

        void report(Report report) throws IOException {
            json.open();
            json.text("schema", "poolmon/v1");
            json.text("command", report.question().word());
            json.text("timestamp", Show.time(report.at()));
            json.text("status", report.status().word());
            json.number("exit_code", report.exitCode());
            json.millis("duration_ms", report.took());
            json.openList("targets");
            for (TargetReport target : report.targets()) {
                target(target);
            }
            json.endList();
            findings(report.findings());
            summary(report.summary());
            json.openList("endings");
            for (Ending ending : report.endings()) {
                json.open();
                json.text("target", ending.target().shown());
                json.number("pid", ending.pid());
                json.text("act", ending.act().name().toLowerCase(Locale.ROOT));
                json.text("outcome", ending.outcome().word());
                json.text("message", ending.message());
                json.end();
            }
            json.endList();
            json.open("thresholds");
            json.figure("warning_percent", OptionalDouble.of(report.thresholds().warning()));
            json.figure("critical_percent", OptionalDouble.of(report.thresholds().critical()));
            json.end();
            new JsonSizing(json).sizing(report.sizing());
            json.end();
        }

        private void summary(Summary summary) throws IOException {
            json.open("summary");
            json.number("targets", summary.targets().values().stream().mapToInt(n -> n).sum());
            for (Status status : Status.values()) {
                json.number(status.word(), summary.count(status));
            }
            json.number("pools", summary.pools());
            json.number("checked_out", summary.checkedOut());
            json.number("total_capacity", summary.totalCapacity());
            if (summary.worst().isPresent()) {
                worst(summary.worst().get());
            } else {
                json.nothing("worst");
            }
            json.end();
        }

        private void worst(Summary.Worst worst) throws IOException {
            JudgedPool judged = worst.pool();
            json.open("worst");
            json.text("target", worst.target().shown());
            json.text("name", judged.pool().name());
            json.text(
                    "instance",
                    judged.pool() instanceof Pool.DatabasePool pool
                            ? pool.instance()
                            : Optional.empty());
            json.text("status", judged.status().word());
            json.percent("utilization_percent", judged.percent());
            json.end();
        }

        private void target(TargetReport target) throws IOException {
            Optional<Reading> reading = target.reading();
            json.open();
            json.text("target", target.target().shown());
            json.text("kind", target.target().kind().word());
            json.word("format", reading.flatMap(Page::format));
            json.word("version", reading.flatMap(Page::version));
            json.text("status", target.status().word());
            json.millis("latency_ms", target.answer().latency());
            json.number("values_age_seconds", age(reading));
            error(target.failure());
            pools(target, reading.flatMap(Page::redis));
            users(target, reading);
            findings(target.findings());
            trends.trends(target.trends());
            json.end();
        }

        private static Optional<String> format(Reading reading) {
            return switch (reading) {
                case Reading.ServiceReading service -> Optional.of(service.format());
                case Reading.FleetReading ignored -> Optional.of("prometheus");
                case Reading.HistoryReading ignored -> Optional.of("prometheus");
                case Reading.RecordingReading ignored -> Optional.empty();
                case Reading.ServerReading ignored -> Optional.empty();
                case Reading.BouncerReading ignored -> Optional.empty();
                case Reading.RedisReading ignored -> Optional.empty();
            };
        }

        private static Optional<String> version(Reading reading) {
            return switch (reading) {
                case Reading.ServiceReading ignored -> Optional.empty();
                case Reading.FleetReading ignored -> Optional.empty();
                case Reading.HistoryReading ignored -> Optional.empty();
                case Reading.RecordingReading ignored -> Optional.empty();
                case Reading.ServerReading server -> Optional.of(server.version());
                case Reading.BouncerReading bouncer -> Optional.of(bouncer.version());
                case Reading.RedisReading redis -> Optional.of(redis.version());
            };
        }

        private static OptionalLong age(Optional<Reading> reading) {
            return reading.isPresent()
                            && reading.get() instanceof Reading.FleetReading fleet
                            && fleet.oldest().isPresent()
                    ? OptionalLong.of(fleet.oldest().get().toSeconds())
                    : OptionalLong.empty();
        }

        private static Optional<Reading.RedisReading> redis(Reading reading) {
            return reading instanceof Reading.RedisReading redis
                    ? Optional.of(redis)
                    : Optional.empty();
        }

        private void error(Optional<Failure> failure) throws IOException {
            if (failure.isEmpty()) {
                json.nothing("error");
                return;
            }
            json.open("error");
            json.text("code", failure.get().code().word());
            json.text("message", failure.get().message());
            json.text("next_step", failure.get().nextStep());
            json.end();
        }

        private void pools(TargetReport target, Optional<Reading.RedisReading> redis)
                throws IOException {
            json.openList("pools");
            for (JudgedPool pool : target.pools()) {
                pools.pool(pool, redis);
            }
            json.endList();
            json.openList("checks");
            for (JudgedCheck check : target.checks()) {
                pools.check(check);
            }
            json.endList();
        }

        private void users(TargetReport target, Optional<Reading> reading) throws IOException {
            if (target.breakdown().isPresent()) {
                sessions.breakdown(target.breakdown().get());
            } else {
                json.nothing("breakdown");
            }
            visibility(reading);
            json.openList("sessions");
            for (JudgedSession session : target.sessions()) {
                sessions.session(session);
            }
            json.endList();
            json.openList("groups");
            for (SessionGroup group : target.groups()) {
                sessions.group(group);
            }
            json.endList();
            json.openList("clients");
            for (ClientGroup group : target.clients()) {
                sessions.clients(group);
            }
            json.endList();
        }

        private void visibility(Optional<Reading> reading) throws IOException {
            if (reading.isPresent() && reading.get() instanceof Reading.ServerReading server) {
                json.open("visibility");
                json.flag("all", server.visibility().all());
                json.number("hidden", server.visibility().hidden());
                json.end();
            } else {
                json.nothing("visibility");
            }
        }

        private void findings(List<Finding> findings) throws IOException {
            json.openList("findings");
            for (Finding finding : findings) {
                json.open();
                json.text("code", finding.code().word());
                json.text("severity", finding.severity().word());
                json.text("target", finding.target());
                json.text("summary", finding.summary());
                json.texts("evidence", finding.evidence());
                json.texts("remedy", finding.remedy());
                json.end();
            }
            json.endList();
        }
    }
}
