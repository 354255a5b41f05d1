package poolmon.columns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// A table laid out for a width: which columns stand in it, how wide each is, and what is cut. Pure
/// geometry, so that the printed table and the live screen cannot differ.
///
/// A column with nothing to tell in any row is left out. Where the rest is too wide for the
/// terminal, columns are left out by their `dropOrder` until the others fit, cut to their `min`
/// where need be; a small column comes back where leaving out a large one made room for it. What is
/// then spare goes to the columns from left to right: the last one takes what is left.
public final class Grid<T> {
    private static final int GAP = 2;

    /// The part of the width below which the last column is not cut for the sake of others.
    private static final int LAST_SHARE = 5;

    private final List<Part<T>> parts = new ArrayList<>();
    private final List<T> rows;
    private final boolean limited;

    /// A column with its cells and the width it is given.
    private static final class Part<T> {
        private final Column<T> column;
        private final int place;
        private final String[] texts;
        private final int least;
        private int width;

        private Part(Column<T> column, int place, String[] texts, int least, int width) {
            this.column = column;
            this.place = place;
            this.texts = texts;
            this.least = Math.min(width, least);
            this.width = width;
        }
    }

    private Grid(List<Column<T>> columns, List<T> rows, OptionalInt width) {
        this.rows = rows;
        this.limited = width.isPresent();
        for (int place = 0; place < columns.size(); place++) {
            Column<T> column = columns.get(place);
            String[] texts = new String[rows.size()];
            int widest = 0;
            for (int r = 0; r < texts.length; r++) {
                texts[r] = column.value().apply(rows.get(r));
                widest = Math.max(widest, TextWidth.of(texts[r]));
            }
            if (widest > 0) {
                int cells = limited ? Math.min(widest, column.max()) : widest;
                int title = TextWidth.of(column.title());
                boolean last = place == columns.size() - 1 && column.dropOrder() == 0;
                int share = last ? width.orElse(0) / LAST_SHARE : 0;
                int least = Math.max(column.min(), Math.max(title, share));
                parts.add(new Part<>(column, place, texts, least, Math.max(cells, title)));
            }
        }
        if (width.isPresent()) {
            leaveOut(width.getAsInt());
            share(width.getAsInt());
        }
    }

    /// Lays the rows out.
    ///
    /// @param width columns of the terminal; absent where nothing is to be cut or left out
    public static <T> Grid<T> of(List<Column<T>> columns, List<T> rows, OptionalInt width) {
        return new Grid<>(columns, rows, width);
    }

    /// The titles.
    public List<Cell> heading() {
        List<Cell> cells = new ArrayList<>();
        int at = 0;
        int start = 0;
        for (Part<T> part : parts) {
            at = place(cells, part, part.column.title(), Role.HEADING, start, at);
            start += part.width + GAP;
        }
        return cells;
    }

    /// The cells of each row, without the empty ones.
    public List<List<Cell>> lines() {
        List<List<Cell>> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Cell> cells = new ArrayList<>();
            int at = 0;
            int start = 0;
            for (Part<T> part : parts) {
                Role role = part.column.role().apply(rows.get(r));
                at = place(cells, part, part.texts[r], role, start, at);
                start += part.width + GAP;
            }
            lines.add(cells);
        }
        return lines;
    }

    private int place(List<Cell> cells, Part<T> part, String text, Role role, int start, int at) {
        if (text.isEmpty()) {
            return at;
        }
        String fitted = limited ? fitted(text, part) : text;
        int taken = TextWidth.of(fitted);
        boolean right = part.column.alignment() == Column.Alignment.RIGHT;
        int from = right ? start + part.width - taken : start;
        cells.add(new Cell(from - at, fitted, role));
        return from + taken;
    }

    private static String fitted(String text, Part<?> part) {
        return switch (part.column.cut()) {
            case AT_END -> TextWidth.cut(text, part.width);
            case AT_START -> TextWidth.cutStart(text, part.width);
        };
    }

    private void leaveOut(int width) {
        List<Part<T>> byOrder = new ArrayList<>(parts);
        byOrder.removeIf(part -> part.column.dropOrder() == 0);
        byOrder.sort(Comparator.comparingInt(part -> part.column.dropOrder()));
        List<Part<T>> out = new ArrayList<>();
        for (Part<T> part : byOrder) {
            if (least() > width) {
                parts.remove(part);
                out.addFirst(part);
            }
        }
        for (Part<T> part : out) {
            if (least() + GAP + part.least <= width) {
                parts.add(part);
            }
        }
        parts.sort(Comparator.comparingInt(part -> part.place));
    }

    private void share(int width) {
        int spare = width - least();
        for (Part<T> part : parts) {
            int given = Math.clamp(spare, 0, part.width - part.least);
            spare -= given;
            part.width = part.least + given;
        }
        while (spare < 0 && widest().width > 1) {
            widest().width--;
            spare++;
        }
    }

    private int least() {
        int total = GAP * (parts.size() - 1);
        for (Part<T> part : parts) {
            total += part.least;
        }
        return total;
    }

    private Part<T> widest() {
        Part<T> widest = parts.getFirst();
        for (Part<T> part : parts) {
            if (part.width > widest.width) {
                widest = part;
            }
        }
        return widest;
    }
}
