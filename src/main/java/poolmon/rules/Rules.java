package poolmon.rules;

import poolmon.leaks.BehindPooler;
import poolmon.leaks.BlockingChains;
import poolmon.leaks.PoolHistories;
import poolmon.leaks.PoolHolders;
import poolmon.leaks.SessionGroups;
import poolmon.leaks.SessionListing;
import poolmon.leaks.SessionVerdicts;
import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Rule;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The list of the rules, in the order in which they judge: later ones may build on what earlier
/// ones held.
public final class Rules {
    private static final Rule UNANSWERED = new Unanswered();

    private static final List<Rule> POOLS =
            List.of(
                    UNANSWERED,
                    new PoolStatus(),
                    new UnreadableParts(),
                    new FleetGaps(),
                    new ReportedStatus(),
                    new ReportedChecks(),
                    new MaximumUnknown(Question.POOLS));
    private static final List<Rule> DB =
            List.of(
                    UNANSWERED,
                    new SlotStatus(),
                    new BouncerStatus(),
                    new HiddenSessions(Question.DB),
                    new ServerUpkeep(),
                    new ServerBreakdown());
    private static final List<Rule> REDIS =
            List.of(
                    UNANSWERED,
                    new RedisStatus(),
                    new RedisHealth(),
                    new RedisClients(),
                    new RedisSteps());
    private static final List<Rule> LEAKS =
            List.of(
                    UNANSWERED,
                    new PoolStatus(),
                    new ReportedStatus(),
                    new MaximumUnknown(Question.LEAKS),
                    new UnreadableParts(),
                    new FleetGaps(),
                    new BouncerStatus(),
                    new SessionVerdicts(),
                    new HiddenSessions(Question.LEAKS),
                    new SessionGroups(),
                    new BlockingChains(),
                    new BehindPooler(),
                    new PoolHolders(),
                    new PoolHistories(),
                    new SessionListing());

    private static final List<Rule> WATCH =
            List.of(
                    UNANSWERED,
                    new PoolStatus(),
                    new ReportedStatus(),
                    new MaximumUnknown(Question.WATCH),
                    new ReportedChecks(),
                    new UnreadableParts(),
                    new FleetGaps(),
                    new SlotStatus(),
                    new BouncerStatus(),
                    new SessionVerdicts(),
                    new HiddenSessions(Question.LEAKS),
                    new SessionGroups(),
                    new BlockingChains(),
                    new BehindPooler(),
                    new PoolHolders(),
                    new SessionListing(),
                    new RedisStatus(),
                    new RedisHealth(),
                    new RedisClients(),
                    new RedisSteps());

    private static final List<Rule> SIZE = List.of(UNANSWERED, new Answered());
    private static final List<Rule> TREND = List.of(UNANSWERED, new UtilizationTrends());

    /// All that WATCH asks, and what needs several targets, time or a second thought.
    private static final List<Rule> DIAGNOSE =
            List.of(
                    UNANSWERED,
                    new PoolStatus(),
                    new ReportedStatus(),
                    new MaximumUnknown(Question.DIAGNOSE),
                    new ReportedChecks(),
                    new UnreadableParts(),
                    new FleetGaps(),
                    new OverflowInUse(),
                    new ClientsWaiting(),
                    new SlowWhileFull(),
                    new SlotStatus(),
                    new ReservedSlotsLeft(),
                    new FleetOvercommits(),
                    new IdleHoarded(),
                    new PoolOversized(),
                    new BouncerStatus(),
                    new PoolerWaitsIdle(),
                    new SessionVerdicts(),
                    new HiddenSessions(Question.LEAKS),
                    new SessionGroups(),
                    new BlockingChains(),
                    new BehindPooler(),
                    new PoolHolders(),
                    new PoolHistories(),
                    new ServerUpkeep(),
                    new ServerBreakdown(),
                    new SessionListing(),
                    new RedisStatus(),
                    new RedisHealth(),
                    new RedisClients(),
                    new RedisSteps(),
                    new RedisReachableHere(),
                    new ClocksApart());

    private Rules() {}

    /// Judges a look in the light of one question.
    public static List<TargetReport> judge(Question question, Look look, Criteria criteria) {
        Judgement judgement = new Judgement(look);
        for (Rule rule : of(question)) {
            rule.judge(look, criteria, judgement);
        }
        List<TargetReport> targets = judgement.targets().stream().map(Rules::withRemedies).toList();
        return question == Question.DIAGNOSE ? Relevance.of(targets) : targets;
    }

    /// The same report with what its question asks for only, for one that was added to later.
    public static Report relevant(Report report) {
        return report.question() == Question.DIAGNOSE
                ? report.withTargets(Relevance.of(report.targets()))
                : report;
    }

    private static List<Rule> of(Question question) {
        return switch (question) {
            case POOLS -> POOLS;
            case DB -> DB;
            case REDIS -> REDIS;
            case LEAKS -> LEAKS;
            case WATCH -> WATCH;
            case SIZE -> SIZE;
            case DIAGNOSE -> DIAGNOSE;
            case TREND -> TREND;
        };
    }

    /// What to do about a finding, in general.
    public static List<String> remedy(FindingCode code) {
        return Remedies.of(code);
    }

    /// The same findings, each with what to do about it.
    public static List<Finding> withRemedies(List<Finding> findings) {
        return findings.stream().map(f -> f.withRemedy(Remedies.of(f.code()))).toList();
    }

    /// The same findings by target, each with what to do about it.
    public static Map<Target, List<Finding>> withRemedies(Map<Target, List<Finding>> findings) {
        Map<Target, List<Finding>> remedied = new HashMap<>();
        findings.forEach((target, all) -> remedied.put(target, withRemedies(all)));
        return remedied;
    }

    private static TargetReport withRemedies(TargetReport report) {
        Stream<Finding> findings =
                report.findings().stream()
                        .map(
                                finding ->
                                        finding.remedy().isEmpty()
                                                ? finding.withRemedy(Remedies.of(finding.code()))
                                                : finding);
        return report.withFindings(findings.toList());
    }
}
