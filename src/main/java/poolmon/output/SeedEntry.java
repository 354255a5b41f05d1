package poolmon.output;

import poolmon.model.JsonFields;
import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.ServerText;
import poolmon.model.Target;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// One pool as the seed's endpoints write it. What is not known is left out, as services do.
///
/// A server's slots that somebody keeps idle are taken all the same, so that they count as checked
/// out: who reads the entry reckons with that and has to come to the same status.
final class SeedEntry {
    private static final Set<String> OURS =
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
                    "max_connections",
                    "connected_clients",
                    "total_connections_received",
                    "error");

    private final Json json;

    SeedEntry(Json json) {
        this.json = json;
    }

    void write(Target target, JudgedPool judged) throws IOException {
        json.text("status", judged.status().word());
        switch (judged.pool()) {
            case Pool.DatabasePool pool -> database(judged, pool);
            case Pool.RedisPool pool -> redis(pool);
            case Pool.RedisSlots slots -> slots(target, slots);
            case Pool.ServerSlots _,
                    Pool.ConnectionLimit _,
                    Pool.BouncerPool _,
                    Pool.BouncerSlots _ ->
                    counted(judged);
        }
    }

    private void database(JudgedPool judged, Pool.DatabasePool pool) throws IOException {
        PoolFacts facts = PoolFacts.of(judged);
        known("pool_size", pool.poolSize());
        known("checked_out", pool.checkedOut());
        known("checked_in", pool.checkedIn());
        known("overflow", pool.overflow());
        known("max_overflow", facts.maxOverflow());
        known("total_capacity", facts.capacity());
        percent(judged.percent());
        known("waiting", pool.waiting());
        error(pool.error());
        json.extras(pool.extra(), OURS);
    }

    private void counted(JudgedPool judged) throws IOException {
        PoolFacts facts = PoolFacts.of(judged);
        known("pool_size", facts.capacity());
        known("checked_out", facts.used());
        if (facts.capacity().isPresent() && facts.used().isPresent()) {
            long free = facts.capacity().getAsLong() - facts.used().getAsLong();
            json.number("checked_in", Math.max(0, free));
            json.number("overflow", 0);
        }
        known("total_capacity", facts.capacity());
        percent(judged.percent());
        known("waiting", facts.waiting());
        error(facts.error());
    }

    private void redis(Pool.RedisPool pool) throws IOException {
        known("max_connections", pool.maxConnections());
        known("connected_clients", pool.connectedClients());
        known("total_connections_received", pool.totalConnectionsReceived());
        error(pool.error());
        json.extras(pool.extra(), OURS);
    }

    private void slots(Target target, Pool.RedisSlots slots) throws IOException {
        known("max_connections", slots.maxClients());
        json.number("connected_clients", slots.used());
        known("total_connections_received", slots.totalConnectionsReceived());
        if (target instanceof Target.Redis server) {
            json.open("connection_kwargs");
            json.text("host", server.host().name());
            json.number("port", server.host().port());
            json.number("db", server.database());
            json.end();
        }
    }

    private void known(String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.number(name, value);
        }
    }

    private void percent(OptionalDouble value) throws IOException {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.percent("utilization_percent", value);
        }
    }

    private void error(Optional<ServerText> error) throws IOException {
        if (error.isPresent()) {
            json.text("error", error);
        }
    }

    /// What a service said of something else than a pool.
    void extras(JsonFields fields) throws IOException {
        json.extras(fields, OURS);
    }
}
