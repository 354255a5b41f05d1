package poolmon.output;

import poolmon.columns.Show;
import poolmon.model.Finding;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// The sentence that answers what is wrong with everything that was looked at.
final class Diagnosis {
    private Diagnosis() {}

    /// What is wrong with all targets together and why, in one sentence or two: the gravest of what
    /// the first finding leads to, and what explains it.
    static String of(Report report) {
        String told = Answers.open(diagnosis(report));
        String took = Show.latency(report.took()).replace(' ', Sheet.NO_BREAK);
        return told + " (" + Answers.counted(report.targets().size(), "target") + ", " + took + ")";
    }

    private static String diagnosis(Report report) {
        if (report.status() == Status.HEALTHY) {
            return "nothing is wrong with what was looked at";
        }
        List<Finding> findings = report.findings();
        Optional<Finding> gravest = gravest(report, findings);
        if (gravest.isEmpty()) {
            return unexplained(report);
        }
        StringJoiner causes = new StringJoiner("; ");
        for (Finding cause : report.causes().of(gravest.get(), findings)) {
            causes.add(Answers.open(new ServerText(cause.summary()).shown()));
        }
        String what = Answers.open(new ServerText(gravest.get().summary()).shown());
        return causes.length() == 0 ? what : what + ". Cause: " + causes;
    }

    /// Of the gravest findings the first that explains no other: what is felt.
    private static Optional<Finding> gravest(Report report, List<Finding> findings) {
        List<Finding> gravest =
                findings.stream().filter(f -> f.severity().status() == report.status()).toList();
        for (Finding finding : gravest) {
            if (gravest.stream().noneMatch(other -> report.causes().explains(finding, other))) {
                return Optional.of(finding);
            }
        }
        return gravest.stream().findFirst();
    }

    private static String unexplained(Report report) {
        for (TargetReport target : report.targets()) {
            if (target.status() == report.status()) {
                return target.target().shown()
                        + ": "
                        + Answers.open(Answers.sentence(report.question(), target));
            }
        }
        return "nothing could be judged";
    }
}
