package poolmon.output;

import poolmon.columns.Role;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is wrong with many targets, sorted by what it is: the same finding on forty services is one
/// trouble and not forty.
final class Troubles {
    private Troubles() {}

    /// What is wrong: a finding, or the reason why a target told nothing.
    ///
    /// @param code for example `pool-saturated` or `connection-refused`
    record Kind(String severity, Role role, String code) {}

    /// One target that it is wrong with.
    record Case(String target, String summary, List<String> evidence, List<String> remedy) {}

    /// The troubles of a report: findings, gravest first, then targets that told nothing.
    static Map<Kind, List<Case>> of(Report report) {
        Map<Kind, List<Case>> troubles = new LinkedHashMap<>();
        for (Finding finding : report.findings()) {
            Kind kind =
                    new Kind(
                            finding.severity().word(),
                            Role.of(finding.severity()),
                            finding.code().word());
            troubles.computeIfAbsent(kind, key -> new ArrayList<>()).add(found(finding));
        }
        for (TargetReport target : report.targets()) {
            if (target.failure().isPresent() && !isFound(target, target.failure().get())) {
                Failure failure = target.failure().get();
                Status status = failure.status();
                Kind kind = new Kind(status.word(), Role.of(status), failure.code().word());
                troubles.computeIfAbsent(kind, key -> new ArrayList<>())
                        .add(unanswered(target, failure));
            }
        }
        return troubles;
    }

    /// Whether a finding tells of the same already, as where a server is full and said so.
    static boolean isFound(TargetReport target, Failure failure) {
        return target.findings().stream()
                .anyMatch(finding -> finding.code().word().equals(failure.code().word()));
    }

    private static Case found(Finding finding) {
        return new Case(finding.target(), finding.summary(), finding.evidence(), finding.remedy());
    }

    private static Case unanswered(TargetReport target, Failure failure) {
        return new Case(
                target.target().shown(),
                failure.message().shown(),
                List.of(),
                List.of(failure.nextStep()));
    }
}
