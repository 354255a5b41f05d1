package poolmon.source.saved;

import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.TargetCourse;
import poolmon.model.TargetCourse.Glance;
import poolmon.model.TargetCourse.Moment;
import poolmon.model.TargetCourse.PoolCourse;
import poolmon.model.TargetReport;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Puts recorded looks together to the courses of targets and pools, and keeps but so many of each:
/// a recording of any length takes no more memory.
final class RecordedCourses {
    private final Map<ServerText, Course> targets = new LinkedHashMap<>();

    private static final class Course {
        private final List<Glance> looks = new ArrayList<>();
        private final Map<Key, Pooled> pools = new LinkedHashMap<>();
        private final Map<Key, DatabasePool> unknown = new LinkedHashMap<>();
    }

    private static final class Pooled {
        private JudgedPool latest;
        private final List<Moment> moments = new ArrayList<>();

        private Pooled(JudgedPool latest) {
            this.latest = latest;
        }
    }

    /// Pools of different kinds, or of different owners, may have the same name.
    private record Key(Class<?> kind, ServerText name, Optional<ServerText> owner) {
        static Key of(Pool pool) {
            Optional<ServerText> owner =
                    switch (pool) {
                        case DatabasePool database -> database.instance();
                        case Pool.ConnectionLimit limit ->
                                Optional.of(new ServerText(limit.scope().name()));
                        case Pool.BouncerPool bouncer -> Optional.of(bouncer.user());
                        case Pool.RedisPool _,
                                Pool.ServerSlots _,
                                Pool.BouncerSlots _,
                                Pool.RedisSlots _ ->
                                Optional.empty();
                    };
            return new Key(pool.getClass(), pool.name(), owner);
        }
    }

    /// Adds a look.
    void add(Report look) {
        for (TargetReport target : look.targets()) {
            Course course =
                    targets.computeIfAbsent(
                            new ServerText(target.target().shown()), any -> new Course());
            course.looks.add(
                    new Glance(look.at(), target.failure().map(failure -> target.status())));
            double latency = target.answer().latency().toNanos() / 1e6;
            for (JudgedPool judged : target.pools()) {
                add(course, judged, look.at(), latency);
            }
        }
    }

    private static void add(Course course, JudgedPool judged, Instant at, double latency) {
        OptionalDouble percent =
                judged.utilization().isPresent()
                        ? OptionalDouble.of(judged.utilization().get().percent())
                        : judged.percent();
        if (percent.isPresent() && Double.isFinite(percent.getAsDouble())) {
            Pooled pool =
                    course.pools.computeIfAbsent(Key.of(judged.pool()), any -> new Pooled(judged));
            pool.latest = judged;
            pool.moments.add(new Moment(at, percent.getAsDouble(), latency));
        } else if (judged.pool() instanceof DatabasePool pool) {
            course.unknown.put(Key.of(pool), pool);
        }
    }

    /// Forgets every second look.
    void thinOut() {
        for (Course course : targets.values()) {
            halve(course.looks);
            course.pools.values().forEach(pool -> halve(pool.moments));
        }
    }

    private static <T> void halve(List<T> all) {
        List<T> kept = new ArrayList<>();
        // from the end: the newest is kept, and with it what is told of the present
        for (int i = all.size() - 1; i >= 0; i -= 2) {
            kept.addFirst(all.get(i));
        }
        all.clear();
        all.addAll(kept);
    }

    /// What there is.
    List<TargetCourse> courses() {
        List<TargetCourse> courses = new ArrayList<>();
        targets.forEach(
                (target, course) -> {
                    List<PoolCourse> pools = new ArrayList<>();
                    course.pools
                            .values()
                            .forEach(pool -> pools.add(new PoolCourse(pool.latest, pool.moments)));
                    Map<Key, DatabasePool> unknown = new LinkedHashMap<>(course.unknown);
                    unknown.keySet().removeAll(course.pools.keySet());
                    courses.add(
                            new TargetCourse(
                                    target, course.looks, pools, List.copyOf(unknown.values())));
                });
        return courses;
    }
}
