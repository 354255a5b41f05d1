package poolmon.source.saved;

import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.ServerText;
import poolmon.model.Utilization;
import poolmon.source.json.Json;
import poolmon.source.json.JsonText;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the entries of `pools` back, each kind by the fields that it has in JSON.
final class RecordedPools {
    private static final Set<String> DATABASE_FIELDS =
            Set.of(
                    "name",
                    "instance",
                    "kind",
                    "status",
                    "reported_status",
                    "pool_size",
                    "checked_out",
                    "checked_in",
                    "overflow",
                    "max_overflow",
                    "total_capacity",
                    "utilization_percent",
                    "reported_utilization_percent",
                    "waiting",
                    "error");
    private static final Set<String> REDIS_FIELDS =
            Set.of(
                    "name",
                    "kind",
                    "status",
                    "reported_status",
                    "max_connections",
                    "connected_clients",
                    "total_connections_received",
                    "error");
    private static final Set<String> REDIS_SERVER_FIELDS =
            Set.of(
                    "name",
                    "kind",
                    "status",
                    "connected_clients",
                    "max_clients",
                    "slots_used",
                    "slots_used_percent",
                    "utilization_percent",
                    "blocked_clients",
                    "rejected_connections",
                    "total_connections_received",
                    "connected_replicas",
                    "cluster_connections",
                    "ping_min_ms",
                    "ping_median_ms",
                    "ping_p99_ms");

    private RecordedPools() {}

    /// A kind of pool that a later version knows is left out.
    static Stream<JudgedPool> pool(Fields fields) {
        OptionalLong used = fields.number("slots_used");
        return switch (fields.word("kind").orElse("")) {
            case "database" -> Stream.of(judged(fields, database(fields), checkedOut(fields)));
            case "redis" -> Stream.of(judged(fields, redis(fields), OptionalLong.empty()));
            case "server" -> Stream.of(judged(fields, serverSlots(fields), used));
            case "database-limit" ->
                    Stream.of(
                            judged(
                                    fields,
                                    limit(Pool.ConnectionLimit.Scope.DATABASE, fields),
                                    checkedOut(fields)));
            case "role-limit" ->
                    Stream.of(
                            judged(
                                    fields,
                                    limit(Pool.ConnectionLimit.Scope.ROLE, fields),
                                    checkedOut(fields)));
            case "pgbouncer" -> Stream.of(judged(fields, bouncer(fields), checkedOut(fields)));
            case "pgbouncer-clients" -> Stream.of(judged(fields, bouncerSlots(fields), used));
            case "redis-server" -> Stream.of(judged(fields, redisSlots(fields), used));
            default -> Stream.empty();
        };
    }

    private static OptionalLong checkedOut(Fields fields) {
        return fields.number("checked_out");
    }

    private static JudgedPool judged(Fields fields, Pool pool, OptionalLong used) {
        OptionalLong capacity =
                pool instanceof Pool.RedisSlots slots
                        ? slots.maxClients()
                        : fields.number("total_capacity");
        boolean isKnown =
                fields.figure("utilization_percent").isPresent()
                        && used.isPresent()
                        && used.getAsLong() >= 0
                        && capacity.isPresent()
                        && capacity.getAsLong() > 0;
        return new JudgedPool(
                pool,
                RecordedReport.status(fields),
                isKnown
                        ? Optional.of(new Utilization(used.getAsLong(), capacity.getAsLong()))
                        : Optional.empty(),
                fields.figure("utilization_percent"),
                pool instanceof Pool.DatabasePool database
                        ? database.maxOverflow()
                        : OptionalLong.empty());
    }

    private static Pool.DatabasePool database(Fields fields) {
        return new Pool.DatabasePool(
                fields.blank("name"),
                fields.text("instance"),
                fields.text("reported_status"),
                fields.number("pool_size"),
                fields.number("checked_out"),
                fields.number("checked_in"),
                fields.number("overflow"),
                fields.number("max_overflow"),
                fields.number("total_capacity"),
                false,
                fields.figure("reported_utilization_percent"),
                fields.number("waiting"),
                fields.text("error"),
                JsonText.extras(fields.object(), DATABASE_FIELDS));
    }

    private static Pool redis(Fields fields) {
        return new Pool.RedisPool(
                fields.blank("name"),
                fields.text("reported_status"),
                fields.number("max_connections"),
                fields.number("connected_clients"),
                fields.number("total_connections_received"),
                fields.text("error"),
                JsonText.extras(fields.object(), REDIS_FIELDS));
    }

    static Pool.ServerSlots serverSlots(Fields fields) {
        return new Pool.ServerSlots(
                fields.blank("name"),
                fields.count("max_connections"),
                fields.count("superuser_reserved_connections"),
                fields.count("reserved_connections"),
                fields.count("slots_used"),
                fields.count("active"),
                fields.count("idle_in_transaction"),
                fields.count("idle"),
                fields.count("hidden"));
    }

    private static Pool limit(Pool.ConnectionLimit.Scope scope, Fields fields) {
        return new Pool.ConnectionLimit(
                scope, fields.blank("name"), fields.count("limit"), fields.count("used"));
    }

    private static Pool bouncer(Fields fields) {
        return new Pool.BouncerPool(
                fields.blank("name"),
                fields.blank("database"),
                fields.blank("user"),
                fields.number("pool_size"),
                fields.count("reserve_pool_size"),
                fields.count("servers_active"),
                fields.count("servers_busy"),
                fields.count("servers_idle"),
                fields.count("clients_active"),
                fields.count("waiting"),
                fields.seconds("max_wait_seconds").orElse(Duration.ZERO),
                fields.text("pool_mode"),
                fields.text("closed").map(ServerText::shown));
    }

    static Pool.BouncerSlots bouncerSlots(Fields fields) {
        return new Pool.BouncerSlots(
                fields.blank("name"),
                fields.number("max_clients"),
                fields.count("slots_used"),
                fields.count("waiting"));
    }

    static Pool.RedisSlots redisSlots(Fields fields) {
        return new Pool.RedisSlots(
                fields.blank("name"),
                fields.number("max_clients"),
                fields.count("connected_clients"),
                fields.count("connected_replicas"),
                fields.count("cluster_connections"),
                fields.number("blocked_clients"),
                fields.number("rejected_connections"),
                fields.number("total_connections_received"));
    }

    /// What a Redis server told beside its slots.
    static Map<String, String> info(Fields fields) {
        Map<String, String> info = new LinkedHashMap<>();
        fields.object()
                .fields()
                .forEach(
                        (name, value) -> {
                            if (!REDIS_SERVER_FIELDS.contains(name)) {
                                Json.text(value).ifPresent(text -> info.put(name, text));
                            }
                        });
        return info;
    }
}
