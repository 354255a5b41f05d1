package poolmon.exporter;

import org.jspecify.annotations.Nullable;

import poolmon.model.Answer;
import poolmon.model.Failure;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Looks at one group, by itself again and again or when somebody asks, and never twice at the same
/// time: whoever asks while a look goes on waits for that one.
final class Lookout implements AutoCloseable {
    private final Group group;
    private final Pace pace;
    private final Clock clock;
    private final Thread rounds;
    private Optional<Seen> last = Optional.empty();
    private @Nullable FutureTask<Seen> flight;
    private long looks;

    Lookout(Group group, Pace pace, Clock clock) {
        this.group = group;
        this.pace = pace;
        this.clock = clock;
        this.rounds = Thread.ofPlatform().daemon().name("poolmon-look").unstarted(this::goRound);
    }

    /// Begins to look by itself, where it is to.
    void start() {
        if (!pace.onDemand()) {
            rounds.start();
        }
    }

    Group group() {
        return group;
    }

    /// Whether it could be told at once how things are.
    boolean isReady() {
        return pace.onDemand() || known().filter(this::isFresh).isPresent();
    }

    /// What was seen, not older than it should be.
    Seen current() throws InterruptedException {
        Optional<Seen> known = known();
        if (known.isEmpty() || (pace.onDemand() && !isFresh(known.get()))) {
            return look();
        }
        return isFresh(known.get()) ? known.get() : outdated(known.get());
    }

    private synchronized Optional<Seen> known() {
        return last;
    }

    private boolean isFresh(Seen seen) {
        Duration most = pace.onDemand() ? pace.every() : pace.stale();
        return seen.age().compareTo(most) < 0;
    }

    private Seen look() throws InterruptedException {
        FutureTask<Seen> awaited;
        boolean own = false;
        synchronized (this) {
            if (flight == null) {
                flight = new FutureTask<>(this::lookNow);
                own = true;
            }
            awaited = flight;
        }
        if (own) {
            awaited.run();
        }
        try {
            return awaited.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A look ended without a report.", e);
        }
    }

    private Seen lookNow() {
        Report report;
        try {
            report =
                    group.survey()
                            .look(
                                    Question.WATCH,
                                    group.targets(),
                                    pace.criteria(),
                                    pace.failOn(),
                                    pace.timeout());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            report = blind(clock.instant(), "poolmon is about to end.", "Ask again when it runs.");
        } catch (RuntimeException | Error bug) {
            report =
                    blind(
                            clock.instant(),
                            "This is a bug in poolmon ("
                                    + bug.getClass().getSimpleName()
                                    + "): the look failed.",
                            "Run poolmon watch -vv with the same targets, and report what it"
                                    + " says.");
        }
        synchronized (this) {
            looks++;
            Seen seen = new Seen(report, System.nanoTime(), looks);
            last = Optional.of(seen);
            flight = null;
            return seen;
        }
    }

    /// What was seen too long ago is not how things are.
    private Seen outdated(Seen seen) {
        String age = seen.age().toSeconds() + " s";
        Report report =
                blind(
                        seen.report().at(),
                        "The last look is " + age + " old.",
                        "Look at the load of the machine that poolmon serve runs on.");
        return new Seen(report, seen.nanos(), seen.looks());
    }

    private Report blind(Instant at, String message, String nextStep) {
        Failure failure = Failure.of(Failure.Code.TIMEOUT, message, nextStep);
        List<TargetReport> targets =
                group.targets().stream()
                        .map(
                                target ->
                                        new TargetReport(
                                                target,
                                                new Answer.Failed(
                                                        failure, Duration.ZERO, List.of()),
                                                Status.ERROR,
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                Optional.empty(),
                                                List.of()))
                        .toList();
        return new Report(
                Question.WATCH,
                at,
                Duration.ZERO,
                Status.ERROR,
                pace.failOn().exitCode(Status.ERROR),
                pace.criteria().thresholds(),
                targets);
    }

    private void goRound() {
        try {
            while (!Thread.interrupted()) {
                long start = System.nanoTime();
                look();
                long left = pace.every().toNanos() - (System.nanoTime() - start);
                Thread.sleep(Math.max(0, left / 1_000_000));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        rounds.interrupt();
    }
}
