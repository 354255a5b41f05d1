package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Question;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.List;

/// Sessions whose state the server keeps from us. For counting slots they count all the same; where
/// the verdict rests on their state, nobody can say that they are healthy.
///
/// @param question the question that is asked
record HiddenSessions(Question question) implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    long hidden = reading.visibility().hidden();
                    if (hidden == 0) {
                        return;
                    }
                    boolean decisive = question == Question.LEAKS;
                    Judgement.OfTarget target = judgement.on(observation);
                    if (decisive) {
                        target.status(Status.ERROR);
                    }
                    target.finding(
                            Finding.of(
                                    FindingCode.SESSIONS_HIDDEN,
                                    decisive ? Severity.ERROR : Severity.INFO,
                                    observation.target(),
                                    "the server hides the state of "
                                            + Figures.count(hidden, "session")
                                            + " of other users from this role",
                                    List.of(
                                            hidden
                                                    + " of "
                                                    + reading.slots().used()
                                                    + " client sessions are hidden")));
                });
    }
}
