package poolmon.live;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// What a key does. The help is made from this list.
enum Command {
    QUIT("q", "quit"),
    HELP("?", "this help"),
    PAUSE("space", "stop looking, and go on"),
    SLOWER("+", "look less often"),
    FASTER("-", "look more often"),
    PANEL("Tab", "the next panel"),
    MOVE("↑ ↓ j k PgUp PgDn Home End", "move the selection"),
    DETAIL("Enter", "all about what is selected; Esc goes back"),
    SORT("s", "sort sessions by verdict, time in state, transaction or pid"),
    FILTER("/", "show only what holds a text; Esc shows all again"),
    CANCEL("c", "cancel the selected session's statement"),
    TERMINATE("t", "terminate the selected session"),
    WRITE("w", "write this look as JSON into a file");

    private final String keys;
    private final String what;

    Command(String keys, String what) {
        this.keys = keys;
        this.what = what;
    }

    String keys() {
        return keys;
    }

    String what() {
        return what;
    }

    static Optional<Command> of(Input input) {
        return switch (input.kind()) {
            case TAB, BACK_TAB -> Optional.of(PANEL);
            case ENTER -> Optional.of(DETAIL);
            case TEXT -> Optional.ofNullable(typed(input.text()));
            default -> Optional.empty();
        };
    }

    private static @Nullable Command typed(String text) {
        return switch (text) {
            case "q", "Q" -> QUIT;
            case "?", "h" -> HELP;
            case " " -> PAUSE;
            case "+", "=" -> SLOWER;
            case "-" -> FASTER;
            case "s" -> SORT;
            case "/" -> FILTER;
            case "c" -> CANCEL;
            case "t" -> TERMINATE;
            case "w" -> WRITE;
            default -> null;
        };
    }
}
