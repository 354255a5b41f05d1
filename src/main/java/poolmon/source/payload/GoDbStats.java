package poolmon.source.payload;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;

import java.util.List;

/// Go's `sql.DBStats` as `encoding/json` writes it (database/sql/sql.go): `{"MaxOpenConnections":5,
/// "OpenConnections":3,"InUse":2,"Idle":1,"WaitCount":0,"WaitDuration":0,…}`. A maximum of 0 means
/// that there is no limit. `WaitCount` counts all waits since the start, not who waits now.
final class GoDbStats implements PoolShape {
    @Override
    public String format() {
        return "go-dbstats";
    }

    @Override
    public List<String> marks() {
        return List.of("maxopenconnections", "inuse");
    }

    @Override
    public DatabasePool pool(ServerText name, Counts counts) {
        return DatabasePool.counted(
                name,
                counts.connections("inuse"),
                counts.connections("idle"),
                counts.connections("maxopenconnections"),
                counts.none());
    }
}
