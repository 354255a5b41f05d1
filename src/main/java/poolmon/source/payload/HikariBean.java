package poolmon.source.payload;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;

import java.util.List;
import java.util.OptionalLong;

/// What people make of HikariCP's beans (`HikariPoolMXBean`, `HikariConfigMXBean`):
/// `{"activeConnections":2,"idleConnections":3,"totalConnections":5,"threadsAwaitingConnection":0,
/// "maximumPoolSize":10}`. Without the last, what is open is the least that the maximum can be.
final class HikariBean implements PoolShape {
    @Override
    public String format() {
        return "hikaricp-mxbean";
    }

    @Override
    public List<String> marks() {
        return List.of("activeconnections", "totalconnections");
    }

    @Override
    public DatabasePool pool(ServerText name, Counts counts) {
        OptionalLong active = counts.connections("activeconnections");
        OptionalLong idle = counts.connections("idleconnections");
        OptionalLong waiting = counts.connections("threadsawaitingconnection");
        OptionalLong most =
                counts.has("maximumpoolsize")
                        ? counts.connections("maximumpoolsize")
                        : counts.connections("maxpoolsize");
        return most.isPresent()
                ? DatabasePool.counted(name, active, idle, most, waiting)
                : DatabasePool.growing(
                        name, active, idle, counts.connections("totalconnections"), waiting);
    }
}
