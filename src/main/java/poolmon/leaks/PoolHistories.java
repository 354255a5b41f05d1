package poolmon.leaks;

import poolmon.leaks.LeakOverTime.Course;
import poolmon.leaks.LeakOverTime.Kind;
import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.PoolHistory;
import poolmon.model.PoolHistory.Moment;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Says of each pool that a Prometheus remembers whether it leaks. Pools that do not are told in
/// one finding, since there may be hundreds. Where of no pool it can be told, the target's status
/// cannot be either.
public final class PoolHistories implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                HistoryReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    List<String> sound = new ArrayList<>();
                    for (PoolHistory history : reading.pools()) {
                        Course course = LeakOverTime.judge(samples(history));
                        String told = name(history) + ": " + course.summary();
                        if (course.kind() == Kind.LOAD) {
                            sound.add(told);
                            continue;
                        }
                        boolean leaks = course.kind() == Kind.LEAK;
                        Severity severity = leaks ? Severity.DEGRADED : Severity.INFO;
                        if (leaks) {
                            target.status(Status.DEGRADED);
                        }
                        target.finding(
                                Finding.of(
                                        leaks
                                                ? FindingCode.LEAK_OVER_TIME
                                                : FindingCode.UNDECIDED_OVER_TIME,
                                        severity,
                                        observation.target(),
                                        told,
                                        course.figures()));
                    }
                    if (!sound.isEmpty()) {
                        target.status(Status.HEALTHY);
                        target.finding(
                                Finding.of(
                                        FindingCode.NO_LEAK_OVER_TIME,
                                        Severity.INFO,
                                        observation.target(),
                                        sound.size() == 1
                                                ? sound.getFirst()
                                                : sound.size() + " pools show no leak",
                                        sound.size() == 1 ? List.of() : sound));
                    }
                });
    }

    private static String name(PoolHistory history) {
        return "pool \""
                + history.pool().name().shown()
                + "\""
                + history.pool().instance().map(who -> " of " + who.shown()).orElse("");
    }

    private static List<Sample> samples(PoolHistory history) {
        List<Sample> samples = new ArrayList<>();
        for (Moment moment : history.moments()) {
            if (moment.pool().checkedOut().isPresent()) {
                samples.add(
                        new Sample(
                                moment.seconds(),
                                moment.pool().checkedOut().getAsLong(),
                                moment.pool().overflow(),
                                moment.requests(),
                                Set.of()));
            }
        }
        return samples;
    }
}
