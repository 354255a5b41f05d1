package poolmon.output;

import poolmon.columns.Column;
import poolmon.columns.Role;

import java.io.IOException;
import java.util.List;

/// What findings mean, for people.
public final class ExplanationPage {
    private final Sheet sheet;

    /// @param paper to print on
    public ExplanationPage(Paper paper) {
        this.sheet = new Sheet(paper);
    }

    /// One in full.
    public void print(Explanation entry) throws IOException {
        sheet.text(0, entry.code());
        sheet.gap();
        sheet.labelled(2, "means", Role.HEADING, entry.means());
        sheet.gap();
        sheet.labelled(2, "told by", Role.HEADING, entry.told());
        sheet.gap();
        for (String step : entry.remedy()) {
            sheet.item(2, "→", step);
        }
        sheet.flush();
    }

    /// All of them, a line each.
    public void list(List<Explanation> entries) throws IOException {
        sheet.text(0, entries.size() + " findings; --explain FINDING tells one in full");
        sheet.table(
                0,
                List.of(
                        Column.text("FINDING", Explanation::code),
                        Column.text("WHAT IT MEANS", (Explanation e) -> first(e.means()))
                                .between(16, Column.WHOLE)),
                entries,
                Sheet.ALL);
        sheet.flush();
    }

    /// The first sentence.
    private static String first(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
