package poolmon.live;

import poolmon.columns.Cell;
import poolmon.columns.Role;
import poolmon.columns.TextWidth;

import java.util.ArrayList;
import java.util.List;

/// A line of the screen, never wider than it.
public record Line(List<Span> spans) {
    /// A line with nothing on it.
    static final Line EMPTY = new Line(List.of());

    public Line {
        spans = List.copyOf(spans);
    }

    static Line of(String text, Role role) {
        return new Line(List.of(new Span(text, role, false)));
    }

    /// The cells of a table's row.
    static Line of(List<Cell> cells, int indent) {
        List<Span> spans = new ArrayList<>();
        int blank = indent;
        for (Cell cell : cells) {
            spans.add(new Span(" ".repeat(blank + cell.gap()), Role.PLAIN, false));
            spans.add(new Span(cell.text(), cell.role(), false));
            blank = 0;
        }
        return new Line(spans);
    }

    /// The same line with more behind it.
    Line and(String text, Role role) {
        List<Span> more = new ArrayList<>(spans);
        more.add(new Span(text, role, false));
        return new Line(more);
    }

    /// The same line as what is selected, filled to the width.
    Line marked(int width) {
        List<Span> marked = new ArrayList<>();
        for (Span span : fit(width).spans()) {
            marked.add(new Span(span.text(), span.role(), true));
        }
        int left = width - TextWidth.of(fit(width).text());
        if (left > 0) {
            marked.add(new Span(" ".repeat(left), Role.PLAIN, true));
        }
        return new Line(marked);
    }

    /// As much of it as fits.
    Line fit(int width) {
        List<Span> fitting = new ArrayList<>();
        int left = width;
        for (Span span : spans) {
            int wide = TextWidth.of(span.text());
            if (wide > left) {
                if (left > 0) {
                    fitting.add(
                            new Span(
                                    TextWidth.cut(span.text(), left),
                                    span.role(),
                                    span.isMarked()));
                }
                return new Line(fitting);
            }
            fitting.add(span);
            left -= wide;
        }
        return new Line(fitting);
    }

    /// Its text without colours.
    public String text() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }
}
