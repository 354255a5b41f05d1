package poolmon.live;

import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.Figures;
import poolmon.model.Report;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.survey.Sighting;
import poolmon.survey.Vigil;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a vigil over servers sees.
public final class LiveFeed implements Feed {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Vigil vigil;
    private final Criteria criteria;
    private final FailOn failOn;
    private final Map<Target, Sighting> seen = new HashMap<>();
    private long known = -1;
    private Duration every;
    private boolean paused;

    /// @param every how often the vigil looks
    public LiveFeed(Vigil vigil, Criteria criteria, FailOn failOn, Duration every) {
        this.vigil = vigil;
        this.criteria = criteria;
        this.failOn = failOn;
        this.every = every;
    }

    @Override
    public Optional<Frame> next() {
        long version = vigil.version();
        if (version == known) {
            return Optional.empty();
        }
        known = version;
        List<Sighting> sightings = vigil.sightings();
        return Optional.of(frame(sightings, fresh(sightings)));
    }

    @Override
    public Frame now() {
        return frame(vigil.sightings(), List.of());
    }

    /// The targets that something was seen of since the last time.
    private List<Target> fresh(List<Sighting> sightings) {
        List<Target> fresh = new ArrayList<>();
        for (Sighting sighting : sightings) {
            Target target = sighting.last().target();
            if (!sighting.equals(seen.put(target, sighting))) {
                fresh.add(target);
            }
        }
        return fresh;
    }

    private Frame frame(List<Sighting> sightings, List<Target> fresh) {
        Report report = vigil.report(sightings, criteria, failOn);
        Map<Target, TargetReport> good = new HashMap<>();
        Map<Target, Instant> goodAt = new HashMap<>();
        if (sightings.stream().anyMatch(s -> s.failures() > 0)) {
            for (TargetReport target : vigil.reportOfGood(sightings, criteria, failOn).targets()) {
                good.put(target.target(), target);
            }
            for (Sighting sighting : sightings) {
                sighting.goodAt().ifPresent(at -> goodAt.put(sighting.last().target(), at));
            }
        }
        return new Frame(report, good, goodAt, fresh);
    }

    @Override
    public boolean isRecorded() {
        return false;
    }

    @Override
    public String pace() {
        return "every " + Figures.age(every);
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    @Override
    public void pause() {
        paused = !paused;
        vigil.pause(paused);
    }

    @Override
    public void slower() {
        interval(every.multipliedBy(2));
    }

    @Override
    public void faster() {
        interval(every.dividedBy(2));
    }

    private void interval(Duration wanted) {
        Duration bound = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
        every = bound.compareTo(LONGEST) > 0 ? LONGEST : bound;
        vigil.every(every);
    }

    @Override
    public void step(int looks) {
        throw new IllegalStateException("what goes on now has no looks to step over");
    }
}
