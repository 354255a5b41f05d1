package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.List;

/// An answer of which a part that is about pools could not be read is no good answer: the full pool
/// may be the one that is missing.
final class UnreadableParts implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (observation, reading) -> {
                    if (reading.unreadable().isEmpty()) {
                        return;
                    }
                    Judgement.OfTarget target = judgement.on(observation);
                    target.status(Status.ERROR);
                    List<String> parts =
                            reading.unreadable().stream().map(ServerText::shown).toList();
                    target.finding(
                            Finding.of(
                                    FindingCode.UNREADABLE_FIELD,
                                    Severity.ERROR,
                                    observation.target(),
                                    "part of the answer cannot be read: " + parts.getFirst(),
                                    parts));
                });
    }
}
