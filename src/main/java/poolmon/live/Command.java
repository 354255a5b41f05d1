package poolmon.live;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a key does. The help is made from this list.
enum Command {
    QUIT("q", "quit", Where.EVERYWHERE),
    HELP("?", "this help", Where.EVERYWHERE),
    PAUSE("space", "stop, and go on", Where.EVERYWHERE),
    SLOWER("+", "look less often", Where.LIVE),
    FASTER("-", "look more often", Where.LIVE),
    NEXT("→ .", "stop at the next look", Where.RECORDED),
    BACK("← ,", "stop at the look before", Where.RECORDED),
    FORWARD_MANY(">", "50 looks on", Where.RECORDED),
    BACK_MANY("<", "50 looks back", Where.RECORDED),
    QUICKER("+", "twice as fast", Where.RECORDED),
    CALMER("-", "half as fast", Where.RECORDED),
    PANEL("Tab", "the next panel", Where.EVERYWHERE),
    MOVE("↑ ↓ j k PgUp PgDn Home End", "move the selection", Where.EVERYWHERE),
    DETAIL("Enter", "all about what is selected; Esc goes back", Where.EVERYWHERE),
    SORT("s", "sort sessions by verdict, time in state, transaction or pid", Where.EVERYWHERE),
    FILTER("/", "show only what holds a text; Esc shows all again", Where.EVERYWHERE),
    CANCEL("c", "cancel the selected session's statement", Where.LIVE),
    TERMINATE("t", "terminate the selected session", Where.LIVE),
    WRITE("w", "write this look as JSON into a file", Where.EVERYWHERE);

    /// Of which feeds a command is.
    private enum Where {
        LIVE,
        RECORDED,
        EVERYWHERE
    }

    private final String keys;
    private final String what;
    private final Where where;

    Command(String keys, String what, Where where) {
        this.keys = keys;
        this.what = what;
        this.where = where;
    }

    String keys() {
        return keys;
    }

    String what() {
        return what;
    }

    /// The commands that there are.
    ///
    /// @param recorded whether a recording is shown
    static List<Command> of(boolean recorded) {
        Where not = recorded ? Where.LIVE : Where.RECORDED;
        return Arrays.stream(values()).filter(c -> c.where != not).toList();
    }

    /// The command that is given, if it is one.
    static Optional<Command> of(Input input, boolean recorded) {
        Command command =
                switch (input.kind()) {
                    case TAB, BACK_TAB -> PANEL;
                    case ENTER -> DETAIL;
                    case LEFT -> BACK;
                    case RIGHT -> NEXT;
                    case TEXT -> typed(input.text(), recorded);
                    default -> null;
                };
        return Optional.ofNullable(command).filter(of(recorded)::contains);
    }

    private static @Nullable Command typed(String text, boolean recorded) {
        return switch (text) {
            case "q", "Q" -> QUIT;
            case "?", "h" -> HELP;
            case " " -> PAUSE;
            case "+", "=" -> recorded ? QUICKER : SLOWER;
            case "-" -> recorded ? CALMER : FASTER;
            case "." -> NEXT;
            case "," -> BACK;
            case ">" -> FORWARD_MANY;
            case "<" -> BACK_MANY;
            case "s" -> SORT;
            case "/" -> FILTER;
            case "c" -> CANCEL;
            case "t" -> TERMINATE;
            case "w" -> WRITE;
            default -> null;
        };
    }
}
