package poolmon.output;

import poolmon.columns.Cell;
import poolmon.columns.Column;
import poolmon.columns.Grid;
import poolmon.columns.Role;
import poolmon.columns.TextWidth;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The lines of a page for people: labelled paragraphs that are wrapped at the width, and tables.
/// Blank lines stand between blocks only, and no line ends in a space.
final class Sheet {
    /// A space at which no line is broken; printed as an ordinary one.
    static final char NO_BREAK = '\u00a0';

    /// As wide as the widest status, with two spaces behind it.
    private static final int LABEL = 10;

    /// No limit to the rows of a table.
    static final int ALL = Integer.MAX_VALUE;

    /// Rows that a terminal gets of a long list: more would push the findings off the screen.
    static final int MAX_ROWS = 20;

    private final Writer writer;
    private final OptionalInt width;
    private final Theme theme;
    private boolean blankDue;

    Sheet(Paper paper) {
        this.writer = paper.writer();
        this.width = paper.width();
        this.theme = new Theme(paper.colour());
    }

    /// True where the page has a width to keep, and so a reader who scrolls.
    boolean isTerminal() {
        return width.isPresent();
    }

    /// The next line starts a new block.
    void gap() {
        blankDue = true;
    }

    /// A paragraph behind a label in capitals: `CRITICAL  the text, and where it is too long for
    /// the line it goes on below itself`.
    void labelled(int indent, String label, Role role, String text) throws IOException {
        String capitals = label.toUpperCase(Locale.ROOT);
        String pad = " ".repeat(Math.max(2, LABEL - capitals.length()));
        String start = " ".repeat(indent) + theme.paint(role, capitals) + pad;
        paragraph(start, indent + LABEL, text);
    }

    /// A paragraph below a labelled one, behind a bullet.
    void item(int indent, String bullet, String text) throws IOException {
        int hanging = indent + LABEL + bullet.length() + 1;
        paragraph(" ".repeat(indent + LABEL) + bullet + " ", hanging, text);
    }

    /// A paragraph of its own.
    void text(int indent, String text) throws IOException {
        paragraph(" ".repeat(indent), indent, text);
    }

    /// A table; nothing where it has no rows. On a terminal one with more than `most` rows ends in
    /// a line that says how many are missing.
    <T> void table(int indent, List<Column<T>> columns, List<T> rows, int most) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        boolean cut = isTerminal() && rows.size() - 1 > most;
        List<T> shown = cut ? rows.subList(0, most) : rows;
        Grid<T> grid = Grid.of(columns, shown, room(indent));
        gap();
        line(indent, grid.heading());
        for (List<Cell> cells : grid.lines()) {
            line(indent, cells);
        }
        if (cut) {
            text(indent, "and " + (rows.size() - most) + " more; -o json lists them all");
        }
    }

    /// A table that a terminal gets only the worst rows of where it is long; others get all of it,
    /// in its own order.
    <T> void worst(int indent, List<Column<T>> columns, List<T> rows, Comparator<T> worstFirst)
            throws IOException {
        if (isTerminal() && rows.size() - 1 > MAX_ROWS) {
            List<T> sorted = new ArrayList<>(rows);
            sorted.sort(worstFirst);
            table(indent, columns, sorted, MAX_ROWS);
        } else {
            table(indent, columns, rows, ALL);
        }
    }

    /// A heading of its own.
    void heading(int indent, String text) throws IOException {
        String fitted =
                isTerminal() ? TextWidth.cut(text, Math.max(2, width.getAsInt() - indent)) : text;
        line(" ".repeat(indent) + theme.paint(Role.HEADING, fitted));
    }

    /// Lines that are laid out already.
    void lines(int indent, List<List<Cell>> lines) throws IOException {
        for (List<Cell> cells : lines) {
            line(indent, cells);
        }
    }

    /// The columns that are left behind an indent; absent where there is no width to keep.
    OptionalInt room(int indent) {
        return isTerminal() ? OptionalInt.of(width.getAsInt() - indent) : OptionalInt.empty();
    }

    private void paragraph(String start, int hanging, String text) throws IOException {
        List<String> lines =
                isTerminal()
                        ? TextWidth.wrap(text, Math.max(2, width.getAsInt() - hanging))
                        : List.of(text);
        String before = start;
        for (String each : lines) {
            line(before + each.replace(NO_BREAK, ' '));
            before = " ".repeat(hanging);
        }
    }

    private void line(int indent, List<Cell> cells) throws IOException {
        StringBuilder line = new StringBuilder().repeat(' ', indent);
        for (Cell cell : cells) {
            line.repeat(' ', cell.gap()).append(theme.paint(cell.role(), cell.text()));
        }
        line(line.toString());
    }

    private void line(String line) throws IOException {
        if (blankDue) {
            writer.write('\n');
            blankDue = false;
        }
        writer.write(line);
        writer.write('\n');
    }

    /// Hands everything over to the reader.
    void flush() throws IOException {
        writer.flush();
    }
}
