package poolmon.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Reports;
import poolmon.live.Input.Kind;
import poolmon.model.JudgedSession;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.SessionControl.Act;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// A recording goes on by its own times, faster, slower, and back. Time is told by the test.
class ReplayTest {
    private static final Instant START = Instant.parse("2026-11-28T03:00:00Z");

    private final List<Optional<Report>> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    private void line(int seconds, Reports kind) {
        TargetReport told = kind.report().targets().getFirst();
        TargetReport target =
                new TargetReport(
                        Reports.SATURATED.report().targets().getFirst().target(),
                        told.answer(),
                        told.status(),
                        told.pools(),
                        told.checks(),
                        told.sessions(),
                        told.groups(),
                        told.clients(),
                        told.breakdown(),
                        told.findings());
        lines.add(
                Optional.of(
                        new Report(
                                Question.WATCH,
                                START.plusSeconds(seconds),
                                Duration.ZERO,
                                target.status(),
                                target.status().exitCode(),
                                Thresholds.DEFAULT,
                                List.of(target))));
    }

    private Replay replay(double speed) throws IOException {
        return new Replay(
                new Replay.Looks() {
                    @Override
                    public int count() {
                        return lines.size();
                    }

                    @Override
                    public Optional<Report> at(int line) {
                        return lines.get(line);
                    }
                },
                speed,
                nanos::get);
    }

    private void pass(double seconds) {
        nanos.addAndGet(Math.round(seconds * 1e9));
    }

    private static int second(Replay replay) {
        return (int) Duration.between(START, replay.now().report().at()).toSeconds();
    }

    @Test
    void looksFollowOneAnotherAsTheyDid() throws IOException {
        line(0, Reports.HEALTHY);
        line(2, Reports.SATURATED);
        line(6, Reports.HEALTHY);
        Replay replay = replay(1);

        assertThat(replay.next()).isPresent();
        assertThat(replay.next()).isEmpty();
        pass(1.9);
        assertThat(replay.next()).isEmpty();
        pass(0.1);
        assertThat(replay.next().orElseThrow().report().at()).isEqualTo(START.plusSeconds(2));
        pass(3.9);
        assertThat(replay.next()).isEmpty();
        replay.faster();
        assertThat(second(replay)).isEqualTo(2);
        assertThat(replay.next()).as("twice as fast, it is due").isPresent();
        assertThat(second(replay)).isEqualTo(6);
        assertThat(replay.pace()).isEqualTo("look 3/3 ×2, 2026-11-28 03:00:06 UTC");
        pass(100);
        assertThat(replay.next()).isPresent();
        assertThat(replay.isPaused()).as("at the end").isTrue();
        assertThat(second(replay)).isEqualTo(6);
    }

    @Test
    void aHoleInTheRecordingKeepsNobodyWaiting() throws IOException {
        line(0, Reports.HEALTHY);
        line(36_000, Reports.SATURATED);
        Replay replay = replay(1);
        replay.next();
        pass(5);
        assertThat(replay.next()).isPresent();
    }

    @Test
    void stepsGoBothWaysOverWhatIsNoLook() throws IOException {
        lines.add(Optional.empty());
        line(0, Reports.HEALTHY);
        lines.add(Optional.empty());
        line(2, Reports.SATURATED);
        line(4, Reports.HEALTHY);
        lines.add(Optional.empty());
        Replay replay = replay(1);
        assertThat(second(replay)).isZero();

        replay.step(1);
        assertThat(replay.isPaused()).isTrue();
        assertThat(second(replay)).isEqualTo(2);
        replay.step(1);
        assertThat(second(replay)).isEqualTo(4);
        replay.step(1);
        assertThat(second(replay)).as("there is no more").isEqualTo(4);
        replay.step(-1);
        replay.step(-1);
        assertThat(second(replay)).isZero();
        replay.step(-1);
        assertThat(second(replay)).isZero();
        replay.step(50);
        assertThat(second(replay)).as("as far as there is").isEqualTo(4);
        pass(100);
        replay.next();
        assertThat(replay.next()).as("it is paused").isEmpty();
    }

    @Test
    void linesThatAreNoLookAreToldOnceTheyAreMet() throws IOException {
        line(0, Reports.HEALTHY);
        lines.add(Optional.empty());
        line(2, Reports.SATURATED);
        Replay replay = replay(1);
        assertThat(replay.pace()).startsWith("look 1/3 ×1, ");
        assertThat(replay.unreadable()).isZero();

        for (int there : new int[] {1, -1, 1}) {
            replay.step(there);
        }
        assertThat(replay.pace()).startsWith("line 3/3 (1 unreadable) ×1, ");
        assertThat(replay.unreadable()).isEqualTo(1);
    }

    @Test
    void whatATargetLastToldStaysWithItsAge() throws IOException {
        line(0, Reports.SATURATED);
        line(3, Reports.REFUSED);
        Replay replay = replay(1);
        replay.step(1);
        Frame frame = replay.now();
        TargetReport failed = frame.report().targets().getFirst();
        assertThat(frame.age(failed)).contains(Duration.ofSeconds(3));
        assertThat(frame.known(failed).pools()).isNotEmpty();
    }

    @Test
    void speedHasBounds() throws IOException {
        line(0, Reports.HEALTHY);
        Replay replay = replay(1);
        for (int i = 0; i < 50; i++) {
            replay.faster();
        }
        assertThat(replay.pace()).contains("×256,");
        for (int i = 0; i < 9; i++) {
            replay.slower();
        }
        assertThat(replay.pace()).contains("×0.5,");
    }

    @Test
    void withoutALookThereIsNothingToReplay() {
        lines.add(Optional.empty());
        assertThatThrownBy(() -> replay(1)).isInstanceOf(IOException.class);
    }

    @Test
    void theKeysOfARecordingStepAndEndNoSession() throws Exception {
        line(0, Reports.HEALTHY);
        line(1, Reports.LEAKS);
        FakeCanvas canvas = new FakeCanvas(120, 40);
        Actions none =
                new Actions() {
                    @Override
                    public String end(Target target, JudgedSession session, Act act) {
                        throw new IllegalStateException("nothing can be ended in a recording");
                    }

                    @Override
                    public String write(Report report) {
                        return "written: " + report.status().word();
                    }
                };
        Watch watch =
                new Watch(
                        replay(0.01),
                        canvas,
                        none,
                        List.of(),
                        new Pace(Duration.ofSeconds(1), OptionalLong.empty(), Optional.empty()),
                        Optional.empty());
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return watch.run();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await(canvas, "look 1/2", "← → step");
        canvas.press(Kind.RIGHT);
        await(canvas, "look 2/2", "PAUSED", Reports.LEAKS.report().status().word().toUpperCase());
        canvas.type("t");
        canvas.type("y");
        canvas.type("w");
        await(canvas, "written: ");
        canvas.type(",");
        await(canvas, "look 1/2");
        canvas.type("?");
        await(canvas, "What the keys do");
        for (Command command : Command.of(true)) {
            assertThat(canvas.text()).contains(command.keys(), command.what());
        }
        assertThat(canvas.text()).doesNotContain("terminate");
        canvas.press(Kind.ESCAPE);
        canvas.type("q");
        assertThat(code.get()).isZero();
    }

    private static void await(FakeCanvas canvas, String... texts) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(canvas.text()).contains(texts));
    }
}
