package poolmon.live;

import poolmon.model.Criteria;
import poolmon.model.FailOn;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Report;
import poolmon.model.Session;
import poolmon.model.SessionControl.Act;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.survey.Sighting;
import poolmon.survey.Vigil;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/// The screen that stays open: draws what the vigil has seen, and does what the keys say. Nothing
/// here waits for a server.
public final class Watch {
    private static final int INTERRUPTED = 130;
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// So long is waited for a key before it is seen whether there is anything new to draw.
    private static final long BLINK = 40;

    private static final long SECOND = 1_000_000_000L;

    private final Vigil vigil;
    private final Canvas canvas;
    private final Actions actions;
    private final Criteria criteria;
    private final FailOn failOn;
    private final List<Output> outputs;
    private final Pace pace;
    private final Optional<Status> exitOn;

    private final History history = new History();
    private final Map<Target, Sighting> seen = new HashMap<>();
    private View view = View.START;
    private Duration every;
    private boolean paused;
    private Optional<CompletableFuture<String>> doing = Optional.empty();
    private boolean redraw = true;
    private long drawn;

    /// @param outputs each gets every look
    public Watch(
            Vigil vigil,
            Canvas canvas,
            Actions actions,
            Criteria criteria,
            FailOn failOn,
            List<Output> outputs,
            Pace pace,
            Optional<Status> exitOn) {
        this.vigil = vigil;
        this.canvas = canvas;
        this.actions = actions;
        this.criteria = criteria;
        this.failOn = failOn;
        this.outputs = List.copyOf(outputs);
        this.pace = pace;
        this.exitOn = exitOn;
        this.every = pace.every();
    }

    /// Shows and obeys until the user has enough, and tells the exit code.
    ///
    /// @throws Exception where an output cannot be written
    public int run() throws Exception {
        long start = System.nanoTime();
        long known = -1;
        long looks = 0;
        Scene scene = scene(List.of());
        while (true) {
            long now = vigil.version();
            if (now != known) {
                known = now;
                List<Sighting> sightings = vigil.sightings();
                List<Target> fresh = fresh(sightings);
                scene = scene(sightings);
                history.add(scene.report(), fresh);
                redraw = true;
                // a look has gone round when the first target is seen again
                if (!sightings.isEmpty() && fresh.contains(sightings.getFirst().last().target())) {
                    looks++;
                    for (Output output : outputs) {
                        output.print(scene.report());
                    }
                    Duration since = Duration.ofNanos(System.nanoTime() - start);
                    if (isOver(scene.report(), looks, since)) {
                        return scene.report().exitCode();
                    }
                }
            }
            finish();
            if (redraw || System.nanoTime() - drawn > SECOND) {
                draw();
            }
            OptionalInt code = obey(scene);
            if (code.isPresent()) {
                return code.getAsInt();
            }
        }
    }

    /// Ages go on while nothing is seen.
    private void draw() {
        canvas.show(Painter.paint(scene(vigil.sightings()), view, canvas.size()));
        drawn = System.nanoTime();
        redraw = false;
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

    private boolean isOver(Report report, long looks, Duration since) {
        boolean met =
                exitOn.isPresent()
                        && !report.targets().isEmpty()
                        && (report.status() == exitOn.get()
                                || report.status().worseThan(exitOn.get()));
        return met || !pace.goesOn(looks, since);
    }

    private Scene scene(List<Sighting> sightings) {
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
        return new Scene(report, good, goodAt, history, every, paused);
    }

    /// Takes what came of a command that was under way.
    private void finish() {
        if (doing.isPresent() && doing.get().isDone()) {
            view = view.saying(doing.get().join());
            doing = Optional.empty();
            redraw = true;
        }
    }

    private OptionalInt obey(Scene scene) throws InterruptedException {
        Optional<Input> input;
        try {
            input = canvas.input(BLINK);
        } catch (IOException gone) {
            return OptionalInt.of(INTERRUPTED);
        }
        if (input.isEmpty()) {
            return OptionalInt.empty();
        }
        redraw = true;
        Input done = input.get();
        if (done.kind() == Input.Kind.INTERRUPTED) {
            return OptionalInt.of(INTERRUPTED);
        }
        if (view.editing()) {
            view = typed(done);
            return OptionalInt.empty();
        }
        if (view.about().isPresent()) {
            answered(scene, done);
            return OptionalInt.empty();
        }
        Optional<Command> command = Command.of(done);
        if (command.isPresent() && command.get() == Command.QUIT) {
            return OptionalInt.of(0);
        }
        if (command.isPresent()) {
            act(command.get(), done, scene);
        } else {
            move(done, scene);
        }
        return OptionalInt.empty();
    }

    private View typed(Input input) {
        String filter = view.filter();
        return switch (input.kind()) {
            case TEXT -> view.filtered(filter + input.text(), true);
            case BACKSPACE ->
                    view.filtered(
                            filter.isEmpty()
                                    ? ""
                                    : filter.substring(
                                            0, filter.offsetByCodePoints(filter.length(), -1)),
                            true);
            case ENTER -> view.filtered(filter, false);
            case ESCAPE -> view.filtered("", false);
            default -> view;
        };
    }

    private void answered(Scene scene, Input input) {
        View.Ending ending = view.about().orElseThrow();
        boolean yes = input.kind() == Input.Kind.TEXT && input.text().equalsIgnoreCase("y");
        if (!yes) {
            view = view.saying("nothing was done");
            return;
        }
        for (TargetReport target : scene.report().targets()) {
            if (holds(target, ending.session().session())) {
                Target where = target.target();
                view = view.saying("…");
                // on a thread of its own: the server may be slow, and the keys must not be
                doing =
                        Optional.of(
                                CompletableFuture.supplyAsync(
                                        () -> actions.end(where, ending.session(), ending.act()),
                                        task -> Thread.ofPlatform().daemon().start(task)));
                return;
            }
        }
        view = view.saying("the session is gone");
    }

    /// Whether it is there still; a pid may have been given to another one meanwhile.
    private static boolean holds(TargetReport target, Session session) {
        return target.sessions().stream()
                .map(JudgedSession::session)
                .anyMatch(
                        other ->
                                other.pid() == session.pid()
                                        && other.backendStart().equals(session.backendStart()));
    }

    private void act(Command command, Input input, Scene scene) {
        Rows rows = Rows.of(scene, view);
        switch (command) {
            case HELP -> view = view.covered(View.Overlay.HELP);
            case DETAIL ->
                    view =
                            view.covered(
                                    view.overlay() == View.Overlay.NONE
                                            ? View.Overlay.DETAIL
                                            : View.Overlay.NONE);
            case PANEL ->
                    view =
                            view.in(
                                    rows.next(
                                            rows.present(view.panel()),
                                            input.kind() == Input.Kind.TAB ? 1 : -1));
            case SORT -> view = view.sorted(view.order().next());
            case FILTER -> view = view.filtered(view.filter(), true);
            case PAUSE -> {
                paused = !paused;
                vigil.pause(paused);
            }
            case SLOWER -> interval(every.multipliedBy(2));
            case FASTER -> interval(every.dividedBy(2));
            case CANCEL -> view = asked(rows, Act.CANCEL);
            case TERMINATE -> view = asked(rows, Act.TERMINATE);
            case WRITE -> view = view.saying(actions.write(scene.report()));
            case MOVE, QUIT -> throw new IllegalStateException(command + " is not done here");
        }
    }

    private void interval(Duration wanted) {
        Duration bound = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
        every = bound.compareTo(LONGEST) > 0 ? LONGEST : bound;
        vigil.every(every);
    }

    private View asked(Rows rows, Act act) {
        List<JudgedSession> sessions = rows.sessions();
        if (rows.present(view.panel()) != Panel.SESSIONS || sessions.isEmpty()) {
            return view.saying("select a session first: Tab goes to the sessions");
        }
        JudgedSession chosen = sessions.get(Math.min(view.selected(), sessions.size() - 1));
        return chosen.session().pid() == 0
                ? view.saying("a prepared transaction is ended by ROLLBACK PREPARED")
                : view.asking(Optional.of(new View.Ending(act, chosen)));
    }

    private void move(Input input, Scene scene) {
        if (input.kind() == Input.Kind.ESCAPE) {
            view =
                    view.overlay() == View.Overlay.NONE
                            ? view.filtered("", false)
                            : view.covered(View.Overlay.NONE);
            return;
        }
        int page = Math.max(1, canvas.size().rows() / 2);
        Rows rows = Rows.of(scene, view);
        int last = Math.max(0, rows.count(rows.present(view.panel())) - 1);
        boolean covered = view.overlay() != View.Overlay.NONE;
        int at = covered ? view.scroll() : Math.min(view.selected(), last);
        int to =
                switch (input.kind()) {
                    case UP -> at - 1;
                    case DOWN -> at + 1;
                    case PAGE_UP -> at - page;
                    case PAGE_DOWN -> at + page;
                    case HOME -> 0;
                    case END -> covered ? at + 10 * page : last;
                    case TEXT ->
                            switch (input.text()) {
                                case "j" -> at + 1;
                                case "k" -> at - 1;
                                default -> at;
                            };
                    default -> at;
                };
        view = covered ? view.scrolled(to) : view.at(Math.min(to, last)).saying("");
    }
}
