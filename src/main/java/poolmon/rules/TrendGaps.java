package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Observation;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.Reading.RecordingReading;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.TargetCourse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What trends would rest on and that is missing: torn lines and pools without a known utilisation
/// are worth knowing, a target that never told anything is not healthy, and neither is an answer
/// that may be incomplete.
final class TrendGaps {
    /// Pools that are named one by one.
    private static final int NAMED = 10;

    private TrendGaps() {}

    static void judge(
            Observation observation,
            RecordingReading reading,
            Criteria criteria,
            Judgement judgement) {
        Judgement.OfTarget judged = judgement.on(observation);
        if (reading.unreadable() > 0) {
            judged.finding(
                    missing(
                            observation,
                            Severity.INFO,
                            Figures.count(reading.unreadable(), "line")
                                    + (reading.unreadable() == 1 ? " is" : " are")
                                    + " torn or no look of poolmon, and left out"));
        }
        List<String> unknown = new ArrayList<>();
        for (TargetCourse target : reading.targets()) {
            Optional<Status> last = target.looks().getLast().failed();
            if (target.pools().isEmpty()
                    && last.isPresent()
                    && criteria.outlook().pools().isEmpty()) {
                judged.status(last.get());
                judged.finding(
                        missing(
                                observation,
                                Severity.of(last.get()),
                                "nothing is known of "
                                        + target.target().shown()
                                        + ": none of "
                                        + Figures.count(target.looks().size(), "look")
                                        + " told of a pool, and the last one failed"));
            }
            for (DatabasePool pool : target.unknown()) {
                if (criteria.outlook().has(pool)) {
                    unknown.add(
                            PoolNames.of(pool)
                                    + " of "
                                    + target.target().shown()
                                    + " has no trend: "
                                    + whyUnknown(pool));
                }
            }
        }
        unknown(observation, unknown, judged);
    }

    private static Finding missing(Observation observation, Severity severity, String summary) {
        return Finding.of(
                FindingCode.LOOKS_MISSING, severity, observation.target(), summary, List.of());
    }

    static void judge(
            Observation observation,
            HistoryReading reading,
            Criteria criteria,
            Judgement judgement) {
        Judgement.OfTarget judged = judgement.on(observation);
        FleetGaps.judge(observation.target(), reading.gaps(), judged);
        unknown(
                observation,
                RememberedCourses.unknown(observation.target(), reading, criteria).stream()
                        .map(pool -> PoolNames.of(pool) + " has no trend: " + whyUnknown(pool))
                        .toList(),
                judged);
    }

    private static void unknown(
            Observation observation, List<String> pools, Judgement.OfTarget judged) {
        if (pools.isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>(pools.subList(0, Math.min(NAMED, pools.size())));
        if (named.size() < pools.size()) {
            named.add("and " + (pools.size() - named.size()) + " more");
        }
        judged.finding(
                Finding.of(
                        FindingCode.UTILIZATION_UNKNOWN,
                        Severity.INFO,
                        observation.target(),
                        pools.size() == 1
                                ? pools.getFirst()
                                : pools.size()
                                        + " pools have no trend, for their utilisation is not"
                                        + " known",
                        pools.size() == 1 ? List.of() : named));
    }

    private static String whyUnknown(DatabasePool pool) {
        if (pool.error().isPresent()) {
            String told = pool.error().get().shown().replaceFirst("\\.$", "");
            boolean isWord = told.length() > 1 && Character.isLowerCase(told.charAt(1));
            return isWord
                    ? told.substring(0, 1).toLowerCase(Locale.ROOT) + told.substring(1)
                    : told;
        }
        if (pool.checkedOut().isEmpty()) {
            return "it does not tell how many of its connections are in use";
        }
        return pool.poolSize().orElse(-1) == 0
                ? "it has no limit"
                : "it does not tell the most that it may open";
    }
}
