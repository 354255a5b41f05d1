package poolmon.rules;

import poolmon.model.Pool;

/// How pools are called in sentences.
final class PoolNames {
    private PoolNames() {}

    /// For example `pool "orders"`, `pool "orders" at 10.0.0.7:8080`, `server slots`.
    static String of(Pool pool) {
        String quoted = "\"" + pool.name().shown() + "\"";
        return switch (pool) {
            case Pool.DatabasePool database ->
                    "pool "
                            + quoted
                            + database.instance().map(who -> " at " + who.shown()).orElse("");
            case Pool.RedisPool _, Pool.BouncerPool _ -> "pool " + quoted;
            case Pool.ServerSlots _ -> "server slots";
            case Pool.BouncerSlots _ -> "client slots of PgBouncer";
            case Pool.RedisSlots _ -> "client slots";
            case Pool.ConnectionLimit limit ->
                    switch (limit.scope()) {
                        case DATABASE -> "limit of database " + quoted;
                        case ROLE -> "limit of role " + quoted;
                    };
        };
    }
}
