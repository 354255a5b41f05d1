package poolmon.output;

import poolmon.columns.Role;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.util.List;

/// A diagnosis for people: what is wrong and why in the first lines, then each finding with what it
/// rests on and what to do, and last a line for each target that was looked at.
final class DiagnosisPage {
    private static final int INDENT = 2;

    /// Lines of evidence that a terminal gets of one finding.
    private static final int EVIDENCE = 8;

    private final Sheet sheet;

    DiagnosisPage(Sheet sheet) {
        this.sheet = sheet;
    }

    void print(Report report) throws IOException {
        sheet.labelled(0, report.status().word(), Role.of(report.status()), Diagnosis.of(report));
        List<Finding> findings = report.findings();
        boolean several = report.targets().size() > 1;
        for (int i = 0; i < findings.size(); i++) {
            finding(i + 1, findings.get(i), several);
        }
        sheet.gap();
        for (TargetReport target : report.targets()) {
            target(target);
        }
        if (!findings.isEmpty()) {
            sheet.gap();
            sheet.text(
                    0,
                    "poolmon diagnose --explain "
                            + findings.getFirst().code().word()
                            + " tells more of it; poolmon leaks lists the sessions.");
        }
    }

    private void finding(int number, Finding finding, boolean several) throws IOException {
        sheet.gap();
        sheet.labelled(
                INDENT,
                finding.severity().word(),
                Role.of(finding.severity()),
                number
                        + ". "
                        + finding.code().word()
                        + ": "
                        + new ServerText(finding.summary()).shown());
        if (several) {
            sheet.item(INDENT, "@", finding.target());
        }
        List<String> evidence = finding.evidence();
        boolean cut = sheet.isTerminal() && evidence.size() > EVIDENCE + 1;
        for (String each : cut ? evidence.subList(0, EVIDENCE) : evidence) {
            sheet.item(INDENT, "-", new ServerText(each).shown());
        }
        if (cut) {
            sheet.item(INDENT, "-", "and " + (evidence.size() - EVIDENCE) + " more");
        }
        for (String remedy : finding.remedy()) {
            sheet.item(INDENT, "→", new ServerText(remedy).shown());
        }
    }

    private void target(TargetReport target) throws IOException {
        Status status = target.status();
        sheet.labelled(INDENT, status.word(), Role.of(status), Answers.brief(target));
        if (target.failure().isPresent() && !Troubles.isFound(target, target.failure().get())) {
            Failure failure = target.failure().get();
            sheet.item(INDENT, "→", new ServerText(failure.nextStep()).shown());
        }
    }
}
