package poolmon.model;

import java.util.List;

/// Something that is wrong or worth knowing, with what shows it and what to do.
///
/// @param target the target that it is about, as it shows itself
/// @param summary one sentence; quotes of a server in it are already fit for a terminal
/// @param evidence the figures it rests on
/// @param remedy what to do, in order: now, soon, for good
public record Finding(
        FindingCode code,
        Severity severity,
        String target,
        String summary,
        List<String> evidence,
        List<String> remedy) {
    public Finding {
        evidence = List.copyOf(evidence);
        remedy = List.copyOf(remedy);
    }

    /// A finding whose remedy is the one that its code has in the catalogue.
    public static Finding of(
            FindingCode code,
            Severity severity,
            Target target,
            String summary,
            List<String> evidence) {
        return new Finding(code, severity, target.shown(), summary, evidence, List.of());
    }

    /// The same finding with what it rests on.
    public Finding withEvidence(List<String> figures) {
        return new Finding(code, severity, target, summary, figures, remedy);
    }

    /// The same finding with what to do.
    public Finding withRemedy(List<String> steps) {
        return new Finding(code, severity, target, summary, evidence, steps);
    }
}
