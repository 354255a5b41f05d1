package poolmon.source.metrics;

import poolmon.source.exposition.Sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// prometheus-community's pgbouncer_exporter (collector.go): one pool for each pair of database and
/// user, while the size of the pools is told for each database, whose name is there the label
/// `name`.
final class PgBouncerExporter implements Origin {
    private static final String DATABASE = "database";
    private static final String USER = "user";
    private static final String POOL = "poolmon_pool"; // ours, no exporter has it
    private static final String SIZE = "pgbouncer_databases_pool_size";
    private static final String ACTIVE = "pgbouncer_pools_server_active_connections";
    private static final String MAXWAIT = "pgbouncer_pools_client_maxwait_seconds";

    private final Gauges gauges =
            new Gauges(
                    "pgbouncer",
                    Figure.of(ACTIVE),
                    Figure.of("pgbouncer_pools_server_idle_connections"),
                    Figure.of(SIZE),
                    false,
                    Figure.of("pgbouncer_pools_client_waiting_connections"),
                    List.of(POOL),
                    Set.of(DATABASE, USER),
                    Map.of("max_wait_seconds", Figure.of(MAXWAIT)));

    @Override
    public String name() {
        return gauges.name();
    }

    @Override
    public Set<String> metrics() {
        return gauges.metrics();
    }

    @Override
    public String telltale() {
        return gauges.telltale();
    }

    @Override
    public List<MeteredPool> pools(Samples samples) {
        List<Sample> joined = new ArrayList<>();
        for (String metric : metrics()) {
            for (Sample sample : samples.of(metric)) {
                if (!metric.equals(SIZE) && !isConsole(sample)) {
                    joined.add(named(sample, sample));
                }
            }
        }
        Map<String, List<Sample>> sizes = new HashMap<>();
        for (Sample size : samples.of(SIZE)) {
            sizes.computeIfAbsent(key(size, "name"), key -> new ArrayList<>()).add(size);
        }
        for (Sample pool : samples.of(ACTIVE)) {
            for (Sample size : sizes.getOrDefault(key(pool, DATABASE), List.of())) {
                if (!isConsole(pool) && isSizeOf(size, pool)) {
                    joined.add(named(pool, size));
                }
            }
        }
        return gauges.pools(new Samples(joined));
    }

    /// PgBouncer's own console is listed as a pool, with nothing behind it that could be full.
    private static boolean isConsole(Sample sample) {
        return sample.labels().getOrDefault(DATABASE, "").equals("pgbouncer");
    }

    private static String key(Sample sample, String database) {
        return sample.labels().getOrDefault("job", "")
                + '\n'
                + sample.labels().getOrDefault("instance", "")
                + '\n'
                + sample.labels().getOrDefault(database, "");
    }

    /// The pool's labels with the other's metric and value.
    private static Sample named(Sample pool, Sample other) {
        Map<String, String> labels = new LinkedHashMap<>(pool.labels());
        labels.put(POOL, labels.getOrDefault(DATABASE, "") + "/" + labels.getOrDefault(USER, ""));
        return new Sample(other.name(), labels, other.value());
    }

    /// Whether the size, which is of the pool's database, is that of the same PgBouncer: whatever
    /// both series have is the same.
    private static boolean isSizeOf(Sample size, Sample pool) {
        for (var label : pool.labels().entrySet()) {
            String other = size.labels().get(label.getKey());
            if (other != null
                    && !label.getKey().equals(DATABASE)
                    && !label.getKey().equals(USER)
                    && !other.equals(label.getValue())) {
                return false;
            }
        }
        return true;
    }
}
