package poolmon.output;

import poolmon.columns.Role;
import poolmon.columns.Show;
import poolmon.model.Output;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// A line for each look, for a log or a reader who scrolls: when, how all stands, and what is
/// worst.
public final class LineOutput implements Output {
    private final Writer writer;
    private final Theme theme;

    /// @param paper whose width does not matter
    public LineOutput(Paper paper) {
        this.writer = paper.writer();
        this.theme = new Theme(paper.colour());
    }

    @Override
    public void print(Report report) throws IOException {
        Status status = report.status();
        String word = status.word().toUpperCase(Locale.ROOT);
        String line =
                Show.time(report.at())
                        + "  "
                        + theme.paint(Role.of(status), word)
                        + " ".repeat(Math.max(2, 10 - word.length()))
                        + said(report);
        writer.write(line.replace(Sheet.NO_BREAK, ' ') + "\n");
        writer.flush();
    }

    private static String said(Report report) {
        for (TargetReport target : report.targets()) {
            if (target.status() == report.status()) {
                String rest =
                        report.targets().size() == 1
                                ? ""
                                : "; " + Answers.summary(report).split(";", 2)[0];
                return Answers.of(report.question(), target) + rest;
            }
        }
        return Answers.summary(report);
    }
}
