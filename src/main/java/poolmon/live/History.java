package poolmon.live;

import poolmon.capacity.Trend;
import poolmon.model.JudgedPool;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How pools have gone on: so many looks of each, no more. Looks of a recording may be added out of
/// their order; what is asked for is always as of some time.
final class History {
    private static final int MOST = 300;

    /// So many of the newest looks make the forecast.
    private static final int RECENT = 60;

    private final Map<Key, NavigableMap<Instant, Double>> percents = new HashMap<>();
    private final Map<Target, NavigableMap<Instant, Boolean>> failures = new HashMap<>();
    private final NavigableMap<Instant, Status> changes = new TreeMap<>();

    private record Key(Target target, String pool) {}

    /// Adds a look.
    void add(Frame frame) {
        Report report = frame.report();
        if (report.targets().isEmpty()) {
            return;
        }
        stands(report.at(), report.status());
        for (TargetReport target : report.targets()) {
            if (!frame.fresh().contains(target.target())) {
                continue;
            }
            put(
                    failures.computeIfAbsent(target.target(), any -> new TreeMap<>()),
                    report.at(),
                    target.failure().isPresent());
            for (JudgedPool pool : target.pools()) {
                pool.percent()
                        .ifPresent(
                                percent ->
                                        put(
                                                percents.computeIfAbsent(
                                                        key(target, pool), any -> new TreeMap<>()),
                                                report.at(),
                                                percent));
            }
        }
    }

    /// Beyond what is kept, the look is dropped that is farthest from the one that is added.
    private static <T> void put(NavigableMap<Instant, T> course, Instant at, T value) {
        course.put(at, value);
        if (course.size() > MOST) {
            if (course.firstKey().equals(at)) {
                course.pollLastEntry();
            } else {
                course.pollFirstEntry();
            }
        }
    }

    private void stands(Instant at, Status status) {
        Map.Entry<Instant, Status> before = changes.floorEntry(at);
        if (before != null && before.getValue() == status) {
            return;
        }
        Map.Entry<Instant, Status> after = changes.higherEntry(at);
        if (after != null && after.getValue() == status) {
            changes.remove(after.getKey());
        }
        put(changes, at, status);
    }

    private static Key key(TargetReport target, JudgedPool pool) {
        return new Key(target.target(), PoolRow.name(pool.pool()));
    }

    /// Since when all stands as it does at a time.
    Instant since(Instant at) {
        Map.Entry<Instant, Status> change = changes.floorEntry(at);
        return change == null ? at : change.getKey();
    }

    /// The newest utilisations of a pool up to a time, in percent, oldest first.
    List<Double> course(TargetReport target, JudgedPool pool, Instant at, int most) {
        return newest(key(target, pool), at, most).stream().map(Trend.Point::value).toList();
    }

    private List<Trend.Point> newest(Key key, Instant at, int most) {
        List<Trend.Point> newest = new ArrayList<>();
        for (Map.Entry<Instant, Double> each :
                percents.getOrDefault(key, new TreeMap<>())
                        .headMap(at, true)
                        .descendingMap()
                        .entrySet()) {
            if (newest.size() == most) {
                break;
            }
            newest.addFirst(new Trend.Point(each.getKey(), each.getValue()));
        }
        return newest;
    }

    /// How many of a target's newest looks failed, in percent.
    double errorPercent(Target target, Instant at) {
        NavigableMap<Instant, Boolean> looks =
                failures.getOrDefault(target, new TreeMap<>()).headMap(at, true);
        long failed = looks.values().stream().filter(f -> f).count();
        return looks.isEmpty() ? 0 : 100.0 * failed / looks.size();
    }

    /// When a pool reaches this utilisation, if it goes on as in its newest looks and these show a
    /// clear trend.
    Optional<Duration> until(double percent, TargetReport target, JudgedPool pool, Instant at) {
        List<Trend.Point> recent = newest(key(target, pool), at, RECENT);
        return recent.size() < Trend.FEWEST
                ? Optional.empty()
                : Trend.of(recent).reaches(percent).map(Trend.Reach::in);
    }
}
