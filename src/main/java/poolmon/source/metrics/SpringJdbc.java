package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Any pool that Spring Boot knows the metadata of: HikariCP, Tomcat, DBCP2, UCP
/// (`DataSourcePoolMetrics`: `jdbc.connections.active`, `.idle`, `.max`, `.min`, tag `name`). A
/// pool without a limit has a maximum of −1 in some of them, which is read as none.
final class SpringJdbc {
    static final String NAME = "spring-jdbc";

    private SpringJdbc() {}

    static Origin origin() {
        return new Gauges(
                NAME,
                Figure.of("jdbc_connections_active"),
                Figure.of("jdbc_connections_idle"),
                Figure.of("jdbc_connections_max"),
                false,
                Figure.NONE,
                List.of("name"),
                Set.of(),
                Map.of(Gauges.LEAST, Figure.of("jdbc_connections_min")));
    }
}
