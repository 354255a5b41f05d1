package poolmon.source.metrics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One pool that two origins tell of is shown once.
///
/// Spring Boot has `jdbc_connections_*{name="dataSource"}` for every pool whose metadata it knows,
/// beside the `hikaricp_connections_*{pool="HikariPool-1"}` of the very same pool, and often only
/// its limits. And a service may be measured by Micrometer and OpenTelemetry at once, which call
/// the pool by the same name.
final class Twins {
    /// The pools so far, by what a twin of theirs must have in common with them: a fleet has
    /// thousands, and each is to be held against few.
    private final Map<String, List<MeteredPool>> byName = new HashMap<>();

    private final Map<String, List<MeteredPool>> byLimit = new HashMap<>();
    private final Set<MeteredPool> matched = Collections.newSetFromMap(new IdentityHashMap<>());

    private Twins() {}

    /// The pools less those that one before them tells of already.
    static List<MeteredPool> shownOnce(List<MeteredPool> all) {
        Twins twins = new Twins();
        List<MeteredPool> shown = new ArrayList<>();
        for (MeteredPool pool : all) {
            if (twins.isNew(pool)) {
                shown.add(pool);
            }
        }
        return shown;
    }

    private boolean isNew(MeteredPool pool) {
        String name = owner(pool) + pool.pool().name().raw();
        String limit = owner(pool) + pool.pool().poolSize();
        MeteredPool twin = twin(pool, byName.getOrDefault(name, List.of()));
        if (twin == null && pool.origin().equals(SpringJdbc.NAME)) {
            twin = twin(pool, byLimit.getOrDefault(limit, List.of()));
        }
        if (twin == null) {
            byName.computeIfAbsent(name, key -> new ArrayList<>()).add(pool);
            byLimit.computeIfAbsent(limit, key -> new ArrayList<>()).add(pool);
            return true;
        }
        matched.add(twin);
        byLimit.getOrDefault(limit, List.of()).remove(twin);
        return false;
    }

    /// What every series of one scrape has in common.
    private static String owner(MeteredPool pool) {
        return pool.labels().getOrDefault("job", "")
                + '\n'
                + pool.labels().getOrDefault("instance", "")
                + '\n';
    }

    private @Nullable MeteredPool twin(MeteredPool pool, List<MeteredPool> candidates) {
        for (MeteredPool other : candidates) {
            boolean elsewhere = !other.origin().equals(pool.origin());
            if (elsewhere
                    && (sameName(pool, other) || sameLimits(pool, other))
                    && sameOwner(pool, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean sameName(MeteredPool one, MeteredPool other) {
        return one.pool().name().raw().equals(other.pool().name().raw())
                && one.pool().poolSize().equals(other.pool().poolSize());
    }

    /// Spring's name for a pool is that of its bean, so that only the limits are left to go by. One
    /// pool of HikariCP has one of Spring's beside it and no more.
    private boolean sameLimits(MeteredPool spring, MeteredPool other) {
        return spring.origin().equals(SpringJdbc.NAME)
                && other.origin().startsWith("hikaricp")
                && !matched.contains(other)
                && spring.pool().poolSize().equals(other.pool().poolSize())
                && (spring.least().isEmpty()
                        || other.least().isEmpty()
                        || spring.least().equals(other.least()));
    }

    /// Whether what both series say of their owner (`job`, `instance`, …) is the same.
    private static boolean sameOwner(MeteredPool one, MeteredPool other) {
        for (var label : one.labels().entrySet()) {
            String value = other.labels().get(label.getKey());
            if (value != null && !Objects.equals(value, label.getValue())) {
                return false;
            }
        }
        return true;
    }
}
