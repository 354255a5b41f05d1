package poolmon.output;

import poolmon.columns.Role;
import poolmon.columns.SizingColumns;
import poolmon.model.Finding;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Sizing;

import java.io.IOException;

/// A sizing for people: the answer, what to set, what it would be for other traffic, what the fleet
/// has to fit into, and what all of it rests on.
///
/// ```
/// HEALTHY   pool_size 9, max_overflow 1 for 300 requests/s of 20 ms: 99 of 100 requests wait at …
///
///   SET IN      SETTING            VALUE
///   SQLAlchemy  pool_size              9
/// ```
record SizingPage(Sheet sheet) {
    private static final int INDENT = 2;

    void print(Report report, Sizing sizing) throws IOException {
        sheet.labelled(
                0, sizing.status().word(), Role.of(sizing.status()), Answers.sized(report, sizing));
        sheet.table(INDENT, SizingColumns.SETTINGS, SizingColumns.settings(sizing), Sheet.ALL);
        sheet.table(INDENT, SizingColumns.GUIDES, sizing.guides(), Sheet.ALL);
        sheet.table(INDENT, SizingColumns.DEMANDS, sizing.demands(), Sheet.ALL);
        sheet.table(INDENT, SizingColumns.ROOMS, sizing.rooms(), Sheet.MAX_ROWS);
        sheet.table(INDENT, SizingColumns.OBSERVED, sizing.observed(), Sheet.MAX_ROWS);
        for (Finding finding : sizing.findings()) {
            TableOutput.finding(sheet, finding);
        }
        if (!sizing.basis().isEmpty()) {
            sheet.gap();
            sheet.labelled(INDENT, "basis", Role.HEADING, "what this rests on:");
            for (String each : sizing.basis()) {
                sheet.item(INDENT, "-", new ServerText(each).shown());
            }
        }
        sheet.gap();
    }
}
