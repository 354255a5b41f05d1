package poolmon.rules;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Rule;
import poolmon.model.Status;

/// A target that was looked at for its figures only, which are judged elsewhere.
final class Answered implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.observations().stream()
                .filter(observation -> observation.answer() instanceof Answer.Given)
                .forEach(observation -> judgement.on(observation).status(Status.HEALTHY));
    }
}
