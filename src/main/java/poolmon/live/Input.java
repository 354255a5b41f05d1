package poolmon.live;

/// What the user did.
///
/// @param text what was typed, where a character was
public record Input(Kind kind, String text) {
    /// What was done.
    public enum Kind {
        TEXT,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        TAB,
        BACK_TAB,
        ENTER,
        ESCAPE,
        BACKSPACE,
        /// The terminal has another size.
        RESIZED,
        /// The terminal has us again.
        RESUMED,
        /// Ctrl-C, or the terminal is gone.
        INTERRUPTED
    }

    static Input of(Kind kind) {
        return new Input(kind, "");
    }

    static Input typed(String text) {
        return new Input(Kind.TEXT, text);
    }
}
