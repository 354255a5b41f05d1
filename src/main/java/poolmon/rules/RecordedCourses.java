package poolmon.rules;

import poolmon.capacity.Correlations;
import poolmon.capacity.Correlations.Pair;
import poolmon.capacity.Correlations.Tried;
import poolmon.capacity.Correlations.Used;
import poolmon.capacity.Trend;
import poolmon.model.Criteria;
import poolmon.model.JudgedPool;
import poolmon.model.PoolTrend.Companion;
import poolmon.model.Reading.RecordingReading;
import poolmon.model.Status;
import poolmon.model.TargetCourse;
import poolmon.model.TargetCourse.Glance;
import poolmon.model.TargetCourse.Moment;
import poolmon.model.TargetCourse.PoolCourse;
import poolmon.model.Thresholds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The courses of pools in a recording. A recording that was put together from several need not be
/// in order.
final class RecordedCourses {
    private RecordedCourses() {}

    static List<Course> of(RecordingReading reading, Criteria criteria) {
        List<Course> courses = new ArrayList<>();
        for (TargetCourse target : reading.targets()) {
            List<Glance> looks = new ArrayList<>(target.looks());
            looks.sort((a, b) -> a.at().compareTo(b.at()));
            for (PoolCourse pool : target.pools()) {
                if (criteria.outlook().has(pool.latest().pool())) {
                    courses.add(course(target, looks, pool, criteria.thresholds()));
                }
            }
        }
        return courses;
    }

    private static Course course(
            TargetCourse target, List<Glance> looks, PoolCourse pool, Thresholds thresholds) {
        List<Moment> moments = new ArrayList<>(pool.moments());
        moments.sort((a, b) -> a.at().compareTo(b.at()));
        List<Trend.Point> points = new ArrayList<>();
        List<Pair> latencies = new ArrayList<>();
        List<Used> used = new ArrayList<>();
        for (Moment moment : moments) {
            points.add(new Trend.Point(moment.at(), moment.percent()));
            latencies.add(new Pair(moment.percent(), moment.latencyMillis()));
            used.add(new Used(moment.at(), moment.percent()));
        }
        List<Tried> tried =
                looks.stream().map(l -> new Tried(l.at(), l.failed().isPresent())).toList();
        return new Course(
                target.target(),
                judged(pool.latest(), thresholds),
                points,
                moments.getLast().at().isBefore(lastAnswered(looks)),
                looks.getLast().failed(),
                List.of(
                        Correlations.of(Companion.LATENCY, latencies, "latency"),
                        Correlations.ofFailures(used, tried)));
    }

    private static Instant lastAnswered(List<Glance> looks) {
        Instant last = Instant.MIN;
        for (Glance look : looks) {
            if (look.failed().isEmpty()) {
                last = look.at();
            }
        }
        return last;
    }

    /// By the thresholds of today. That a pool could not be judged then does not change.
    private static JudgedPool judged(JudgedPool recorded, Thresholds thresholds) {
        Status status =
                recorded.status() == Status.ERROR
                        ? Status.ERROR
                        : recorded.utilization().isPresent()
                                ? thresholds.judge(recorded.utilization().get())
                                : thresholds.judge(recorded.percent().orElse(Double.NaN));
        return new JudgedPool(
                recorded.pool(),
                status,
                recorded.utilization(),
                recorded.percent(),
                recorded.maxOverflow());
    }
}
