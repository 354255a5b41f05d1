package poolmon.rules;

import poolmon.capacity.Correlations;
import poolmon.capacity.Correlations.Pair;
import poolmon.capacity.Trend;
import poolmon.model.Criteria;
import poolmon.model.JudgedPool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.PoolHistory;
import poolmon.model.PoolHistory.Moment;
import poolmon.model.PoolHistory.Traffic;
import poolmon.model.PoolTrend.Companion;
import poolmon.model.PoolTrend.Correlation;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.ServerText;
import poolmon.model.Target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The courses of pools that a Prometheus remembers.
final class RememberedCourses {
    /// Steps that a pool may be missing at the end: scrapes fail now and then.
    private static final int MISSED = 2;

    /// Older than this is not the present, with some patience for clocks that differ.
    private static final Duration STALE = Duration.ofMinutes(10);

    private RememberedCourses() {}

    /// The pools whose utilisation was known at no time, as they are last known.
    static List<DatabasePool> unknown(Target target, HistoryReading reading, Criteria criteria) {
        List<DatabasePool> unknown = new ArrayList<>();
        for (PoolHistory history : reading.pools()) {
            if (criteria.outlook().has(history.pool())
                    && history.moments().stream()
                            .noneMatch(
                                    m -> isKnown(PoolStatus.judged(target, m.pool(), criteria)))) {
                unknown.add(history.pool());
            }
        }
        return unknown;
    }

    private static boolean isKnown(JudgedPool judged) {
        return judged.percent().isPresent() && Double.isFinite(judged.percent().getAsDouble());
    }

    /// @param now when the look was taken
    static List<Course> of(Target target, HistoryReading reading, Instant now, Criteria criteria) {
        double newest = 0;
        for (PoolHistory history : reading.pools()) {
            newest = Math.max(newest, history.moments().getLast().seconds());
        }
        double end = Math.max(newest, (double) now.minus(STALE).getEpochSecond());
        List<Course> courses = new ArrayList<>();
        for (PoolHistory history : reading.pools()) {
            if (criteria.outlook().has(history.pool())) {
                course(target, history, end, criteria).ifPresent(courses::add);
            }
        }
        return courses;
    }

    private static Optional<Course> course(
            Target target, PoolHistory history, double end, Criteria criteria) {
        List<Trend.Point> points = new ArrayList<>();
        List<Moment> known = new ArrayList<>();
        JudgedPool latest = null;
        for (Moment moment : history.moments()) {
            JudgedPool judged = PoolStatus.judged(target, moment.pool(), criteria);
            if (isKnown(judged)) {
                latest = judged;
                points.add(new Trend.Point(at(moment.seconds()), judged.percent().getAsDouble()));
                known.add(moment);
            }
        }
        return latest == null
                ? Optional.empty()
                : Optional.of(
                        new Course(
                                new ServerText(target.shown()),
                                latest,
                                points,
                                isGone(known, end),
                                Optional.empty(),
                                correlations(known, points)));
    }

    private static Instant at(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static boolean isGone(List<Moment> moments, double end) {
        double step = Double.MAX_VALUE;
        for (int i = 1; i < moments.size(); i++) {
            step = Math.min(step, moments.get(i).seconds() - moments.get(i - 1).seconds());
        }
        double missed = moments.size() < 2 ? 0 : MISSED * step;
        return end - moments.getLast().seconds() > missed;
    }

    private static List<Correlation> correlations(List<Moment> moments, List<Trend.Point> points) {
        return List.of(
                compared(
                        Companion.LATENCY,
                        "the latency of requests",
                        moments,
                        points,
                        Traffic::answerTime,
                        Traffic::answered),
                compared(
                        Companion.ACQUIRE_TIME,
                        "the time that a connection is waited for",
                        moments,
                        points,
                        Traffic::acquireTime,
                        Traffic::acquired),
                compared(
                        Companion.ERROR_RATE,
                        "failed requests",
                        moments,
                        points,
                        Traffic::failed,
                        Traffic::answered));
    }

    /// Compares the utilisation with what came on each of something since the moment before: time
    /// by requests, failures by requests.
    private static Correlation compared(
            Companion with,
            String what,
            List<Moment> moments,
            List<Trend.Point> points,
            Function<Traffic, OptionalDouble> part,
            Function<Traffic, OptionalDouble> whole) {
        boolean isKnown = false;
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            OptionalDouble parts = grown(moments, i, part);
            OptionalDouble wholes = grown(moments, i, whole);
            isKnown |= part.apply(moments.get(i).traffic()).isPresent();
            if (parts.isPresent() && wholes.isPresent() && wholes.getAsDouble() > 0) {
                pairs.add(
                        new Pair(
                                points.get(i).value(), parts.getAsDouble() / wholes.getAsDouble()));
            }
        }
        return isKnown
                ? Correlations.of(with, pairs, what)
                : new Correlation(with, OptionalDouble.empty(), 0, what + " not known");
    }

    /// By how much a counter has grown since the moment before; nothing where it has started anew.
    private static OptionalDouble grown(
            List<Moment> moments, int at, Function<Traffic, OptionalDouble> counter) {
        OptionalDouble before = counter.apply(moments.get(at - 1).traffic());
        OptionalDouble after = counter.apply(moments.get(at).traffic());
        boolean grew =
                before.isPresent()
                        && after.isPresent()
                        && after.getAsDouble() >= before.getAsDouble();
        return grew
                ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
                : OptionalDouble.empty();
    }
}
