package poolmon.source.metrics;

import poolmon.model.Pool;
import poolmon.model.ServerText;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// Tells pools of the same name apart by whose they are.
public final class Instances {
    private Instances() {}

    /// The pools, each of several of the same name with the labels that differ among them as its
    /// instance. Within one service's own metrics there is seldom any.
    public static List<Pool> toldApart(List<MeteredPool> metered) {
        Map<String, List<MeteredPool>> namesakes = new HashMap<>();
        for (MeteredPool pool : metered) {
            namesakes
                    .computeIfAbsent(
                            pool.origin() + '\n' + pool.pool().name().raw(),
                            key -> new ArrayList<>())
                    .add(pool);
        }
        List<Pool> pools = new ArrayList<>();
        for (MeteredPool pool : metered) {
            List<MeteredPool> same =
                    namesakes.getOrDefault(
                            pool.origin() + '\n' + pool.pool().name().raw(), List.of());
            pools.add(
                    same.size() < 2
                            ? pool.pool()
                            : pool.pool().of(new ServerText(difference(pool, same))));
        }
        return pools;
    }

    private static String difference(MeteredPool pool, List<MeteredPool> namesakes) {
        Set<String> differing = new LinkedHashSet<>();
        for (MeteredPool other : namesakes) {
            other.labels()
                    .forEach(
                            (label, value) -> {
                                if (!value.equals(pool.labels().get(label))) {
                                    differing.add(label);
                                }
                            });
        }
        StringJoiner shown = new StringJoiner(", ");
        pool.labels()
                .forEach(
                        (label, value) -> {
                            if (differing.contains(label)) {
                                shown.add(label.equals("instance") ? value : label + "=" + value);
                            }
                        });
        return shown.toString();
    }
}
