package poolmon.output;

import poolmon.columns.Column;
import poolmon.model.ServerText;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// Lines of Markdown as GitHub, GitLab and Jira's importers read it. Whatever text is given stands
/// there as it is: neither does it become a heading, a link, a picture or HTML, nor does it break
/// a table.
record Markdown(Writer writer) {
    /// Text that means nothing but itself. What is not special within a line stays plain, for the
    /// source of a ticket is read by people, too.
    static String plain(String text) {
        String escaped = cell(text);
        int digits = 0;
        while (digits < escaped.length() && Character.isDigit(escaped.charAt(digits))) {
            digits++;
        }
        boolean heads =
                digits < escaped.length()
                        && (digits == 0 ? "#+-=" : ".)").indexOf(escaped.charAt(digits)) >= 0
                        && (digits == 0 || escaped.startsWith(" ", digits + 1));
        return heads ? escaped.substring(0, digits) + "\\" + escaped.substring(digits) : escaped;
    }

    /// The same in a cell of a table, where nothing can begin a heading or a list.
    static String cell(String text) {
        String shown = new ServerText(text.replace(Sheet.NO_BREAK, ' ')).shown();
        StringBuilder plain = new StringBuilder(shown.length() + 16);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '&' -> plain.append("&amp;");
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '$' -> plain.append('\\').append(c);
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }

    /// Text in a face of its own, such as an address, which is then no link.
    static String code(String text) {
        String shown = new ServerText(text.replace(Sheet.NO_BREAK, ' ')).shown();
        String fence = "`";
        while (shown.contains(fence)) {
            fence += "`";
        }
        String pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
        return shown.isEmpty() ? "" : fence + pad + shown + pad + fence;
    }

    void line(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    /// A block of its own.
    void paragraph(String text) throws IOException {
        line("");
        line(text);
    }

    void heading(int level, String text) throws IOException {
        paragraph("#".repeat(level) + " " + text);
    }

    void item(String text) throws IOException {
        line("- " + text);
    }

    /// A table without the columns that have nothing to tell; nothing where it has no rows.
    <T> void table(List<Column<T>> columns, List<T> rows) throws IOException {
        List<Column<T>> told = new ArrayList<>(columns);
        told.removeIf(c -> rows.stream().allMatch(row -> c.value().apply(row).isEmpty()));
        if (rows.isEmpty()) {
            return;
        }
        StringBuilder titles = new StringBuilder("|");
        StringBuilder rule = new StringBuilder("|");
        for (Column<T> column : told) {
            titles.append(' ').append(column.title()).append(" |");
            boolean right = column.alignment() == Column.Alignment.RIGHT;
            rule.append(right ? " ---: |" : " --- |");
        }
        paragraph(titles.toString());
        line(rule.toString());
        for (T row : rows) {
            StringBuilder cells = new StringBuilder("|");
            for (Column<T> column : told) {
                cells.append(' ').append(cell(column.value().apply(row))).append(" |");
            }
            line(cells.toString());
        }
    }
}
