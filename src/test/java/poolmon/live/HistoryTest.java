package poolmon.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Reports;
import poolmon.model.Answer;
import poolmon.model.JudgedPool;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;
import poolmon.model.Utilization;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is remembered of pools, and where they go.
class HistoryTest {
    private static final Instant START = Instant.parse("2026-11-28T03:00:00Z");
    private static final TargetReport MODEL = Reports.SATURATED.report().targets().getFirst();
    private static final JudgedPool POOL = MODEL.pools().getFirst();

    private final History history = new History();

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    /// A look at a pool of a thousand.
    private static Frame frame(int seconds, long used, Status status) {
        JudgedPool pool = JudgedPool.of(POOL.pool(), status, new Utilization(used, 1000));
        TargetReport target =
                new TargetReport(
                        MODEL.target(),
                        MODEL.answer(),
                        status,
                        List.of(pool),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of());
        return frame(seconds, target);
    }

    private static Frame frame(int seconds, TargetReport target) {
        Report report =
                new Report(
                        Question.WATCH,
                        at(seconds),
                        Duration.ZERO,
                        target.status(),
                        0,
                        Thresholds.DEFAULT,
                        List.of(target));
        return new Frame(report, Map.of(), Map.of(), List.of(target.target()));
    }

    private Optional<Duration> until(double percent, int seconds) {
        return history.until(percent, MODEL, POOL, at(seconds));
    }

    @Test
    void aPoolThatFillsUpIsForeseen() {
        for (int i = 0; i < 40; i++) {
            // 40 % and 0.5 more each second, with a little noise
            history.add(frame(i, 400 + 5L * i + i % 3, Status.HEALTHY));
        }
        assertThat(until(80, 39).orElseThrow().toMillis() / 1e3).isCloseTo(41, within(2.0));
        assertThat(until(95, 39).orElseThrow().toMillis() / 1e3).isCloseTo(71, within(3.0));
    }

    @Test
    void whatGoesUpAndDownFallsOrHasFewLooksIsNotForeseen() {
        for (int i = 0; i < 40; i++) {
            history.add(frame(i, 400 + 100L * (i % 2), Status.HEALTHY));
        }
        assertThat(until(95, 39)).isEmpty();
        for (int i = 40; i < 140; i++) {
            history.add(frame(i, 900 - 5L * (i - 40), Status.HEALTHY));
        }
        assertThat(until(95, 139)).isEmpty();
        History few = new History();
        for (int i = 0; i < 9; i++) {
            few.add(frame(i, 400 + 20L * i, Status.HEALTHY));
        }
        assertThat(few.until(95, MODEL, POOL, at(9))).isEmpty();
    }

    @Test
    void nothingGrowsWithoutBounds() {
        for (int i = 0; i < 1000; i++) {
            history.add(frame(i, i, i % 2 == 0 ? Status.HEALTHY : Status.DEGRADED));
        }
        assertThat(history.course(MODEL, POOL, at(1000), 5000)).hasSize(300).endsWith(99.9);
        assertThat(history.course(MODEL, POOL, at(1000), 3)).containsExactly(99.7, 99.8, 99.9);
    }

    @Test
    void goingBackShowsWhatWasKnownThen() {
        history.add(frame(10, 100, Status.HEALTHY));
        history.add(frame(20, 900, Status.DEGRADED));
        history.add(frame(30, 910, Status.DEGRADED));
        assertThat(history.since(at(30))).isEqualTo(at(20));
        assertThat(history.since(at(10))).isEqualTo(at(10));
        assertThat(history.course(MODEL, POOL, at(20), 10)).containsExactly(10.0, 90.0);
        history.add(frame(0, 50, Status.HEALTHY));
        assertThat(history.since(at(10))).as("it began earlier").isEqualTo(at(0));
        assertThat(history.course(MODEL, POOL, at(10), 10)).containsExactly(5.0, 10.0);
    }

    @Test
    void theErrorRateIsThatOfTheNewestLooks() {
        Target target = MODEL.target();
        TargetReport refused = Reports.REFUSED.report().targets().getFirst();
        TargetReport failed =
                new TargetReport(
                        target,
                        (Answer.Failed) refused.answer(),
                        Status.ERROR,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of());
        assertThat(history.errorPercent(target, at(0))).isZero();
        history.add(frame(0, failed));
        for (int i = 1; i < 4; i++) {
            history.add(frame(i, 100, Status.HEALTHY));
        }
        assertThat(history.errorPercent(target, at(3))).isEqualTo(25);
        assertThat(history.errorPercent(target, at(0))).isEqualTo(100);
        for (int i = 4; i < 310; i++) {
            history.add(frame(i, 100, Status.HEALTHY));
        }
        assertThat(history.errorPercent(target, at(310))).as("long ago").isZero();
    }
}
