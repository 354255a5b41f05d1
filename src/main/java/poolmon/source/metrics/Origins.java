package poolmon.source.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All origins of pool metrics. Where two tell of one pool the first is shown.
public final class Origins {
    private static final List<Origin> ALL =
            List.of(
                    HikariMicrometer.origin(),
                    HikariTracker.origin(),
                    OpenTelemetry.origin(),
                    OpenTelemetryBefore126.origin(),
                    GoDatabaseSql.origin(),
                    Agroal.origin(),
                    Prisma.origin(),
                    new PgBouncerExporter(),
                    SpringJdbc.origin(),
                    new ReportedUtilization());

    private Origins() {}

    /// Every metric that some origin reads.
    public static Set<String> metrics() {
        Set<String> metrics = new LinkedHashSet<>();
        ALL.forEach(origin -> metrics.addAll(origin.metrics()));
        return metrics;
    }

    /// The metric of each origin that shows best that there is a pool, for a sentence that says
    /// what would have been read.
    public static List<String> telltales() {
        return ALL.stream().map(Origin::telltale).toList();
    }

    /// The metric of each origin that counts the connections in use.
    public static Set<String> usedMetrics() {
        Set<String> metrics = new LinkedHashSet<>();
        for (String telltale : telltales()) {
            int brace = telltale.indexOf('{');
            metrics.add(brace < 0 ? telltale : telltale.substring(0, brace));
        }
        return metrics;
    }

    /// The pools of all origins, each once.
    public static List<MeteredPool> pools(Samples samples) {
        List<MeteredPool> pools = new ArrayList<>();
        ALL.forEach(origin -> pools.addAll(origin.pools(samples)));
        return Twins.shownOnce(pools);
    }
}
