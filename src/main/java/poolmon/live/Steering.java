package poolmon.live;

import poolmon.model.JudgedSession;
import poolmon.model.Session;
import poolmon.model.SessionControl.Act;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the keys do with the view, the feed and the servers.
final class Steering {
    private static final int MANY = 50;

    private final Feed feed;
    private final Canvas canvas;
    private final Actions actions;
    private View view = View.START;
    private Optional<CompletableFuture<String>> doing = Optional.empty();

    Steering(Feed feed, Canvas canvas, Actions actions) {
        this.feed = feed;
        this.canvas = canvas;
        this.actions = actions;
    }

    View view() {
        return view;
    }

    /// Takes what came of a command that was under way; whether something did.
    boolean finish() {
        if (doing.isEmpty() || !doing.get().isDone()) {
            return false;
        }
        view = view.saying(doing.get().join());
        doing = Optional.empty();
        return true;
    }

    /// Does what the input says; false where the user has enough.
    boolean obey(Input input, Scene scene) {
        if (view.editing()) {
            view = typed(input);
            return true;
        }
        if (view.about().isPresent()) {
            answered(scene, input);
            return true;
        }
        Optional<Command> command = Command.of(input, scene.recorded());
        if (command.isPresent() && command.get() == Command.QUIT) {
            return false;
        }
        if (command.isPresent()) {
            act(command.get(), input, scene);
        } else {
            move(input, scene);
        }
        return true;
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
                                            input.kind() == Input.Kind.BACK_TAB ? -1 : 1));
            case SORT -> view = view.sorted(view.order().next());
            case FILTER -> view = view.filtered(view.filter(), true);
            case PAUSE -> feed.pause();
            case SLOWER, CALMER -> feed.slower();
            case FASTER, QUICKER -> feed.faster();
            case NEXT -> feed.step(1);
            case BACK -> feed.step(-1);
            case FORWARD_MANY -> feed.step(MANY);
            case BACK_MANY -> feed.step(-MANY);
            case CANCEL -> view = asked(rows, Act.CANCEL);
            case TERMINATE -> view = asked(rows, Act.TERMINATE);
            case WRITE -> view = view.saying(actions.write(scene.report()));
            case MOVE, QUIT -> throw new IllegalStateException(command + " is not done here");
        }
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
