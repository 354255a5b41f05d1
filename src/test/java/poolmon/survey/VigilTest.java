package poolmon.survey;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import poolmon.model.Access;
import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.Failure;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.model.Source;
import poolmon.model.Status;
import poolmon.model.Target;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// Looks that go on, at sources that do what they are told.
class VigilTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Target ONE = target("one");
    private static final Target TWO = target("two");

    private final Map<Target, AtomicInteger> looks = new ConcurrentHashMap<>();

    private static Target target(String host) {
        return new Target.Service(
                URI.create("http://" + host), Access.PLAIN, Optional.empty(), Optional.empty(), 1);
    }

    private static Answer good(List<Target> found) {
        DatabasePool pool =
                DatabasePool.counted(
                        new ServerText("database"),
                        OptionalLong.of(1),
                        OptionalLong.of(9),
                        OptionalLong.of(10),
                        OptionalLong.empty());
        return new Answer.Given(
                new ServiceReading(
                        "test",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(pool),
                        List.of(),
                        List.of()),
                Duration.ofMillis(3),
                List.of(),
                found);
    }

    private static Answer failed() {
        return new Answer.Failed(
                Failure.of(Failure.Code.CONNECTION_REFUSED, "Nobody listens.", "Start it."),
                Duration.ofMillis(1),
                List.of());
    }

    private Vigil over(Source<Target> source, Target... targets) {
        Source<Target> counted =
                (target, deadline) -> {
                    count(target).incrementAndGet();
                    return source.read(target, deadline);
                };
        Vigil vigil =
                new Vigil(
                        counted,
                        Clock.systemUTC(),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(5),
                        RandomGenerator.getDefault());
        for (Target target : targets) {
            vigil.over(target);
        }
        return vigil;
    }

    private AtomicInteger count(Target target) {
        return looks.computeIfAbsent(target, any -> new AtomicInteger());
    }

    @Test
    void aTargetThatHangsKeepsNobodyWaiting() {
        CountDownLatch hanging = new CountDownLatch(1);
        try (Vigil vigil =
                over(
                        (target, deadline) -> {
                            if (target.equals(ONE)) {
                                awaited(hanging);
                            }
                            return good(List.of());
                        },
                        ONE,
                        TWO)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> count(TWO).get() > 5 && count(ONE).get() > 0);

            assertThat(count(ONE).get()).isEqualTo(1);
            assertThat(vigil.sightings()).hasSize(1);
            assertThat(vigil.report(vigil.sightings(), Criteria.DEFAULT, FailOn.DEGRADED).status())
                    .isEqualTo(Status.HEALTHY);
            hanging.countDown();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatATargetLastToldIsKeptWhileItFailsAndItIsAskedLessOften() {
        AtomicInteger asked = new AtomicInteger();
        try (Vigil vigil =
                over(
                        (target, deadline) ->
                                asked.incrementAndGet() == 1 ? good(List.of()) : failed(),
                        ONE)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> vigil.sightings().stream().anyMatch(s -> s.failures() >= 3));

            List<Sighting> seen = vigil.sightings();
            assertThat(vigil.report(seen, Criteria.DEFAULT, FailOn.DEGRADED).status())
                    .as("unknown is never healthy")
                    .isEqualTo(Status.ERROR);
            assertThat(
                            vigil.reportOfGood(seen, Criteria.DEFAULT, FailOn.DEGRADED)
                                    .targets()
                                    .getFirst()
                                    .pools())
                    .hasSize(1);
            assertThat(seen.getFirst().goodAt()).isPresent();
        }
    }

    @Test
    void whoIsFoundIsLookedAtToo() {
        try (Vigil vigil =
                over(
                        (target, deadline) ->
                                good(target.equals(ONE) ? List.of(TWO, ONE) : List.of()),
                        ONE)) {
            Awaitility.await().atMost(PATIENCE).until(() -> vigil.sightings().size() == 2);

            assertThat(vigil.sightings().get(1).last().target()).isEqualTo(TWO);
        }
    }

    @Test
    void aPauseIsKeptAndEnds() throws InterruptedException {
        try (Vigil vigil = over((target, deadline) -> good(List.of()), ONE)) {
            Awaitility.await().atMost(PATIENCE).until(() -> count(ONE).get() > 2);
            vigil.pause(true);
            long atPause = vigil.version();
            long then = vigil.await(atPause, Duration.ofMillis(100));
            long version = vigil.await(then, Duration.ofMillis(100));
            assertThat(version - atPause).as("a look that was under way").isLessThanOrEqualTo(1);

            vigil.pause(false);
            assertThat(vigil.await(version, PATIENCE)).isGreaterThan(version);
        }
    }

    @Test
    void nothingIsLookedAtAfterTheEnd() {
        Vigil vigil = over((target, deadline) -> good(List.of()), ONE);
        Awaitility.await().atMost(PATIENCE).until(() -> count(ONE).get() > 2);
        vigil.close();
        vigil.over(TWO);

        assertThat(count(TWO).get()).isZero();
    }
}
