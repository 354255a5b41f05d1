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
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;

import java.util.List;
import java.util.Locale;

/// A target that told nothing is an error, unless its refusal is the diagnosis: a server that turns
/// us away for want of a slot is full.
final class Unanswered implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        for (Observation observation : look.observations()) {
            if (observation.answer() instanceof Answer.Failed failed) {
                Failure failure = failed.failure();
                judgement.on(observation).status(failure.status());
                if (failure.code() == Failure.Code.SLOTS_EXHAUSTED) {
                    Finding full = full(observation, "", failure.message());
                    boolean postgres = observation.target().kind() == Target.Kind.POSTGRES;
                    judgement
                            .on(observation)
                            .finding(
                                    postgres
                                            ? full
                                            : full.withRemedy(
                                                    List.of(
                                                            "Now: "
                                                                    + lowered(
                                                                            failure.nextStep()))));
                }
            }
        }
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    if (reading.refusal().isPresent()) {
                        ServerText why = reading.refusal().get();
                        judgement.on(observation).status(Status.CRITICAL);
                        judgement
                                .on(observation)
                                .finding(full(observation, "; a reserved one let it in", why));
                    }
                });
    }

    private static String lowered(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static Finding full(Observation observation, String more, ServerText why) {
        return Finding.of(
                FindingCode.SLOTS_EXHAUSTED,
                Severity.CRITICAL,
                observation.target(),
                "the server turned poolmon away because no connection slot is free" + more,
                List.of(why.shown()));
    }
}
