package poolmon.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A table as Markdown has it, which is also readable as it stands: the columns are aligned,
/// figures to the right.
final class MarkdownTable {
    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param titles one for each column
    MarkdownTable(String... titles) {
        this.titles = List.of(titles);
    }

    /// Adds a row with a cell for each column.
    MarkdownTable row(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + titles);
        }
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The table, each line ended.
    String markdown() {
        List<Integer> widths = new ArrayList<>();
        List<Boolean> figures = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            List<String> column = column(i);
            int widest = column.stream().mapToInt(String::length).max().orElse(0);
            widths.add(Math.max(3, Math.max(widest, titles.get(i).length())));
            figures.add(!column.isEmpty() && column.stream().allMatch(MarkdownTable::isFigure));
        }
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            String dashes = "-".repeat(widths.get(i) - 1);
            rules.add(figures.get(i) ? dashes + ":" : dashes + "-");
        }
        StringBuilder text = new StringBuilder(line(titles, widths, figures));
        text.append(line(rules, widths, Collections.nCopies(titles.size(), false)));
        rows.forEach(row -> text.append(line(row, widths, figures)));
        return text.toString();
    }

    /// A figure of three digits or so: nothing here is known more precisely.
    static String figure(double value) {
        String format =
                value == 0 || Math.abs(value) >= 10
                        ? "%,.0f"
                        : Math.abs(value) >= 1 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /// How many there are of something.
    static String count(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /// Digits with what stands around them, or nothing.
    private static boolean isFigure(String cell) {
        return cell.isEmpty() || cell.equals("–") || cell.matches("-?\\d.*");
    }

    private static String line(List<String> cells, List<Integer> widths, List<Boolean> right) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String space = " ".repeat(widths.get(i) - cells.get(i).length());
            padded.add(right.get(i) ? space + cells.get(i) : cells.get(i) + space);
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
