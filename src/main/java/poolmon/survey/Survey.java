package poolmon.survey;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Deadline;
import poolmon.model.FailOn;
import poolmon.model.Failure;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Source;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.rules.Rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/// One look at all targets: each asked on a thread of its own, so many at a time, none awaited
/// beyond the deadline, the order of the report that of the targets.
///
/// The threads are platform threads: the poller behind virtual ones stays blocked in native code,
/// and the JVM waits 300 ms at its exit for such a thread.
public final class Survey {

    /// How long a source that keeps its deadline may take to say so. It knows better than we do
    /// where the time went.
    private static final Duration LAST_WORD = Duration.ofMillis(60);

    /// Targets that are asked at the same time, unless some of them are slow. More would be no
    /// faster and would have the machine's own limits to fear: open files, memory.
    private static final int AT_ONCE = 128;

    private final Source<Target> source;
    private final Clock clock;

    /// @param source asks any target
    /// @param clock tells the time of the report
    public Survey(Source<Target> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /// Looks once and judges what was seen.
    ///
    /// @param timeout for the whole look
    /// @throws InterruptedException when the look is broken off
    public Report look(
            Question question,
            List<Target> targets,
            Criteria criteria,
            FailOn failOn,
            Duration timeout)
            throws InterruptedException {
        long start = System.nanoTime();
        Instant at = clock.instant();
        List<Observation> observations = askAll(targets, Deadline.in(timeout));
        return judged(
                question,
                new Look(at, observations),
                Duration.ofNanos(System.nanoTime() - start),
                criteria,
                failOn);
    }

    /// Judges what was seen.
    ///
    /// @param took to see it
    static Report judged(
            Question question, Look look, Duration took, Criteria criteria, FailOn failOn) {
        List<TargetReport> judged = Rules.judge(question, look, criteria);
        Status status = Status.worst(judged.stream().map(TargetReport::status).toList());
        return new Report(
                question,
                look.at(),
                took,
                status,
                failOn.exitCode(status),
                criteria.thresholds(),
                judged);
    }

    /// Asks the targets, and then whom they name as belonging to them.
    private List<Observation> askAll(List<Target> targets, Deadline deadline)
            throws InterruptedException {
        List<Observation> observations = new ArrayList<>(ask(targets, deadline));
        Set<Target> found = new LinkedHashSet<>();
        for (Observation observation : observations) {
            if (observation.answer() instanceof Answer.Given given) {
                found.addAll(given.found());
            }
        }
        targets.forEach(found::remove);
        if (!found.isEmpty()) {
            observations.addAll(ask(List.copyOf(found), deadline));
        }
        return observations;
    }

    private List<Observation> ask(List<Target> targets, Deadline deadline)
            throws InterruptedException {
        Semaphore slots = new Semaphore(AT_ONCE);
        List<FutureTask<Answer>> asked = new ArrayList<>();
        long half = deadline.left().toNanos() / 2;
        for (Target target : targets) {
            long untilHalf = Math.max(0, deadline.left().toNanos() - half);
            long patience = untilHalf / (targets.size() - asked.size());
            // targets that hang must not keep others from being asked, each of which is to have
            // half of the time at least: one for which no slot comes free is asked all the same
            boolean took = slots.tryAcquire(patience, NANOSECONDS);
            FutureTask<Answer> task = new FutureTask<>(() -> source.read(target, deadline));
            Runnable asking = took ? () -> run(task, slots) : task;
            Thread.ofPlatform().daemon().start(asking);
            asked.add(task);
        }
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            observations.add(new Observation(targets.get(i), answer(asked.get(i), deadline)));
        }
        return observations;
    }

    private static void run(FutureTask<Answer> task, Semaphore slots) {
        try {
            task.run();
        } finally {
            slots.release();
        }
    }

    private static Answer answer(FutureTask<Answer> task, Deadline deadline)
            throws InterruptedException {
        long start = System.nanoTime();
        try {
            return task.get(deadline.left().plus(LAST_WORD).toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Answer.Failed(
                    Failure.of(
                            Failure.Code.TIMEOUT,
                            "There was no answer in time.",
                            "Check the address, or give it more time with --timeout."),
                    Duration.ofNanos(System.nanoTime() - start),
                    List.of());
        } catch (ExecutionException e) {
            throw new IllegalStateException("A source failed instead of answering.", e.getCause());
        }
    }
}
