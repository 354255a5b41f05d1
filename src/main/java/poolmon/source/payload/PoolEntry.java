package poolmon.source.payload;

import poolmon.model.JsonFields;
import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Pool.RedisPool;
import poolmon.model.ServerText;
import poolmon.source.json.Json;
import poolmon.source.json.JsonText;
import poolmon.source.json.Secrets;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// One pool as the seed's endpoints write it, under whatever name.
///
/// `{"status","pool_size","checked_out","checked_in","overflow","total_capacity",
/// "utilization_percent"}` for a database, `{"status","max_connections","connected_clients",
/// "total_connections_received","connection_kwargs"}` for Redis, `{"status","error"}` for one that
/// failed and `{"status":"unknown","message"}` for one that is not there.
final class PoolEntry {
    /// What only a pool of database connections counts.
    private static final List<String> OF_DATABASE =
            List.of("pool_size", "checked_out", "checked_in", "overflow", "max_overflow");

    private static final List<String> OF_REDIS =
            List.of(
                    "max_connections",
                    "connected_clients",
                    "total_connections_received",
                    "connection_kwargs");

    /// What the verdict on a pool rests on.
    private static final List<String> DECISIVE =
            List.of("pool_size", "checked_out", "overflow", "max_overflow");

    private static final Set<String> DATABASE_FIELDS =
            Set.of(
                    "status",
                    "pool_size",
                    "checked_out",
                    "checked_in",
                    "overflow",
                    "max_overflow",
                    "total_capacity",
                    "utilization_percent",
                    "waiting",
                    "error");

    private static final Set<String> REDIS_FIELDS =
            Set.of(
                    "status",
                    "max_connections",
                    "connected_clients",
                    "total_connections_received",
                    "error");

    private PoolEntry() {}

    /// The pool of this name. Where the entry is no object, its text is taken for the status, as in
    /// `"redis": "healthy"`.
    static Pool of(String name, Json entry) {
        Json.Obj fields =
                entry instanceof Json.Obj object ? object : new Json.Obj(Map.of("status", entry));
        if (!fields.has("checked_out")) {
            Optional<DatabasePool> shaped = PoolShapes.of(name, fields);
            if (shaped.isPresent()) {
                return shaped.get().reported(status(fields));
            }
        }
        return isRedis(name, fields) ? redis(name, fields) : database(name, fields);
    }

    /// Whether an entry among other checks is a pool: it says so in its name, or it has what only
    /// pools have.
    static boolean isPool(String name, Json entry) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("_pool")
                || (entry instanceof Json.Obj fields
                        && (hasAny(fields, OF_DATABASE) || hasAny(fields, OF_REDIS)));
    }

    private static boolean isRedis(String name, Json.Obj fields) {
        if (fields.has("pool_size") && fields.has("checked_out")) {
            return false; // it counts what it hands out, so that it can be judged
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return hasAny(fields, OF_REDIS) || lower.contains("redis") || lower.contains("valkey");
    }

    private static boolean hasAny(Json.Obj fields, List<String> names) {
        return names.stream().anyMatch(fields::has);
    }

    private static Pool database(String name, Json.Obj fields) {
        Counts counts = new Counts(fields);
        OptionalLong size = counts.connections("pool_size");
        OptionalLong out = counts.connections("checked_out");
        OptionalLong idle = counts.connections("checked_in");
        OptionalLong overflow = counts.signed("overflow");
        OptionalLong maxOverflow = counts.signed("max_overflow");
        // negative as long as the overflow is, which is one of the seed's quirks and no mistake
        OptionalLong capacity = atLeastZero(counts.signed("total_capacity"));
        OptionalDouble percent = counts.percent("utilization_percent");
        OptionalLong waiting = counts.connections("waiting");
        boolean counted = hasAny(fields, OF_DATABASE);
        return new DatabasePool(
                new ServerText(name),
                Optional.empty(),
                status(fields),
                size,
                out,
                idle,
                overflow,
                maxOverflow,
                capacity,
                false,
                percent,
                waiting,
                said(fields, counted).or(() -> unreadable(fields, counts, percent)),
                extras(fields, DATABASE_FIELDS));
    }

    private static Pool redis(String name, Json.Obj fields) {
        Counts counts = new Counts(fields);
        OptionalLong most = counts.connections("max_connections");
        OptionalLong clients = counts.connections("connected_clients");
        OptionalLong received = counts.counter("total_connections_received");
        return new RedisPool(
                new ServerText(name),
                status(fields),
                most,
                clients,
                received,
                said(fields, most.isPresent() || clients.isPresent()).or(() -> silence(fields)),
                extras(fields, REDIS_FIELDS));
    }

    private static OptionalLong atLeastZero(OptionalLong number) {
        return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
    }

    private static Optional<ServerText> status(Json.Obj fields) {
        return fields.scalar("status").map(ServerText::new);
    }

    private static JsonFields extras(Json.Obj fields, Set<String> known) {
        return JsonText.extras(fields, known);
    }

    /// What the service says went wrong. A `message` is such a thing only where there are no counts
    /// and the status does not call itself well.
    private static Optional<ServerText> said(Json.Obj fields, boolean counted) {
        Optional<Json> said = fields.get("error").filter(PoolEntry::saysSomething);
        if (said.isEmpty() && !counted && !callsItselfWell(fields)) {
            said = fields.get("message").filter(PoolEntry::saysSomething);
        }
        return said.map(value -> Json.text(value).map(Secrets::masked).orElse(JsonText.of(value)))
                .map(ServerText::new);
    }

    private static boolean saysSomething(Json value) {
        if (value instanceof Json.Obj object) {
            return !object.fields().isEmpty();
        }
        if (value instanceof Json.Arr array) {
            return !array.values().isEmpty();
        }
        return Json.text(value)
                .filter(text -> !text.isBlank() && !text.equals("false"))
                .isPresent();
    }

    private static boolean callsItselfWell(Json.Obj fields) {
        return switch (fields.scalar("status").orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "healthy", "ok", "up", "pass", "passing" -> true;
            default -> false;
        };
    }

    /// Why too little of the pool can be read to trust its status.
    private static Optional<ServerText> unreadable(
            Json.Obj fields, Counts counts, OptionalDouble percent) {
        boolean uncounted = !fields.has("pool_size") || !fields.has("checked_out");
        if (counts.isNonsense(DECISIVE)
                || (uncounted && percent.isEmpty() && !counts.nonsense().isEmpty())) {
            return Optional.of(new ServerText("Its counts make no sense: " + counts.nonsense()));
        }
        return silence(fields);
    }

    /// A pool that says nothing at all has not been looked at.
    private static Optional<ServerText> silence(Json.Obj fields) {
        boolean silent =
                fields.scalar("status").orElse("").isBlank()
                        && DATABASE_FIELDS.stream().allMatch(name -> fields.get(name).isEmpty())
                        && REDIS_FIELDS.stream().allMatch(name -> fields.get(name).isEmpty());
        return silent
                ? Optional.of(new ServerText("The service says nothing about it."))
                : Optional.empty();
    }
}
