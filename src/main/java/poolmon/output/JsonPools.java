package poolmon.output;

import poolmon.columns.PoolColumns;
import poolmon.model.JsonFields;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.Pings;
import poolmon.model.Pool;
import poolmon.model.Reading.RedisReading;
import poolmon.model.ServerText;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// Writes the entries of `pools` and `checks`. `pool_size`, `checked_out`, `total_capacity` and
/// `utilization_percent` stand in every kind that has a utilisation, so that one reader can read
/// all.
final class JsonPools {
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
    private static final String KWARGS = "connection_kwargs";
    private static final Set<String> REDIS_FIELDS =
            Set.of(
                    "name",
                    "kind",
                    "status",
                    "reported_status",
                    "max_connections",
                    "connected_clients",
                    "total_connections_received",
                    "ping_min_ms",
                    "ping_median_ms",
                    "ping_p99_ms",
                    KWARGS,
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
                    "cluster_connections");
    private static final Set<String> CHECK_FIELDS = Set.of("name", "status", "reported_status");

    private final Json json;

    JsonPools(Json json) {
        this.json = json;
    }

    /// @param redis what a Redis server told beside its slots
    void pool(JudgedPool judged, Optional<RedisReading> redis) throws IOException {
        json.open();
        json.text("name", judged.pool().name());
        json.text("kind", PoolColumns.kind(judged.pool()));
        json.text("status", judged.status().word());
        switch (judged.pool()) {
            case Pool.DatabasePool pool -> database(judged, pool);
            case Pool.RedisPool pool -> redis(pool);
            case Pool.ServerSlots slots -> server(judged, slots);
            case Pool.ConnectionLimit limit -> limit(judged, limit);
            case Pool.BouncerPool pool -> bouncer(judged, pool);
            case Pool.BouncerSlots slots -> bouncerClients(judged, slots);
            case Pool.RedisSlots slots -> redisServer(judged, slots, redis);
        }
        json.end();
    }

    private void database(JudgedPool judged, Pool.DatabasePool pool) throws IOException {
        json.text("reported_status", pool.reportedStatus());
        json.number("pool_size", pool.poolSize());
        json.number("checked_out", pool.checkedOut());
        json.number("checked_in", pool.checkedIn());
        json.number("overflow", pool.overflow());
        json.number("max_overflow", PoolColumns.maxOverflow(judged, pool));
        json.number("total_capacity", capacity(judged));
        json.percent("utilization_percent", judged.percent());
        json.figure("reported_utilization_percent", pool.reportedUtilization());
        json.number("waiting", pool.waiting());
        json.text("instance", pool.instance());
        json.text("error", pool.error());
        json.extras(pool.extra(), DATABASE_FIELDS);
    }

    private static OptionalLong capacity(JudgedPool judged) {
        return judged.utilization().isPresent()
                ? OptionalLong.of(judged.utilization().get().capacity())
                : OptionalLong.empty();
    }

    private void redis(Pool.RedisPool pool) throws IOException {
        json.text("reported_status", pool.reportedStatus());
        json.number("max_connections", pool.maxConnections());
        json.number("connected_clients", pool.connectedClients());
        json.number("total_connections_received", pool.totalConnectionsReceived());
        String kwargs = pool.extra().values().get(KWARGS);
        json.raw(KWARGS, kwargs == null ? "null" : kwargs);
        json.text("error", pool.error());
        json.extras(pool.extra(), REDIS_FIELDS);
    }

    private void server(JudgedPool judged, Pool.ServerSlots slots) throws IOException {
        json.number("pool_size", slots.usable());
        json.number("checked_out", slots.active() + slots.inTransaction());
        json.number("checked_in", slots.idle());
        json.number("overflow", 0);
        json.number("max_overflow", 0);
        json.number("total_capacity", slots.usable());
        json.percent("utilization_percent", judged.percent());
        json.number("waiting", OptionalLong.empty());
        json.number("slots_used", slots.used());
        json.percent("slots_used_percent", judged.percent());
        json.number("max_connections", slots.maxConnections());
        json.number("superuser_reserved_connections", slots.superuserReserved());
        json.number("reserved_connections", slots.reserved());
        json.number("active", slots.active());
        json.number("idle_in_transaction", slots.inTransaction());
        json.number("idle", slots.idle());
        json.number("hidden", slots.hidden());
    }

    private void limit(JudgedPool judged, Pool.ConnectionLimit limit) throws IOException {
        json.number("pool_size", limit.limit());
        json.number("checked_out", limit.used());
        json.number("total_capacity", limit.limit());
        json.percent("utilization_percent", judged.percent());
        json.number("limit", limit.limit());
        json.number("used", limit.used());
    }

    private void bouncer(JudgedPool judged, Pool.BouncerPool pool) throws IOException {
        json.number("pool_size", pool.size());
        json.number("checked_out", pool.checkedOut());
        json.number("checked_in", pool.idle());
        json.number("total_capacity", capacity(judged));
        json.percent("utilization_percent", judged.percent());
        json.number("waiting", pool.waiting());
        json.text("database", pool.database());
        json.text("user", pool.user());
        json.text("pool_mode", pool.mode());
        json.number("reserve_pool_size", pool.reserve());
        json.number("clients_active", pool.clients());
        json.number("servers_active", pool.active());
        json.number("servers_busy", pool.busy());
        json.number("servers_idle", pool.idle());
        json.seconds("max_wait_seconds", Optional.of(pool.maxWait()));
        json.text("closed", pool.closed().map(ServerText::new));
    }

    private void bouncerClients(JudgedPool judged, Pool.BouncerSlots slots) throws IOException {
        json.number("pool_size", slots.maxClients());
        json.number("checked_out", slots.used());
        json.number("total_capacity", capacity(judged));
        json.percent("utilization_percent", judged.percent());
        json.number("waiting", slots.waiting());
        json.number("max_clients", slots.maxClients());
        json.number("slots_used", slots.used());
        json.percent("slots_used_percent", judged.percent());
    }

    private void redisServer(JudgedPool judged, Pool.RedisSlots slots, Optional<RedisReading> redis)
            throws IOException {
        Pings pings = redis.map(RedisReading::pings).orElse(Pings.NONE);
        Map<String, String> info = redis.map(RedisReading::info).orElse(Map.of());
        OptionalDouble percent = judged.percent();
        json.number("connected_clients", slots.connectedClients());
        json.number("max_clients", slots.maxClients());
        json.number("slots_used", slots.used());
        json.percent("slots_used_percent", percent);
        json.percent("utilization_percent", percent);
        json.number("blocked_clients", slots.blockedClients());
        json.number("rejected_connections", slots.rejectedConnections());
        json.number("total_connections_received", slots.totalConnectionsReceived());
        json.number("connected_replicas", slots.connectedReplicas());
        json.number("cluster_connections", slots.clusterConnections());
        json.shortMillis("ping_min_ms", pings.within(0));
        json.shortMillis("ping_median_ms", pings.within(50));
        json.shortMillis("ping_p99_ms", pings.within(99));
        for (var field : new TreeMap<>(info).entrySet()) {
            if (!REDIS_SERVER_FIELDS.contains(field.getKey())) {
                info(field.getKey(), field.getValue());
            }
        }
    }

    /// `INFO` knows only text; what is a whole number in it is one in JSON.
    private void info(String name, String value) throws IOException {
        try {
            json.number(name, Long.parseLong(value));
        } catch (NumberFormatException ignored) {
            json.text(name, value);
        }
    }

    void check(JudgedCheck judged) throws IOException {
        json.open();
        json.text("name", judged.check().name());
        json.text("status", judged.status().word());
        json.text("reported_status", judged.check().reportedStatus());
        JsonFields detail = judged.check().detail();
        json.extras(detail, CHECK_FIELDS);
        json.end();
    }
}
