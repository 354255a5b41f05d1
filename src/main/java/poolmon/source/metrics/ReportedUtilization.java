package poolmon.source.metrics;

import poolmon.model.JsonFields;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;
import poolmon.source.exposition.Sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// `db_pool_utilization_percent`, as FastAPI services with SQLAlchemy export it: the service's own
/// figure, without the counts that it was made of.
final class ReportedUtilization implements Origin {
    private static final Figure PERCENT = Figure.of("db_pool_utilization_percent");
    private static final List<String> POOL_LABELS =
            List.of("pool", "pool_name", "name", "database");

    @Override
    public String name() {
        return "reported-utilization";
    }

    @Override
    public Set<String> metrics() {
        return Set.of(PERCENT.metric());
    }

    @Override
    public String telltale() {
        return PERCENT.metric();
    }

    @Override
    public List<MeteredPool> pools(Samples samples) {
        List<MeteredPool> pools = new ArrayList<>();
        for (Sample sample : samples.of(PERCENT.metric())) {
            Map<String, String> labels = new LinkedHashMap<>(sample.labels());
            String name = "database";
            for (String label : POOL_LABELS) {
                String value = labels.remove(label);
                name = value == null || value.isEmpty() ? name : value;
            }
            Row row = new Row();
            row.put(PERCENT, sample.value());
            DatabasePool pool = pool(name, row.percent(PERCENT));
            pools.add(
                    new MeteredPool(
                            row.checked(pool.with(row.fields(name(), Map.of()))),
                            name(),
                            labels,
                            OptionalLong.empty()));
        }
        return pools;
    }

    private static DatabasePool pool(String name, OptionalDouble percent) {
        return new DatabasePool(
                new ServerText(name),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                percent,
                OptionalLong.empty(),
                Optional.empty(),
                JsonFields.NONE);
    }
}
