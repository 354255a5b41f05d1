package poolmon.rules;

import poolmon.capacity.Trend;
import poolmon.model.Criteria;
import poolmon.model.Decimal;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Line;
import poolmon.model.PoolTrend.Point;
import poolmon.model.PoolTrend.Reach;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.Reading.RecordingReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where the utilisation of each pool is going. A pool stands as it was last seen, and degraded at
/// least where it becomes critical soon. Too few looks show a pool that is full but not one that is
/// healthy: what is asked is how it goes on.
final class UtilizationTrends implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                RecordingReading.class,
                (observation, reading) -> {
                    TrendGaps.judge(observation, reading, criteria, judgement);
                    judge(observation, RecordedCourses.of(reading, criteria), criteria, judgement);
                });
        look.each(
                HistoryReading.class,
                (observation, reading) -> {
                    TrendGaps.judge(observation, reading, criteria, judgement);
                    judge(
                            observation,
                            RememberedCourses.of(
                                    observation.target(), reading, look.at(), criteria),
                            criteria,
                            judgement);
                });
    }

    private static void judge(
            Observation observation, List<Course> courses, Criteria criteria, Judgement judgement) {
        for (Course course : courses) {
            PoolTrend trend = trend(course, criteria);
            judgement.on(observation).trend(trend);
            if (isSoon(trend.critical(), criteria)) {
                judgement.on(observation).finding(rising(observation, trend, criteria));
            }
        }
    }

    private static PoolTrend trend(Course course, Criteria criteria) {
        Trend trend = Trend.of(course.points());
        Direction direction = direction(course, trend);
        boolean rises = direction == Direction.RISING;
        Optional<Reach> critical =
                rises ? reach(trend, criteria.thresholds().critical(), course) : Optional.empty();
        return new PoolTrend(
                course.target(),
                course.latest(),
                status(course, direction, isSoon(critical, criteria)),
                direction,
                trend.looks(),
                trend.first(),
                trend.last(),
                trend.looks() < Trend.FEWEST ? Optional.empty() : Optional.of(line(trend)),
                rises ? reach(trend, criteria.thresholds().warning(), course) : Optional.empty(),
                critical,
                course.correlations(),
                trend.stretches().stream().map(p -> new Point(p.at(), p.value())).toList());
    }

    private static Direction direction(Course course, Trend trend) {
        if (course.gone()) {
            return Direction.GONE;
        }
        if (trend.looks() < Trend.FEWEST) {
            return Direction.TOO_FEW;
        }
        if (!trend.isClear()) {
            return Direction.NONE;
        }
        return trend.perHour() > 0 ? Direction.RISING : Direction.FALLING;
    }

    private static Line line(Trend trend) {
        return new Line(
                trend.perHour(),
                trend.perHourLow(),
                trend.perHourHigh(),
                trend.start(),
                trend.now(),
                trend.p());
    }

    private static Optional<Reach> reach(Trend trend, double percent, Course course) {
        return course.latest().percent().orElse(0) >= percent
                ? Optional.empty()
                : trend.reaches(percent).map(r -> new Reach(r.in(), r.earliest(), r.latest()));
    }

    private static boolean isSoon(Optional<Reach> critical, Criteria criteria) {
        Duration within = criteria.outlook().within();
        return critical.filter(reach -> reach.in().compareTo(within) <= 0).isPresent();
    }

    private static Status status(Course course, Direction direction, boolean isSoon) {
        Status level = course.latest().status();
        if (direction == Direction.GONE) {
            return Status.UNKNOWN;
        }
        if (course.failed().isPresent()) {
            return Status.worst(List.of(level, course.failed().get()));
        }
        if (direction == Direction.TOO_FEW && level == Status.HEALTHY) {
            return Status.UNKNOWN;
        }
        return isSoon ? Status.worst(List.of(level, Status.DEGRADED)) : level;
    }

    private static Finding rising(Observation observation, PoolTrend trend, Criteria criteria) {
        Reach critical = trend.critical().orElseThrow();
        Line line = trend.line().orElseThrow();
        return Finding.of(
                FindingCode.UTILIZATION_RISING,
                Severity.DEGRADED,
                observation.target(),
                PoolNames.of(trend.latest().pool())
                        + (trend.target().shown().equals(observation.target().shown())
                                ? ""
                                : " of " + trend.target().shown())
                        + " reaches "
                        + plain(criteria.thresholds().critical())
                        + " % in "
                        + Figures.age(critical.in())
                        + " if it goes on as it does",
                List.of(
                        Figures.percent(trend.latest().percent().orElse(0), trend.latest().status())
                                + " % at the last look, "
                                + oneDecimal(line.perHour())
                                + " percentage points more each hour ("
                                + oneDecimal(line.low())
                                + " to "
                                + oneDecimal(line.high())
                                + ")",
                        Figures.count(trend.looks(), "look")
                                + " in "
                                + Figures.age(Duration.between(trend.first(), trend.last()))));
    }

    private static String oneDecimal(double value) {
        return Decimal.of(value).rounded(1, RoundingMode.HALF_UP).plain(1);
    }

    private static String plain(double percent) {
        return Decimal.of(percent).stripped().plain();
    }
}
