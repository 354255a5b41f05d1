package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool.ServerSlots;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Severity;

import java.util.List;

/// A server of which every slot for ordinary roles is taken: the next application is refused with
/// 53300, although `max_connections` is not reached.
final class ReservedSlotsLeft implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    ServerSlots slots = reading.slots();
                    long left = slots.maxConnections() - slots.used();
                    if (slots.used() >= slots.usable() && left > 0) {
                        judgement
                                .on(observation)
                                .finding(
                                        Finding.of(
                                                FindingCode.ONLY_RESERVED_SLOTS_LEFT,
                                                Severity.CRITICAL,
                                                observation.target(),
                                                "only reserved connection slots are left, "
                                                        + left
                                                        + " of "
                                                        + slots.maxConnections()
                                                        + ": applications are refused",
                                                List.of(
                                                        "superuser_reserved_connections "
                                                                + slots.superuserReserved()
                                                                + ", reserved_connections "
                                                                + slots.reserved())));
                    }
                });
    }
}
