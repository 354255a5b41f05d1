package poolmon.source.metrics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// One pool that two origins tell of is shown once.
///
/// Spring Boot has `jdbc_connections_*{name="dataSource"}` for every pool whose metadata it knows,
/// beside the `hikaricp_connections_*{pool="HikariPool-1"}` of the very same pool, and often only
/// its limits. And a service may be measured by Micrometer and OpenTelemetry at once, which call
/// the pool by the same name.
final class Twins {
    private Twins() {}

    /// The pools less those that one before them tells of already.
    static List<MeteredPool> shownOnce(List<MeteredPool> all) {
        List<MeteredPool> shown = new ArrayList<>();
        Set<MeteredPool> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        for (MeteredPool pool : all) {
            MeteredPool twin = twin(pool, shown, matched);
            if (twin == null) {
                shown.add(pool);
            } else {
                matched.add(twin);
            }
        }
        return shown;
    }

    private static @Nullable MeteredPool twin(
            MeteredPool pool, List<MeteredPool> shown, Set<MeteredPool> matched) {
        for (MeteredPool other : shown) {
            boolean elsewhere = !other.origin().equals(pool.origin());
            if (elsewhere
                    && (sameName(pool, other) || sameLimits(pool, other, matched))
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
    private static boolean sameLimits(
            MeteredPool spring, MeteredPool other, Set<MeteredPool> matched) {
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
