package poolmon.output;

import poolmon.columns.CheckColumns;
import poolmon.columns.ClientColumns;
import poolmon.columns.Column;
import poolmon.columns.GroupColumns;
import poolmon.columns.PoolColumns;
import poolmon.columns.SessionColumns;
import poolmon.columns.Show;
import poolmon.columns.SizingColumns;
import poolmon.columns.TrendColumns;
import poolmon.model.Ending;
import poolmon.model.Finding;
import poolmon.model.JudgedSession;
import poolmon.model.Output;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Severity;
import poolmon.model.Sizing;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// For an incident ticket: what is wrong and why, each finding with its evidence and remedy, and
/// the tables that it rests on. One report for every command.
final class MarkdownOutput implements Output {
    /// Sessions and clients of one target; a ticket is to be read.
    private static final int MOST = 50;

    private final Markdown page;
    private final Paper paper;

    MarkdownOutput(Paper paper) {
        this.paper = paper;
        this.page = new Markdown(paper.writer());
    }

    @Override
    public void print(Report report) throws IOException {
        page.line(
                "# poolmon "
                        + report.question().word()
                        + ": "
                        + report.status().word().toUpperCase(Locale.ROOT));
        page.paragraph(Markdown.plain(answer(report)) + ".");
        page.paragraph(
                "Looked at "
                        + Show.time(report.at())
                        + ", exit code "
                        + report.exitCode()
                        + ", thresholds "
                        + percent(report.thresholds().warning())
                        + " and "
                        + percent(report.thresholds().critical())
                        + ".");
        findings(report.findings());
        if (report.sizing().isPresent()) {
            sizing(report.sizing().get());
        }
        if (!report.targets().isEmpty()) {
            page.heading(2, "Targets");
            page.table(targets(report.question()), report.targets());
        }
        for (TargetReport target : report.targets()) {
            details(target);
        }
        endings(report.endings());
        paper.writer().flush();
    }

    private static String answer(Report report) {
        return report.sizing().isPresent()
                ? Answers.sized(report, report.sizing().get())
                : Diagnosis.of(report);
    }

    private void sizing(Sizing sizing) throws IOException {
        page.heading(2, "Sizing");
        page.table(SizingColumns.SETTINGS, SizingColumns.settings(sizing));
        page.table(SizingColumns.GUIDES, sizing.guides());
        page.table(SizingColumns.DEMANDS, sizing.demands());
        page.table(SizingColumns.ROOMS, sizing.rooms());
        page.table(SizingColumns.OBSERVED, sizing.observed());
        items(sizing.basis());
    }

    private static String percent(double percent) {
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : "" + percent)
                + " %";
    }

    private static List<Column<TargetReport>> targets(Question question) {
        return List.of(
                Column.text("TARGET", (TargetReport t) -> t.target().shown()),
                Column.text("KIND", (TargetReport t) -> t.target().kind().word()),
                Column.text("STATUS", (TargetReport t) -> t.status().word()),
                Column.text("HOW IT STANDS", (TargetReport t) -> stands(question, t)));
    }

    /// The answer without the name of the target, which stands beside it.
    private static String stands(Question question, TargetReport target) {
        String answer =
                question == Question.DIAGNOSE
                        ? Answers.brief(target)
                        : Answers.of(question, target);
        return answer.substring(target.target().shown().length()).strip();
    }

    private void findings(List<Finding> findings) throws IOException {
        int number = 1;
        for (Finding finding : findings) {
            page.heading(
                    2,
                    number++
                            + ". "
                            + finding.code().word()
                            + (finding.severity() == Severity.INFO
                                    ? ""
                                    : " (" + finding.severity().word() + ")"));
            page.paragraph(Markdown.plain(Answers.open(finding.summary())) + ".");
            page.paragraph("Target: " + Markdown.code(finding.target()));
            items(finding.evidence());
            items(finding.remedy());
        }
    }

    private void items(List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            page.line("");
        }
        for (String text : texts) {
            page.item(Markdown.plain(text));
        }
    }

    private void details(TargetReport target) throws IOException {
        List<JudgedSession> sessions = new ArrayList<>(target.sessions());
        sessions.removeIf(s -> s.severity() == Severity.INFO && s.blocking().isEmpty());
        if (target.pools().isEmpty()
                && target.checks().isEmpty()
                && sessions.isEmpty()
                && target.trends().isEmpty()) {
            return;
        }
        page.heading(3, Markdown.code(target.target().shown()));
        page.table(TrendColumns.ALL, target.trends());
        page.table(PoolColumns.ALL, target.pools());
        page.table(CheckColumns.ALL, target.checks());
        most(SessionColumns.ALL, sessions);
        most(GroupColumns.ALL, target.groups().stream().filter(g -> g.count() > 1).toList());
        most(ClientColumns.ALL, target.clients());
    }

    private <T> void most(List<Column<T>> columns, List<T> rows) throws IOException {
        page.table(columns, rows.subList(0, Math.min(MOST, rows.size())));
        if (rows.size() > MOST) {
            page.paragraph("And " + (rows.size() - MOST) + " more.");
        }
    }

    private void endings(List<Ending> endings) throws IOException {
        if (endings.isEmpty()) {
            return;
        }
        page.heading(2, "What was done");
        page.line("");
        for (Ending ending : endings) {
            page.item(
                    "pid "
                            + ending.pid()
                            + ", "
                            + ending.outcome().word()
                            + ": "
                            + Markdown.plain(ending.message().shown()));
        }
    }
}
