package poolmon.source.metrics;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;
import poolmon.source.exposition.Sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// An origin whose pools have one series for each figure: which metrics these are, and how the
/// series of one pool are told from those of another.
///
/// @param name of the origin
/// @param used connections in use
/// @param idle open connections that nobody uses
/// @param capacity the most connections that the pool opens
/// @param grows true where no metric tells that, and `capacity` only what the pool is known to have
///     had open or in use at one time
/// @param waiting callers that wait for a connection
/// @param poolLabels labels that name the pool, the first that a series has counts
/// @param figureLabels labels that tell one figure of a metric from another
/// @param extras figures that are passed on: name of the JSON field → figure
record Gauges(
        String name,
        Figure used,
        Figure idle,
        Figure capacity,
        boolean grows,
        Figure waiting,
        List<String> poolLabels,
        Set<String> figureLabels,
        Map<String, Figure> extras)
        implements Origin {

    /// The field of [#extras] for the fewest connections that a pool keeps.
    static final String LEAST = "min";

    @Override
    public String telltale() {
        return used.shown();
    }

    @Override
    public Set<String> metrics() {
        Set<String> metrics = new LinkedHashSet<>();
        figures().forEach(figure -> metrics.add(figure.metric()));
        return metrics;
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(used, idle, capacity, waiting));
        figures.addAll(extras.values());
        figures.remove(Figure.NONE);
        return figures;
    }

    /// There is a pool wherever there is a count or a limit; a counter alone makes none.
    @Override
    public List<MeteredPool> pools(Samples samples) {
        List<MeteredPool> pools = new ArrayList<>();
        rows(samples)
                .forEach(
                        (labels, row) -> {
                            if (row.has(used) || row.has(capacity)) {
                                pools.add(pool(labels, row));
                            }
                        });
        return pools;
    }

    private Map<Map<String, String>, Row> rows(Samples samples) {
        Map<Map<String, String>, Row> rows = new LinkedHashMap<>();
        for (Figure figure : figures()) {
            for (Sample sample : samples.of(figure.metric())) {
                if (figure.isIn(sample)) {
                    Map<String, String> labels = new LinkedHashMap<>(sample.labels());
                    labels.keySet().removeAll(figureLabels);
                    rows.computeIfAbsent(labels, key -> new Row()).put(figure, sample.value());
                }
            }
        }
        return rows;
    }

    private MeteredPool pool(Map<String, String> labels, Row row) {
        OptionalLong least =
                extras.containsKey(LEAST)
                        ? row.connections(extras.get(LEAST))
                        : OptionalLong.empty();
        ServerText title = new ServerText(poolName(labels));
        OptionalLong out = row.connections(used);
        OptionalLong in = row.connections(idle);
        OptionalLong callers = row.connections(waiting);
        OptionalLong most = grows ? OptionalLong.empty() : row.limit(capacity);
        DatabasePool pool =
                most.isPresent()
                        ? DatabasePool.counted(title, out, in, most, callers)
                        : DatabasePool.growing(title, out, in, open(row, out, in), callers);
        return new MeteredPool(
                row.checked(pool.with(row.fields(name, extras))), name, others(labels), least);
    }

    /// What the pool is known to have had open at one time. What is in use says nothing of it
    /// without what is idle.
    private OptionalLong open(Row row, OptionalLong out, OptionalLong in) {
        OptionalLong peak = grows ? row.connections(capacity) : OptionalLong.empty();
        if (in.isEmpty() && peak.isEmpty()) {
            return OptionalLong.empty();
        }
        long most = Math.max(out.orElse(0) + in.orElse(0), peak.orElse(0));
        return OptionalLong.of(Math.max(1, most)); // one that was never used may open at least one
    }

    private String poolName(Map<String, String> labels) {
        for (String label : poolLabels) {
            String value = labels.get(label);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return name;
    }

    private Map<String, String> others(Map<String, String> labels) {
        Map<String, String> others = new LinkedHashMap<>(labels);
        poolLabels.forEach(others::remove);
        return others;
    }
}
