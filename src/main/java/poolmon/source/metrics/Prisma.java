package poolmon.source.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prisma's query engine (`prisma_pool_connections_busy`, `_idle`, `_open`,
/// `prisma_client_queries_wait`; prisma-engines, query-engine/metrics). None of its metrics tells
/// `connection_limit`: what is open now is the least that it can be.
final class Prisma {
    private Prisma() {}

    static Origin origin() {
        return new Gauges(
                "prisma",
                Figure.of("prisma_pool_connections_busy"),
                Figure.of("prisma_pool_connections_idle"),
                Figure.of("prisma_pool_connections_open"),
                true,
                Figure.of("prisma_client_queries_wait"),
                List.of("datasource", "pool"),
                Set.of(),
                Map.of());
    }
}
