package poolmon.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Looks;
import poolmon.fixture.Sessions;
import poolmon.live.Input.Kind;
import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.Failure;
import poolmon.model.JudgedSession;
import poolmon.model.Look;
import poolmon.model.Output;
import poolmon.model.Report;
import poolmon.model.SessionControl.Act;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.survey.Vigil;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Each key, on a server that does what it is told.
class WatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Look LOOK =
            Looks.atServer(
                    20,
                    Sessions.idleInTransaction(11, Duration.ofMinutes(7), "SELECT 'leaked'"),
                    Sessions.active(12, Duration.ofSeconds(3), "SELECT 'busy'"),
                    Sessions.blocked(13, Duration.ofSeconds(9), 11));
    private static final Target TARGET = LOOK.observations().getFirst().target();

    private final FakeCanvas canvas = new FakeCanvas(120, 30);
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<Report> recorded = new CopyOnWriteArrayList<>();
    private volatile Answer answer = LOOK.observations().getFirst().answer();
    private volatile Optional<CountDownLatch> hanging = Optional.empty();
    private Optional<Vigil> vigil = Optional.empty();

    @AfterEach
    void stop() {
        hanging.ifPresent(CountDownLatch::countDown);
        canvas.type("q");
        vigil.ifPresent(Vigil::close);
    }

    private Answer read() {
        hanging.ifPresent(
                latch -> {
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        return answer;
    }

    private CompletableFuture<Integer> watch() {
        return watch(
                new Pace(Duration.ofMillis(20), OptionalLong.empty(), Optional.empty()),
                Optional.empty());
    }

    private CompletableFuture<Integer> watch(Pace pace, Optional<Status> exitOn) {
        Vigil watched =
                new Vigil(
                        (target, deadline) -> read(),
                        Clock.systemUTC(),
                        Duration.ofSeconds(5),
                        pace.every(),
                        RandomGenerator.getDefault());
        vigil = Optional.of(watched);
        watched.over(TARGET);
        Actions actions =
                new Actions() {
                    @Override
                    public String end(Target target, JudgedSession session, Act act) {
                        ended.add(act + " " + session.session().pid());
                        return "pid " + session.session().pid() + ": ended";
                    }

                    @Override
                    public String write(Report report) {
                        return "written: " + report.status().word();
                    }
                };
        Output output = recorded::add;
        Watch watch =
                new Watch(
                        new LiveFeed(watched, Criteria.DEFAULT, FailOn.DEGRADED, pace.every()),
                        canvas,
                        actions,
                        List.of(output),
                        pace,
                        exitOn);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return watch.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void awaitText(String... texts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(canvas.text()).contains(texts));
    }

    private void awaitNot(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(canvas.text()).doesNotContain(text));
    }

    /// The text of the line that is selected.
    private String selected() {
        for (Line line : canvas.lines()) {
            if (!line.spans().isEmpty() && line.spans().getFirst().isMarked()) {
                return line.text();
            }
        }
        return "";
    }

    private void awaitSelected(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(selected()).contains(text));
    }

    @Test
    void theWorstSessionIsFirstAndSelected() throws Exception {
        CompletableFuture<Integer> code = watch();
        awaitText("CRITICAL since", "server slots", "leak-suspected", "SELECT 'leaked'");
        awaitSelected(" 11 ");
        canvas.type("q");
        assertThat(code.get()).isZero();
    }

    @Test
    void theSelectionMovesAndStaysWithinTheRows() {
        watch();
        awaitSelected(" 11 ");
        canvas.press(Kind.UP);
        canvas.type("j");
        awaitSelected(" 13 ");
        canvas.press(Kind.DOWN);
        canvas.press(Kind.DOWN);
        canvas.press(Kind.PAGE_DOWN);
        awaitSelected(" 12 ");
        canvas.type("k");
        awaitSelected(" 13 ");
        canvas.press(Kind.HOME);
        awaitSelected(" 11 ");
        canvas.press(Kind.END);
        awaitSelected(" 12 ");
        canvas.press(Kind.PAGE_UP);
        awaitSelected(" 11 ");
    }

    @Test
    void panelsAreGoneThrough() {
        watch();
        awaitSelected(" 11 ");
        canvas.press(Kind.TAB);
        awaitSelected("leak-suspected");
        canvas.press(Kind.TAB);
        awaitSelected("server slots");
        canvas.press(Kind.BACK_TAB);
        awaitSelected("leak-suspected");
        canvas.press(Kind.ENTER);
        awaitText("→ Now: end the oldest");
        canvas.press(Kind.ESCAPE);
        awaitNot("→ Now: end the oldest");
    }

    @Test
    void detailsShowTheWholeSession() {
        watch();
        awaitSelected(" 11 ");
        canvas.press(Kind.ENTER);
        awaitText("Session 11: leak-suspect", "in this state for", "blocks", "SELECT 'leaked'");
        canvas.press(Kind.ENTER);
        awaitNot("in this state for");
    }

    @Test
    void sortingGoesRound() {
        watch();
        awaitSelected(" 11 ");
        canvas.type("s");
        awaitText("sorted by duration");
        canvas.type("s");
        awaitText("sorted by transaction");
        canvas.type("s");
        awaitText("sorted by pid");
        canvas.type("s");
        awaitText("sorted by verdict");
    }

    @Test
    void aFilterHidesWhatDoesNotHoldIt() {
        watch();
        awaitText("SELECT 'busy'");
        canvas.type("/leakedX");
        awaitText("/leakedX▏");
        canvas.press(Kind.BACKSPACE);
        canvas.press(Kind.ENTER);
        awaitText("  /leaked", "SELECT 'leaked'");
        awaitNot("SELECT 'busy'");
        canvas.press(Kind.ESCAPE);
        awaitText("SELECT 'busy'");
        canvas.type("/q");
        awaitText("/q▏");
        canvas.press(Kind.ESCAPE);
        awaitNot("▏");
    }

    @Test
    void theHelpNamesEveryKey() {
        watch();
        awaitText("q quit");
        canvas.type("?");
        awaitText("What the keys do");
        for (Command command : Command.of(false)) {
            assertThat(canvas.text()).contains(command.keys());
        }
        canvas.press(Kind.ESCAPE);
        awaitNot("What the keys do");
    }

    @Test
    void pauseAndPaceAreObeyed() {
        watch();
        awaitText("every 20ms");
        canvas.type("+");
        awaitText("every 250ms");
        canvas.type("+");
        awaitText("every 500ms");
        canvas.type("-");
        awaitText("every 250ms");
        canvas.type(" ");
        awaitText("PAUSED");
        canvas.type(" ");
        awaitNot("PAUSED");
    }

    @Test
    void aSessionIsEndedOnlyAfterAYes() {
        watch();
        awaitSelected(" 11 ");
        canvas.type("t");
        awaitText("Terminate 11? y/N");
        canvas.type("n");
        awaitText("nothing was done");
        assertThat(ended).isEmpty();
        canvas.type("ty");
        awaitText("pid 11: ended");
        canvas.type("c");
        awaitText("Cancel the statement of 11");
        canvas.type("y");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ended.equals(List.of("TERMINATE 11", "CANCEL 11")));
        canvas.press(Kind.TAB);
        canvas.type("t");
        awaitText("select a session first");
    }

    @Test
    void theLookIsWritten() {
        watch();
        awaitSelected(" 11 ");
        canvas.type("w");
        awaitText("written: critical");
    }

    @Test
    void aSmallerScreenIsDrawnAnew() {
        watch();
        awaitSelected(" 11 ");
        canvas.resize(60, 15);
        Awaitility.await().atMost(PATIENCE).until(() -> canvas.lines().size() == 15);
        awaitText("CRITICAL", "server slots");
    }

    @Test
    void aServerThatDiesShowsItsLastGoodDataAndComesBack() {
        watch();
        awaitText("SELECT 'leaked'");
        Answer before = answer;
        answer =
                new Answer.Failed(
                        Failure.of(
                                Failure.Code.CONNECTION_REFUSED, "Nobody is there.", "Start it."),
                        Duration.ZERO,
                        List.of());
        awaitText("ERROR since", "? server slots", "ago: Nobody is there.", "SELECT 'leaked'");
        answer = before;
        awaitText("CRITICAL since");
    }

    @Test
    void keysAreAnsweredWhileAServerHangs() {
        hanging = Optional.of(new CountDownLatch(1));
        watch();
        awaitText("looking for the first time");
        canvas.type("?");
        awaitText("What the keys do");
    }

    @Test
    void itEndsAfterSoManyLooks() throws Exception {
        Pace three = new Pace(Duration.ofMillis(5), OptionalLong.of(3), Optional.empty());
        assertThat(watch(three, Optional.empty()).get()).isEqualTo(2);
        assertThat(recorded).hasSize(3);
    }

    /// As when it is paused, or a server hangs.
    @Test
    void theTimeThatWasGivenIsKeptWhileNothingIsSeen() throws Exception {
        Pace brief =
                new Pace(
                        Duration.ofHours(1),
                        OptionalLong.empty(),
                        Optional.of(Duration.ofMillis(200)));
        CompletableFuture<Integer> code = watch(brief, Optional.empty());
        assertThat(code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void itEndsAtTheStatusThatIsWaitedFor() throws Exception {
        Pace endless = new Pace(Duration.ofMillis(5), OptionalLong.empty(), Optional.empty());
        assertThat(watch(endless, Optional.of(Status.CRITICAL)).get()).isEqualTo(2);
    }

    @Test
    void aTerminalThatIsGoneIsTheEnd() throws Exception {
        CompletableFuture<Integer> code = watch();
        awaitText("CRITICAL");
        canvas.lose();
        assertThat(code.get()).isEqualTo(130);
    }

    @Test
    void anInterruptIsTheEnd() throws Exception {
        CompletableFuture<Integer> code = watch();
        canvas.press(Kind.INTERRUPTED);
        assertThat(code.get()).isEqualTo(130);
    }
}
