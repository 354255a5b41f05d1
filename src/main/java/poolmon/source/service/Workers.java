package poolmon.source.service;

import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;

import java.util.ArrayList;
import java.util.List;

/// The answers of a service with several worker processes, each of which has pools of its own and
/// does not say which one it is. Answers that differ are shown beside each other; which of them
/// come from one worker at different times nobody can tell.
final class Workers {
    private final List<ServiceReading> distinct = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final List<ServerText> silent = new ArrayList<>();

    Workers(ServiceReading first) {
        add(first);
    }

    void add(ServiceReading reading) {
        for (int i = 0; i < distinct.size(); i++) {
            if (distinct.get(i).pools().equals(reading.pools())
                    && distinct.get(i).checks().equals(reading.checks())) {
                counts.set(i, counts.get(i) + 1);
                return;
            }
        }
        distinct.add(reading);
        counts.add(1);
    }

    /// One of the samples did not come to a report.
    void silent(Attempt attempt) {
        if (silent.isEmpty()) {
            silent.add(new ServerText("a sample failed: " + attempt.shown()));
        }
    }

    /// All answers as one reading. The pools of each have the answer that they come from as their
    /// instance, unless all answers are the same.
    ServiceReading merged(int samples) {
        ServiceReading first = distinct.getFirst();
        List<Pool> pools = new ArrayList<>();
        List<ServerText> unreadable = new ArrayList<>(silent);
        for (int i = 0; i < distinct.size(); i++) {
            String owner = "answer " + (i + 1) + " (" + counts.get(i) + " of " + samples + ")";
            for (Pool pool : distinct.get(i).pools()) {
                pools.add(distinct.size() == 1 ? pool : owned(pool, owner));
            }
            unreadable.addAll(distinct.get(i).unreadable());
        }
        return new ServiceReading(
                first.format(),
                first.timestamp(),
                first.reportedStatus(),
                pools,
                first.checks(),
                unreadable);
    }

    private static Pool owned(Pool pool, String owner) {
        return pool instanceof DatabasePool database && database.instance().isEmpty()
                ? database.of(new ServerText(owner))
                : pool;
    }
}
