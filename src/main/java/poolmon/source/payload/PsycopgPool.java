package poolmon.source.payload;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;

import java.util.List;
import java.util.OptionalLong;

/// `ConnectionPool.get_stats()` of psycopg_pool (psycopg_pool/base.py): `{"pool_min":2,
/// "pool_max":5,"pool_size":4,"pool_available":1,"requests_waiting":0,…}`. `pool_size` counts the
/// connections that are open, idle or not; what is not available is in use.
final class PsycopgPool implements PoolShape {
    @Override
    public String format() {
        return "psycopg-pool";
    }

    @Override
    public List<String> marks() {
        return List.of("poolmax", "poolsize", "poolavailable");
    }

    @Override
    public DatabasePool pool(ServerText name, Counts counts) {
        OptionalLong open = counts.connections("poolsize");
        OptionalLong idle = counts.connections("poolavailable");
        return DatabasePool.counted(
                name,
                open.isPresent() && idle.isPresent()
                        ? OptionalLong.of(Math.max(0, open.getAsLong() - idle.getAsLong()))
                        : OptionalLong.empty(),
                idle,
                counts.connections("poolmax"),
                counts.connections("requestswaiting"));
    }
}
