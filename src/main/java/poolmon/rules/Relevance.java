package poolmon.rules;

import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Severity;
import poolmon.model.TargetReport;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What belongs into a diagnosis: what is wrong, which is all that is degraded or worse, and of
/// what is merely worth knowing only that which explains or aggravates something that is wrong. So
/// nothing is told of a system that is well, and of one that is not no more than helps. What may
/// make all the rest doubtful is told in any case.
final class Relevance {
    private static final Set<FindingCode> TIGHT_POOL =
            EnumSet.of(
                    FindingCode.POOL_SATURATED,
                    FindingCode.POOL_NEAR_LIMIT,
                    FindingCode.CLIENTS_WAITING,
                    FindingCode.HELD_BY_LEAK,
                    FindingCode.HELD_BY_LOCKS,
                    FindingCode.LONG_QUERY_HOLDS_POOL);
    private static final Set<FindingCode> TIGHT_SERVER =
            EnumSet.of(
                    FindingCode.SERVER_SLOTS_LOW,
                    FindingCode.ONLY_RESERVED_SLOTS_LEFT,
                    FindingCode.SLOTS_EXHAUSTED,
                    FindingCode.CONNECTION_LIMIT_NEAR);
    private static final Set<FindingCode> FORGOTTEN =
            EnumSet.of(
                    FindingCode.LEAK_SUSPECTED,
                    FindingCode.ABORTED_TRANSACTIONS,
                    FindingCode.HELD_BY_LEAK,
                    FindingCode.LEAK_OVER_TIME,
                    FindingCode.LOCK_CHAIN);

    private static final Set<FindingCode> DOUBTS =
            EnumSet.of(FindingCode.CLOCKS_APART, FindingCode.INSTANCES_DOWN);

    private Relevance() {}

    /// The same targets with those findings only.
    static List<TargetReport> of(List<TargetReport> targets) {
        Set<FindingCode> wrong = EnumSet.noneOf(FindingCode.class);
        targets.forEach(target -> wrong.addAll(wrong(target)));
        List<TargetReport> relevant = new ArrayList<>();
        for (TargetReport target : targets) {
            Set<FindingCode> own = wrong(target);
            List<Finding> kept = new ArrayList<>(target.findings());
            kept.removeIf(finding -> !isRelevant(finding, own, wrong));
            relevant.add(target.withFindings(kept));
        }
        return relevant;
    }

    private static Set<FindingCode> wrong(TargetReport target) {
        Set<FindingCode> wrong = EnumSet.noneOf(FindingCode.class);
        for (Finding finding : target.findings()) {
            if (finding.severity() != Severity.INFO) {
                wrong.add(finding.code());
            }
        }
        return wrong;
    }

    private static boolean isRelevant(
            Finding finding, Set<FindingCode> own, Set<FindingCode> wrong) {
        return finding.severity() != Severity.INFO
                || DOUBTS.contains(finding.code())
                || bearsOn(finding.code()).stream().anyMatch(own::contains)
                || bearsOnOthers(finding.code()).stream().anyMatch(wrong::contains);
    }

    /// On what the code bears where that is wrong with the same target.
    private static Set<FindingCode> bearsOn(FindingCode code) {
        return switch (code) {
            case OVERFLOW_IN_USE,
                    MAXIMUM_UNKNOWN,
                    REPORTED_STATUS_DISAGREES,
                    STALE_VALUES,
                    HELD_BY_LOAD,
                    HELD_ELSEWHERE,
                    POOL_HOLDERS,
                    SESSIONS_NOT_MATCHED,
                    NO_LEAK_OVER_TIME,
                    UNDECIDED_OVER_TIME ->
                    TIGHT_POOL;
            case SLOW_KEEPALIVES -> TIGHT_SERVER;
            case XMIN_HELD_BACK, PREPARED_TRANSACTIONS ->
                    EnumSet.of(
                            FindingCode.LEAK_SUSPECTED,
                            FindingCode.LONG_TRANSACTIONS,
                            FindingCode.LOCK_CHAIN);
            case REDIS_REJECTING, REDIS_CHURN, REDIS_CLIENTS_HIDDEN ->
                    EnumSet.of(FindingCode.REDIS_SLOTS_LOW, FindingCode.SLOTS_EXHAUSTED);
            case REDIS_EVICTING, REDIS_OUTPUT_BUFFERS -> EnumSet.of(FindingCode.REDIS_MEMORY_LOW);
            default -> Set.of();
        };
    }

    /// On what it bears wherever that is wrong.
    private static Set<FindingCode> bearsOnOthers(FindingCode code) {
        return switch (code) {
            case NO_IDLE_IN_TRANSACTION_TIMEOUT -> FORGOTTEN;
            case ORPHANED_SESSIONS -> TIGHT_SERVER;
            case BEHIND_POOLER ->
                    EnumSet.of(FindingCode.LEAK_SUSPECTED, FindingCode.POOLER_CLIENTS_WAITING);
            default -> Set.of();
        };
    }
}
