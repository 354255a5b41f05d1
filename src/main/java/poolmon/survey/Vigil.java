package poolmon.survey;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Deadline;
import poolmon.model.FailOn;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Source;
import poolmon.model.Target;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Looks at targets again and again, each on a thread of its own, so that one that is slow or dead
/// keeps nobody else waiting. One that fails is asked less and less often, at times that differ,
/// for the sake of a server that comes back to many who wait for it.
public final class Vigil implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// A part of the pause that is left to chance.
    private static final double JITTER = 0.25;

    private final Source<Target> source;
    private final Clock clock;
    private final Duration timeout;
    private final RandomGenerator chance;
    private final Map<Target, Optional<Sighting>> sightings = new LinkedHashMap<>();
    private Duration every;
    private boolean paused;
    private boolean closed;
    private long version;

    /// A vigil that has not begun.
    ///
    /// @param timeout for each look at each target
    /// @param every from the start of one look to that of the next
    public Vigil(
            Source<Target> source,
            Clock clock,
            Duration timeout,
            Duration every,
            RandomGenerator chance) {
        this.source = source;
        this.clock = clock;
        this.timeout = timeout;
        this.every = every;
        this.chance = chance;
    }

    /// Looks at another target from now on; nothing where it is looked at already.
    public synchronized void over(Target target) {
        if (!closed && !sightings.containsKey(target)) {
            sightings.put(target, Optional.empty());
            Thread.ofPlatform().daemon().name("poolmon-vigil").start(() -> keep(target));
        }
    }

    private void keep(Target target) {
        try {
            while (true) {
                long start = System.nanoTime();
                Answer answer = source.read(target, Deadline.in(timeout));
                int failures = saw(target, answer);
                if (!awaitNext(start, failures)) {
                    return;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int saw(Target target, Answer answer) {
        Optional<Sighting> before = sightings.getOrDefault(target, Optional.empty());
        Observation last = new Observation(target, answer);
        boolean good = answer instanceof Answer.Given;
        Sighting now =
                new Sighting(
                        last,
                        good ? Optional.of(last) : before.flatMap(Sighting::good),
                        good ? Optional.of(clock.instant()) : before.flatMap(Sighting::goodAt),
                        good ? 0 : before.map(Sighting::failures).orElse(0) + 1);
        sightings.put(target, Optional.of(now));
        version++;
        if (answer instanceof Answer.Given given) {
            given.found().forEach(this::over);
        }
        notifyAll();
        return now.failures();
    }

    /// Waits until the next look is due; false where there is none.
    private synchronized boolean awaitNext(long start, int failures) throws InterruptedException {
        while (!closed) {
            long left = pauseAfter(failures).toNanos() - (System.nanoTime() - start);
            if (!paused && left <= 0) {
                return true;
            }
            wait(paused ? 0 : Math.max(1, left / 1_000_000));
        }
        return false;
    }

    private Duration pauseAfter(int failures) {
        if (failures == 0) {
            return every;
        }
        Duration pause = every.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration bound = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        Duration fair = bound.compareTo(every) < 0 ? every : bound;
        return fair.plusMillis((long) (fair.toMillis() * JITTER * chance.nextDouble()));
    }

    /// How often something was seen; what was seen differs only where this does.
    public synchronized long version() {
        return version;
    }

    /// Waits until something was seen beside a version that is known.
    ///
    /// @return the version then, which is the known one where the time was over first
    public synchronized long await(long known, Duration time) throws InterruptedException {
        Deadline end = Deadline.in(time);
        while (version == known && !closed && !end.isOver()) {
            wait(Math.max(1, end.leftMillis()));
        }
        return version;
    }

    /// What was last seen of each target that anything was seen of, in their order.
    public synchronized List<Sighting> sightings() {
        List<Sighting> seen = new ArrayList<>();
        sightings.values().forEach(sighting -> sighting.ifPresent(seen::add));
        return List.copyOf(seen);
    }

    /// Judges what was last seen of each target.
    public Report report(List<Sighting> seen, Criteria criteria, FailOn failOn) {
        return judged(seen.stream().map(Sighting::last).toList(), criteria, failOn);
    }

    /// Judges what each target told when it last told anything.
    public Report reportOfGood(List<Sighting> seen, Criteria criteria, FailOn failOn) {
        return judged(seen.stream().flatMap(s -> s.good().stream()).toList(), criteria, failOn);
    }

    private Report judged(List<Observation> observations, Criteria criteria, FailOn failOn) {
        Duration longest = Duration.ZERO;
        for (Observation each : observations) {
            Duration latency = each.answer().latency();
            longest = latency.compareTo(longest) > 0 ? latency : longest;
        }
        Instant at = clock.instant();
        return Survey.judged(Question.WATCH, new Look(at, observations), longest, criteria, failOn);
    }

    /// Looks more or less often from now on.
    public synchronized void every(Duration other) {
        every = other;
        notifyAll();
    }

    /// Stops looking, or goes on.
    public synchronized void pause(boolean stop) {
        paused = stop;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
