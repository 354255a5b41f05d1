package poolmon.rules;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A target that told nothing is an error, unless its refusal is the diagnosis: a server that turns
/// us away for want of a slot is full, or a role or database has reached a limit of its own, which
/// is another matter: the server may have slots left, and reserved ones are of no use.
final class Unanswered implements Rule {
    private static final String FULL =
            "the server turned poolmon away because no connection slot is free";

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        for (Observation observation : look.observations()) {
            if (observation.answer() instanceof Answer.Failed failed) {
                Failure failure = failed.failure();
                judgement.on(observation).status(failure.status());
                if (failure.code() == Failure.Code.SLOTS_EXHAUSTED) {
                    judgement.on(observation).finding(turnedAway(observation, failure));
                }
            }
        }
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    if (reading.refusal().isPresent()) {
                        judgement.on(observation).status(Status.CRITICAL);
                        judgement
                                .on(observation)
                                .finding(letInElsewhere(observation, reading.refusal().get()));
                    }
                });
    }

    /// What the failure itself says to try comes first, since it knows which limit it is.
    private static Finding turnedAway(Observation observation, Failure failure) {
        List<String> steps = new ArrayList<>();
        steps.add("Now: " + lowered(failure.nextStep()));
        if (failure.limit().isPresent()) {
            List<String> usual = Remedies.of(FindingCode.SLOTS_EXHAUSTED);
            steps.addAll(
                    switch (failure.limit().get()) {
                        case ROLE, DATABASE ->
                                List.of(
                                        "Soon: see which of its sessions can go: poolmon leaks"
                                                + " --dsn DSN --admin-dsn DSN",
                                        "For good: keep the sum of the pools that it applies to"
                                                + " below the limit.");
                        case ORDINARY_SLOTS -> usual;
                        case ALL_SLOTS -> usual.subList(1, usual.size());
                    });
        }
        return finding(observation, failure, "").withRemedy(steps);
    }

    /// The server was asked by way of another role, so it is known who holds what.
    private static Finding letInElsewhere(Observation observation, Failure refusal) {
        return isOfItsOwn(refusal)
                ? finding(observation, refusal, "")
                        .withRemedy(Remedies.of(FindingCode.CONNECTION_LIMIT_NEAR))
                : finding(observation, refusal, "; a reserved one let it in");
    }

    private static Finding finding(Observation observation, Failure failure, String more) {
        String said = failure.message().shown();
        return Finding.of(
                FindingCode.SLOTS_EXHAUSTED,
                Severity.CRITICAL,
                observation.target(),
                isOfItsOwn(failure) ? open(said) : FULL + more,
                isOfItsOwn(failure) ? List.of() : List.of(said));
    }

    private static boolean isOfItsOwn(Failure failure) {
        return failure.limit()
                .filter(limit -> limit == Failure.Limit.ROLE || limit == Failure.Limit.DATABASE)
                .isPresent();
    }

    private static String open(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String lowered(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
