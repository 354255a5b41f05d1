package poolmon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Looks;
import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.Look;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.survey.Survey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// What is served of looks that do not come.
final class LookoutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Look LOOK = Looks.atServer(20);

    private final AtomicReference<CountDownLatch> held =
            new AtomicReference<>(new CountDownLatch(0));
    private volatile boolean fails;

    @AfterEach
    void release() {
        held.get().countDown();
    }

    /// Every look asks for the time; who holds it stops all looks, as a machine that sleeps does.
    private final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    try {
                        held.get().await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    if (fails) {
                        throw new OutOfMemoryError("of the test");
                    }
                    return Instant.EPOCH;
                }
            };

    private Lookout lookout() {
        Answer answer = LOOK.observations().getFirst().answer();
        Group group =
                new Group(
                        "orders",
                        List.of(LOOK.observations().getFirst().target()),
                        new Survey((target, deadline) -> answer, clock));
        Pace pace =
                new Pace(
                        Criteria.DEFAULT,
                        FailOn.DEGRADED,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(20),
                        false);
        return new Lookout(group, pace, Clock.systemUTC());
    }

    private static void awaitStatus(Lookout lookout, Status status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> lookout.current().report().status() == status);
    }

    @Test
    void whatWasSeenTooLongAgoIsAnErrorUntilThereIsALookAgain() throws Exception {
        try (Lookout lookout = lookout()) {
            lookout.start();
            awaitStatus(lookout, Status.HEALTHY);
            held.set(new CountDownLatch(1));

            awaitStatus(lookout, Status.ERROR);

            Report report = lookout.current().report();
            assertThat(lookout.isReady()).isFalse();
            assertThat(report.targets()).hasSize(1);
            assertThat(report.targets().getFirst().answer())
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed ->
                                    assertThat(failed.failure().message().shown())
                                            .matches("The last look is \\d+ s old\\."));
            held.get().countDown();
            awaitStatus(lookout, Status.HEALTHY);
        }
    }

    @Test
    void aLookThatFailsIsAnErrorAndNotTheLastOne() throws Exception {
        try (Lookout lookout = lookout()) {
            lookout.start();
            awaitStatus(lookout, Status.HEALTHY);
            fails = true;
            awaitStatus(lookout, Status.ERROR);
            fails = false;
            awaitStatus(lookout, Status.HEALTHY);
        }
    }
}
