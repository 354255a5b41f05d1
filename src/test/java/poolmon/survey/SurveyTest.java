package poolmon.survey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.bench.ManyServices;
import poolmon.fixture.Cli;
import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.Failure;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Source;
import poolmon.model.Status;
import poolmon.model.Target;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

final class SurveyTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static List<Target> targets(int count) {
        return IntStream.range(0, count)
                .<Target>mapToObj(
                        i ->
                                new Target.Service(
                                        URI.create("http://10.0.0.1:" + (1000 + i)),
                                        Optional.empty()))
                .toList();
    }

    private static Report look(Source<Target> source, List<Target> targets, Duration timeout)
            throws InterruptedException {
        return new Survey(source, Clock.systemUTC())
                .look(Question.POOLS, targets, Criteria.DEFAULT, FailOn.DEGRADED, timeout);
    }

    private static Answer refused(Target target) {
        return new Answer.Failed(
                Failure.of(Failure.Code.CONNECTION_REFUSED, target.shown(), "Start it."),
                Duration.ZERO,
                List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theOrderOfTheReportIsThatOfTheTargetsWhoeverAnswersFirst() throws Exception {
        List<Target> targets = targets(50);
        CountDownLatch others = new CountDownLatch(49);
        Report report =
                look(
                        (target, deadline) -> {
                            if (target == targets.getFirst()) {
                                await(others);
                            } else {
                                others.countDown();
                            }
                            return refused(target);
                        },
                        targets,
                        LONG);
        assertThat(report.targets().stream().map(each -> each.target()).toList())
                .isEqualTo(targets);
        assertThat(report.targets())
                .allSatisfy(
                        each ->
                                assertThat(each.failure().orElseThrow().message().shown())
                                        .isEqualTo(each.target().shown()));
    }

    /// Those that hang go on only when the last target of all has been asked. Were they able to
    /// hold up the others, nobody would ever ask it. It has half of the time, as each one has.
    @Test
    void targetsThatHangDoNotKeepOthersFromBeingAsked() throws Exception {
        List<Target> targets = targets(600);
        CountDownLatch asked = new CountDownLatch(targets.size());
        List<Duration> left = new CopyOnWriteArrayList<>();
        Report report =
                look(
                        (target, deadline) -> {
                            left.add(deadline.left());
                            asked.countDown();
                            if (targets.indexOf(target) < 400) {
                                await(asked);
                            }
                            return refused(target);
                        },
                        targets,
                        Duration.ofSeconds(8));
        // less what 600 threads take to come up on a busy machine
        assertThat(left).allMatch(time -> time.compareTo(Duration.ofSeconds(2)) > 0);
        assertThat(report.targets())
                .allSatisfy(
                        each ->
                                assertThat(each.failure().orElseThrow().code())
                                        .isEqualTo(Failure.Code.CONNECTION_REFUSED));
    }

    @Test
    void asksOnlySoManyAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch crowd = new CountDownLatch(100);
        look(
                (target, deadline) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    crowd.countDown();
                    await(crowd);
                    now.decrementAndGet();
                    return refused(target);
                },
                targets(1000),
                LONG);
        assertThat(most.get()).isBetween(100, 128);
    }

    /// A source that forgets its deadline does not make the command forget it.
    @Test
    void aSourceThatNeverComesBackIsATimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Report report =
                look(
                        (target, deadline) -> {
                            await(never);
                            return refused(target);
                        },
                        targets(1),
                        Duration.ofMillis(50));
        assertThat(report.status()).isEqualTo(Status.ERROR);
        assertThat(report.targets().getFirst().failure().orElseThrow().code())
                .isEqualTo(Failure.Code.TIMEOUT);
        never.countDown();
    }

    /// With real sockets: a third of the fleet accepts and says nothing.
    @Test
    void aFleetOfWhichAThirdHangsIsReadInItsOtherPart() throws Exception {
        try (ManyServices services = new ManyServices(200, 100)) {
            List<String> line = new ArrayList<>(List.of("pools", "--timeout", "3s"));
            services.urls().forEach(url -> line.addAll(List.of("--url", url)));
            Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));
            assertThat(result.out()).startsWith("ERROR     300 targets: 100 error, 200 healthy;");
            assertThat(result.out()).contains("timeout: 100 targets");
            assertThat(result.exit()).isEqualTo(3);
        }
    }
}
