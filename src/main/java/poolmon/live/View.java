package poolmon.live;

import poolmon.model.JudgedSession;
import poolmon.model.SessionControl.Act;

import java.util.Optional;

/// What of a scene is looked at, and what the user is about to do. Immutable: each key makes
/// another one.
///
/// @param panel in which the selection is
/// @param selected the row there, from 0
/// @param filter shown is only what holds it
/// @param editing whether the filter is being typed
/// @param overlay what covers the screen
/// @param scroll how far the overlay is scrolled
/// @param about whom the user is asked whether to end it
/// @param message what came of the last command
record View(
        Panel panel,
        int selected,
        Order order,
        String filter,
        boolean editing,
        Overlay overlay,
        int scroll,
        Optional<Ending> about,
        String message) {

    static final View START =
            new View(
                    Panel.SESSIONS,
                    0,
                    Order.VERDICT,
                    "",
                    false,
                    Overlay.NONE,
                    0,
                    Optional.empty(),
                    "");

    /// What covers the screen.
    enum Overlay {
        NONE,
        HELP,
        DETAIL
    }

    /// A session that is to be ended, if the user agrees.
    record Ending(Act act, JudgedSession session) {}

    View in(Panel other) {
        return new View(other, 0, order, filter, false, overlay, 0, about, message);
    }

    View at(int row) {
        return new View(
                panel, Math.max(0, row), order, filter, editing, overlay, scroll, about, message);
    }

    View sorted(Order other) {
        return new View(
                panel,
                0,
                other,
                filter,
                editing,
                overlay,
                scroll,
                about,
                "sorted by " + other.word());
    }

    View filtered(String text, boolean typing) {
        return new View(panel, 0, order, text, typing, overlay, scroll, about, "");
    }

    View covered(Overlay other) {
        return new View(panel, selected, order, filter, editing, other, 0, about, "");
    }

    View scrolled(int lines) {
        return new View(
                panel,
                selected,
                order,
                filter,
                editing,
                overlay,
                Math.max(0, lines),
                about,
                message);
    }

    View asking(Optional<Ending> whom) {
        return new View(panel, selected, order, filter, editing, overlay, scroll, whom, "");
    }

    View saying(String text) {
        return new View(
                panel, selected, order, filter, editing, overlay, scroll, Optional.empty(), text);
    }
}
