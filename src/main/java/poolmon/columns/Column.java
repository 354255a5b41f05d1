package poolmon.columns;

import java.util.function.Function;

/// One column of a table: everything that any table, live or printed, has to know about it.
///
/// @param min the width to which it may be cut where the terminal is narrow; [#WHOLE]: never cut
/// @param cut which end is lost where a cell is too wide
/// @param max the width beyond which it is cut on any terminal
/// @param dropOrder 1 is the first to be left out of a table that is too wide, 0 never is
/// @param value the text of a cell, fit for a terminal; empty where there is nothing to tell
/// @param role what a cell's text stands for
public record Column<T>(
        String title,
        Alignment alignment,
        int min,
        int max,
        int dropOrder,
        Cut cut,
        Function<T, String> value,
        Function<T, Role> role) {

    /// As wide as its widest cell.
    public static final int WHOLE = Integer.MAX_VALUE;

    /// Which end of a text can be done without. A URL or an address is known by its end.
    public enum Cut {
        AT_END,
        AT_START
    }

    /// Text stands left, numbers stand right so that their digits line up.
    public enum Alignment {
        LEFT,
        RIGHT
    }

    /// A column of words.
    public static <T> Column<T> text(String title, Function<T, String> value) {
        return new Column<>(
                title, Alignment.LEFT, WHOLE, WHOLE, 0, Cut.AT_END, value, row -> Role.PLAIN);
    }

    /// A column of figures, which are never cut: half a number is a wrong number.
    public static <T> Column<T> number(String title, Function<T, String> value) {
        return new Column<>(
                title, Alignment.RIGHT, WHOLE, WHOLE, 0, Cut.AT_END, value, row -> Role.PLAIN);
    }

    /// The same column, cut to between the given widths.
    public Column<T> between(int narrowest, int widest) {
        return new Column<>(title, alignment, narrowest, widest, dropOrder, cut, value, role);
    }

    /// The same column, left out of narrow tables as the `order`-th.
    public Column<T> dropped(int order) {
        return new Column<>(title, alignment, min, max, order, cut, value, role);
    }

    /// The same column, cut at the start of its cells where they are too wide.
    public Column<T> knownByEnd() {
        return new Column<>(title, alignment, min, max, dropOrder, Cut.AT_START, value, role);
    }

    /// The same column with a role for its cells.
    public Column<T> as(Function<T, Role> roleOf) {
        return new Column<>(title, alignment, min, max, dropOrder, cut, value, roleOf);
    }
}
