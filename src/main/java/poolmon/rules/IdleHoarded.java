package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Session.State;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Applications that hold many idle sessions while the server is short of slots: what others lack
/// lies there unused. Comes after [SlotStatus], which tells whether slots are short.
final class IdleHoarded implements Rule {
    /// From this part of the usable slots on it is worth a word.
    private static final int SHARE = 4;

    /// The idle sessions of one application.
    private record Hoard(long idle, long all, Duration oldest) {
        static final Hoard NONE = new Hoard(0, 0, Duration.ZERO);

        Hoard and(Session session) {
            boolean isIdle = session.state().filter(state -> state == State.IDLE).isPresent();
            Duration age = session.inState().orElse(Duration.ZERO);
            return new Hoard(
                    isIdle ? idle + 1 : idle,
                    all + 1,
                    isIdle && age.compareTo(oldest) > 0 ? age : oldest);
        }
    }

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    if (SlotStatus.isShort(judgement.on(observation))) {
                        judge(observation, reading, judgement.on(observation));
                    }
                });
    }

    private static void judge(
            Observation observation, ServerReading reading, Judgement.OfTarget target) {
        Map<ServerText, Hoard> hoards = new LinkedHashMap<>();
        for (Session session : reading.sessions()) {
            ServerText name = session.applicationName();
            hoards.put(name, hoards.getOrDefault(name, Hoard.NONE).and(session));
        }
        hoards.forEach(
                (name, hoard) -> {
                    if (hoard.idle() * SHARE >= reading.slots().usable()
                            && hoard.idle() * 2 >= hoard.all()) {
                        target.status(Status.DEGRADED);
                        target.finding(finding(observation, name, hoard, reading));
                    }
                });
    }

    private static Finding finding(
            Observation observation, ServerText name, Hoard hoard, ServerReading reading) {
        String who = name.isBlank() ? "an application without a name" : name.shown();
        return Finding.of(
                FindingCode.IDLE_HOARDED,
                Severity.DEGRADED,
                observation.target(),
                who
                        + " holds "
                        + Figures.count(hoard.idle(), "idle session")
                        + " while the server is short of slots",
                List.of(
                        hoard.idle()
                                + " of its "
                                + Figures.count(hoard.all(), "session")
                                + (hoard.all() == 1 ? " is" : " are")
                                + " idle, the oldest for "
                                + Figures.age(hoard.oldest()),
                        "the server has "
                                + Figures.count(reading.slots().usable(), "slot")
                                + " for ordinary roles, "
                                + reading.slots().used()
                                + " in use"));
    }
}
