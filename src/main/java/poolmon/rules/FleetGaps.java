package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.FleetReading;
import poolmon.model.Reading.Gaps;
import poolmon.model.Reading.HistoryReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a Prometheus does not know of a fleet: instances that it could not scrape, parts that it
/// warns are missing, values that are old. The full pool may be the one that is missing, so gaps
/// are errors.
final class FleetGaps implements Rule {
    /// Older than the slowest usual scrape interval, which is a minute. Prometheus itself takes a
    /// value for current for five minutes.
    private static final Duration OLD = Duration.ofSeconds(90);

    private static final int NAMED = 10;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                FleetReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    judge(observation.target(), reading.gaps(), target);
                    reading.oldest()
                            .filter(age -> age.compareTo(OLD) > 0)
                            .ifPresent(age -> target.finding(stale(observation.target(), age)));
                });
        look.each(
                HistoryReading.class,
                (observation, reading) ->
                        judge(observation.target(), reading.gaps(), judgement.on(observation)));
    }

    static void judge(Target where, Gaps gaps, Judgement.OfTarget judged) {
        if (!gaps.down().isEmpty()) {
            judged.status(Status.ERROR);
            judged.finding(down(where, gaps.down()));
        }
        if (!gaps.warnings().isEmpty()) {
            judged.status(Status.ERROR);
            judged.finding(partial(where, gaps.warnings()));
        }
        if (!gaps.undecided().isEmpty()) {
            judged.finding(undecided(where, gaps.undecided()));
        }
    }

    private static Finding down(Target target, List<ServerText> down) {
        String names = String.join(", ", shown(down));
        return Finding.of(
                FindingCode.INSTANCES_DOWN,
                Severity.ERROR,
                target,
                Figures.count(down.size(), "instance") + " could not be scraped: " + names,
                List.of("up is 0, so nothing is known of their pools"));
    }

    private static Finding undecided(Target target, List<ServerText> down) {
        return Finding.of(
                FindingCode.INSTANCES_DOWN,
                Severity.INFO,
                target,
                Figures.count(down.size(), "instance")
                        + " of other jobs could not be scraped, and whether "
                        + (down.size() == 1 ? "it has" : "they have")
                        + " pools is not known: "
                        + String.join(", ", shown(down)),
                List.of("the server does not tell which jobs had pools in the last hour"));
    }

    private static List<String> shown(List<ServerText> texts) {
        List<String> shown = new ArrayList<>();
        for (ServerText text : texts.subList(0, Math.min(NAMED, texts.size()))) {
            shown.add(text.shown());
        }
        if (texts.size() > NAMED) {
            shown.add("and " + (texts.size() - NAMED) + " more");
        }
        return shown;
    }

    private static Finding partial(Target target, List<ServerText> warnings) {
        return Finding.of(
                FindingCode.PARTIAL_ANSWER,
                Severity.ERROR,
                target,
                "the answer may be incomplete: " + warnings.getFirst().shown(),
                shown(warnings));
    }

    private static Finding stale(Target target, Duration age) {
        return Finding.of(
                FindingCode.STALE_VALUES,
                Severity.INFO,
                target,
                "the oldest value is " + Figures.age(age) + " old",
                List.of());
    }
}
