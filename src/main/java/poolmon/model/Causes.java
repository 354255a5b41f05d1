package poolmon.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which findings explain which: a pool is full because its connections leak, and sessions wait
/// because one of them holds a lock. As a rule cause and effect are about one target; what a
/// service suffers from may also lie with its server, where there is only one that it can be.
///
/// @param oneServer whether all services of the report have the same PostgreSQL server, as far as
///     one can know
public record Causes(boolean oneServer) {
    private static final Set<FindingCode> TIGHT_POOL =
            EnumSet.of(
                    FindingCode.POOL_SATURATED,
                    FindingCode.POOL_NEAR_LIMIT,
                    FindingCode.CLIENTS_WAITING,
                    FindingCode.ENDPOINT_SLOW_WHILE_FULL);
    private static final Set<FindingCode> TIGHT_SERVER =
            EnumSet.of(
                    FindingCode.SLOTS_EXHAUSTED,
                    FindingCode.ONLY_RESERVED_SLOTS_LEFT,
                    FindingCode.SERVER_SLOTS_LOW,
                    FindingCode.CONNECTION_LIMIT_NEAR);

    /// What the code may explain on the same target.
    private static Set<FindingCode> near(FindingCode cause) {
        return switch (cause) {
            case HELD_BY_LEAK,
                    HELD_BY_LOCKS,
                    LONG_QUERY_HOLDS_POOL,
                    HELD_BY_LOAD,
                    HELD_ELSEWHERE,
                    LEAK_OVER_TIME ->
                    TIGHT_POOL;
            case POOL_SATURATED ->
                    EnumSet.of(FindingCode.CLIENTS_WAITING, FindingCode.ENDPOINT_SLOW_WHILE_FULL);
            case LEAK_SUSPECTED,
                    ABORTED_TRANSACTIONS,
                    IDLE_HOARDED,
                    STALE_IDLE_SESSIONS,
                    FLEET_OVERCOMMITS ->
                    TIGHT_SERVER;
            case SERVER_SLOTS_LOW -> EnumSet.of(FindingCode.ONLY_RESERVED_SLOTS_LEFT);
            case POOLER_WAITING_WHILE_SERVERS_IDLE ->
                    EnumSet.of(FindingCode.POOLER_CLIENTS_WAITING, FindingCode.POOL_SATURATED);
            case POOLER_CLOSED -> EnumSet.of(FindingCode.POOLER_CLIENTS_WAITING);
            case REDIS_IDLE_CLIENTS, REDIS_CHURN ->
                    EnumSet.of(FindingCode.REDIS_SLOTS_LOW, FindingCode.REDIS_REJECTING);
            case REDIS_SLOTS_LOW -> EnumSet.of(FindingCode.REDIS_REJECTING);
            case REDIS_REACHABLE_HERE -> EnumSet.of(FindingCode.REPORTED_FAILURE);
            default -> Set.of();
        };
    }

    /// What it may explain on another target.
    private static Set<FindingCode> far(FindingCode cause) {
        return switch (cause) {
            case LOCK_CHAIN ->
                    EnumSet.of(
                            FindingCode.HELD_BY_LEAK,
                            FindingCode.HELD_BY_LOCKS,
                            FindingCode.POOLER_CLIENTS_WAITING);
            case LEAK_SUSPECTED -> EnumSet.of(FindingCode.POOLER_CLIENTS_WAITING);
            case HELD_BY_LEAK, POOL_OVERSIZED -> TIGHT_SERVER;
            case ONLY_RESERVED_SLOTS_LEFT, SLOTS_EXHAUSTED ->
                    EnumSet.of(FindingCode.CLIENTS_WAITING);
            default -> Set.of();
        };
    }

    /// Whether one finding explains the other.
    public boolean explains(Finding cause, Finding effect) {
        boolean near = cause.target().equals(effect.target());
        return near
                ? near(cause.code()).contains(effect.code())
                : oneServer && far(cause.code()).contains(effect.code());
    }

    /// The same findings, each behind what explains it, and otherwise in the order given. What is
    /// merely worth knowing keeps its place.
    public List<Finding> rootsFirst(List<Finding> findings) {
        Set<Finding> ordered = new LinkedHashSet<>();
        for (Finding finding : findings) {
            put(finding, findings, new LinkedHashSet<>(), ordered);
        }
        return new ArrayList<>(ordered);
    }

    /// @param open findings that wait for their causes: a ring of them is broken here
    private void put(Finding finding, List<Finding> all, Set<Finding> open, Set<Finding> ordered) {
        if (!open.add(finding)) {
            return;
        }
        for (Finding cause : all) {
            if (cause.severity() != Severity.INFO && explains(cause, finding)) {
                put(cause, all, open, ordered);
            }
        }
        ordered.add(finding);
    }

    /// What explains a finding, directly or by way of others, the roots first.
    public List<Finding> of(Finding finding, List<Finding> all) {
        Set<Finding> causes = new LinkedHashSet<>();
        gather(finding, all, causes);
        causes.remove(finding);
        List<Finding> told = new ArrayList<>(all);
        told.retainAll(causes);
        return told;
    }

    private void gather(Finding finding, List<Finding> all, Set<Finding> causes) {
        if (causes.add(finding)) {
            for (Finding cause : all) {
                if (explains(cause, finding)) {
                    gather(cause, all, causes);
                }
            }
        }
    }
}
