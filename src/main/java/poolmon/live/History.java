package poolmon.live;

import poolmon.model.JudgedPool;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How pools have gone on since the screen was opened: so many looks of each, no more.
final class History {
    private static final int MOST = 300;

    /// Fewer looks tell no trend.
    private static final int FEWEST = 10;

    /// So many of the newest looks make the forecast.
    private static final int RECENT = 30;

    private final Map<Key, List<Point>> points = new HashMap<>();
    private final Map<Target, int[]> answers = new HashMap<>();
    private Status status = Status.UNKNOWN;
    private Instant since = Instant.EPOCH;

    private record Key(Target target, String pool) {}

    private record Point(Instant at, double percent) {}

    /// Adds a look.
    ///
    /// @param fresh the targets that have been looked at anew
    void add(Report report, List<Target> fresh) {
        if (report.targets().isEmpty()) {
            return;
        }
        if (report.status() != status) {
            status = report.status();
            since = report.at();
        }
        for (TargetReport target : report.targets()) {
            if (!fresh.contains(target.target())) {
                continue;
            }
            int[] counts = answers.computeIfAbsent(target.target(), any -> new int[2]);
            counts[target.failure().isPresent() ? 1 : 0]++;
            for (JudgedPool pool : target.pools()) {
                pool.percent().ifPresent(percent -> add(target, pool, report.at(), percent));
            }
        }
    }

    private void add(TargetReport target, JudgedPool pool, Instant at, double percent) {
        List<Point> course = points.computeIfAbsent(key(target, pool), any -> new ArrayList<>());
        course.add(new Point(at, percent));
        if (course.size() > MOST) {
            course.removeFirst();
        }
    }

    private static Key key(TargetReport target, JudgedPool pool) {
        return new Key(target.target(), PoolRow.name(pool.pool()));
    }

    /// Since when all stands as it does.
    Instant since() {
        return since;
    }

    /// The newest utilisations of a pool, in percent, oldest first.
    List<Double> course(TargetReport target, JudgedPool pool, int most) {
        List<Point> course = points.getOrDefault(key(target, pool), List.of());
        return course.subList(Math.max(0, course.size() - most), course.size()).stream()
                .map(Point::percent)
                .toList();
    }

    /// How many of a target's looks failed, in percent.
    double errorPercent(Target target) {
        int[] counts = answers.getOrDefault(target, new int[] {1, 0});
        return 100.0 * counts[1] / Math.max(1, counts[0] + counts[1]);
    }

    /// When a pool reaches this utilisation, if it goes on as it does: by the median of the slopes
    /// of all pairs of the newest looks (Theil 1950, Sen 1968), where nearly all of them rise.
    Optional<Duration> until(double percent, TargetReport target, JudgedPool pool) {
        List<Point> course = points.getOrDefault(key(target, pool), List.of());
        List<Point> recent = course.subList(Math.max(0, course.size() - RECENT), course.size());
        if (recent.size() < FEWEST || recent.getLast().percent() >= percent) {
            return Optional.empty();
        }
        double[] slopes = slopes(recent);
        double slope = slopes[slopes.length / 2];
        if (slope <= 0 || slopes[slopes.length / 10] < 0) {
            return Optional.empty();
        }
        double seconds = (percent - recent.getLast().percent()) / slope;
        return seconds > 24 * 3600
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.round(seconds)));
    }

    private static double[] slopes(List<Point> recent) {
        int n = recent.size();
        double[] slopes = new double[n * (n - 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double seconds =
                        Duration.between(recent.get(i).at(), recent.get(j).at()).toMillis() / 1e3;
                slopes[at++] =
                        (recent.get(j).percent() - recent.get(i).percent())
                                / Math.max(seconds, 0.001);
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }
}
