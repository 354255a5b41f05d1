package poolmon.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One target, judged. The same shape for every command, so that every output works for each.
public record TargetReport(
        Target target,
        Answer answer,
        Status status,
        List<JudgedPool> pools,
        List<JudgedCheck> checks,
        List<JudgedSession> sessions,
        List<SessionGroup> groups,
        List<ClientGroup> clients,
        Optional<Breakdown> breakdown,
        List<Finding> findings,
        List<PoolTrend> trends) {
    public TargetReport {
        pools = List.copyOf(pools);
        checks = List.copyOf(checks);
        sessions = List.copyOf(sessions);
        groups = List.copyOf(groups);
        clients = List.copyOf(clients);
        findings = List.copyOf(findings);
        trends = List.copyOf(trends);
    }

    /// A report on a target whose past is not known.
    public TargetReport(
            Target target,
            Answer answer,
            Status status,
            List<JudgedPool> pools,
            List<JudgedCheck> checks,
            List<JudgedSession> sessions,
            List<SessionGroup> groups,
            List<ClientGroup> clients,
            Optional<Breakdown> breakdown,
            List<Finding> findings) {
        this(
                target, answer, status, pools, checks, sessions, groups, clients, breakdown,
                findings, List.of());
    }

    /// The same report with other findings.
    public TargetReport withFindings(List<Finding> others) {
        return new TargetReport(
                target, answer, status, pools, checks, sessions, groups, clients, breakdown, others,
                trends);
    }

    /// The same report with more findings, which count.
    public TargetReport and(List<Finding> more) {
        List<Finding> all = new ArrayList<>(findings);
        List<Status> statuses = new ArrayList<>(List.of(status));
        for (Finding finding : more) {
            all.add(finding);
            if (finding.severity() != Severity.INFO) {
                statuses.add(finding.severity().status());
            }
        }
        return new TargetReport(
                target,
                answer,
                Status.worst(statuses),
                pools,
                checks,
                sessions,
                groups,
                clients,
                breakdown,
                all,
                trends);
    }

    /// Why the target could not be looked at, where it could not.
    public Optional<Failure> failure() {
        return answer instanceof Answer.Failed failed
                ? Optional.of(failed.failure())
                : Optional.empty();
    }

    /// What the target said, where it said something.
    public Optional<Reading> reading() {
        return answer instanceof Answer.Given given
                ? Optional.of(given.reading())
                : Optional.empty();
    }
}
