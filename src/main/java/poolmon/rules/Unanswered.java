package poolmon.rules;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Failure;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Rule;
import poolmon.model.Severity;

import java.util.List;

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
                    judgement
                            .on(observation)
                            .finding(
                                    Finding.of(
                                            FindingCode.SLOTS_EXHAUSTED,
                                            Severity.CRITICAL,
                                            observation.target(),
                                            "the server turned poolmon away because no connection"
                                                    + " slot is free",
                                            List.of(failure.message().shown())));
                }
            }
        }
    }
}
