package poolmon.output;

import poolmon.columns.PoolColumns;
import poolmon.columns.Show;
import poolmon.model.Failure;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.ServerText;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What services answer at `/api/v1/health/pools` and `/api/v1/health`, of what poolmon saw.
public final class SeedBody {
    private final Json json;
    private final SeedEntry entry;
    private final SeedNames names;
    private final List<Section> sections;
    private final Instant at;

    /// @param at when it was seen
    public SeedBody(Writer writer, List<Section> sections, Instant at) throws IOException {
        this.json = new Json(new Paper(writer, OptionalInt.empty(), false));
        this.entry = new SeedEntry(json);
        this.names = new SeedNames(sections);
        this.sections = List.copyOf(sections);
        this.at = at;
    }

    /// `{"timestamp":…,"pools":{"database":{…},"redis":{…}}}`.
    public void pools() throws IOException {
        json.open();
        json.text("timestamp", Show.time(at));
        json.open("pools");
        for (Section section : sections) {
            for (TargetReport target : section.report().targets()) {
                if (target.failure().isPresent()) {
                    open(section, target, word(target.target(), "database", "server"));
                    json.text("status", target.status().word());
                    error(target.failure().get());
                    json.end();
                }
                for (JudgedPool pool : target.pools()) {
                    pool(section, target, pool, "");
                }
            }
        }
        json.end();
        json.end();
        json.finish();
    }

    /// `{"status":…,"timestamp":…,"service":…,"version":…,"checks":{"database":{…},…}}`.
    ///
    /// @param status of all
    /// @param version of poolmon
    public void health(Status status, String version) throws IOException {
        json.open();
        json.text("status", word(status));
        json.text("timestamp", Show.time(at));
        json.text("service", "poolmon");
        json.text("version", version);
        json.open("checks");
        for (Section section : sections) {
            for (TargetReport target : section.report().targets()) {
                checks(section, target);
            }
        }
        json.end();
        json.end();
        json.finish();
    }

    private void checks(Section section, TargetReport target) throws IOException {
        Optional<Failure> failure = target.failure();
        open(section, target, word(target.target(), "service", "database"));
        json.text("status", failure.isPresent() ? "unhealthy" : "healthy");
        json.flag("connected", failure.isEmpty());
        if (failure.isPresent()) {
            error(failure.get());
        }
        json.end();
        for (JudgedCheck check : target.checks()) {
            open(section, target, check.check().name().raw());
            json.text("status", check.status().word());
            entry.extras(check.check().detail());
            json.end();
        }
        for (JudgedPool pool : target.pools()) {
            pool(section, target, pool, "_pool");
        }
    }

    private void pool(Section section, TargetReport target, JudgedPool judged, String ending)
            throws IOException {
        String name = name(judged.pool());
        String whole = name.endsWith(ending) ? name : name + ending;
        Optional<ServerText> instance =
                judged.pool() instanceof Pool.DatabasePool pool
                        ? pool.instance()
                        : Optional.empty();
        open(section, target, whole + instance.map(owner -> "@" + owner.raw()).orElse(""));
        entry.write(target.target(), judged);
        json.end();
    }

    /// Servers of all kinds call their slots alike.
    private static String name(Pool pool) {
        return switch (pool) {
            case Pool.RedisSlots _, Pool.BouncerSlots _ -> PoolColumns.kind(pool);
            default -> pool.name().raw();
        };
    }

    private void open(Section section, TargetReport target, String name) throws IOException {
        json.open(names.of(section, target, name));
    }

    private void error(Failure failure) throws IOException {
        json.text("error", failure.message());
    }

    /// What the seed calls a kind of thing that one connects to.
    private static String word(Target target, String service, String server) {
        return switch (target.kind()) {
            case SERVICE -> service;
            case POSTGRES -> server;
            case PGBOUNCER, REDIS, PROMETHEUS, RECORDING -> target.kind().word();
        };
    }

    private static String word(Status status) {
        return switch (status) {
            case HEALTHY -> "healthy";
            case DEGRADED -> "degraded";
            case CRITICAL, ERROR, UNKNOWN -> "unhealthy";
        };
    }
}
