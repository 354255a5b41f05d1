package poolmon.capacity;

import poolmon.model.Activity;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Selection;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Sizing.Observed;
import poolmon.model.Spans;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The load that a server has while it is looked at again and again.
///
/// `pg_stat_database` counts transactions, and how long they were at work (`active_time`) or waited
/// for their clients (`idle_in_transaction_time`): both times together are how long a pool was
/// without the connection, so that over `t` seconds their growth / `t` is the number of connections
/// in use on average, and their growth / transactions the hold time. A session reports once a
/// second at most and only between transactions (PostgreSQL documentation, "The Cumulative
/// Statistics System"), so what is in the middle of something at the end is missing. Samples of
/// the sessions have no such gap, but are few: the larger of both counts.
///
/// A transaction that touches no table is counted with the session's next one that does (seen with
/// PostgreSQL 18.6).
///
/// Counters know no applications. What those have in use is sampled; their hold time is taken to be
/// that of their databases, and their rate follows by Little's law.
public final class ObservedLoad {
    private final Selection fleet;
    private final Map<ServerText, Long> busyOf = new LinkedHashMap<>();
    private final Map<ServerText, Long> fleetIn = new LinkedHashMap<>();
    private long fleetBusy;
    private int looks;
    private Optional<Count> first = Optional.empty();
    private Optional<Count> last = Optional.empty();
    private Optional<ServerReading> reading = Optional.empty();

    private record Count(double seconds, Activity activity) {}

    /// @param fleet whose load is asked for
    public ObservedLoad(Selection fleet) {
        this.fleet = fleet;
    }

    /// Adds a look.
    ///
    /// @param seconds since the first one
    public void add(double seconds, ServerReading look) {
        looks++;
        reading = Optional.of(look);
        if (look.activity().isPresent()) {
            Count count = new Count(seconds, look.activity().get());
            first = first.isEmpty() ? Optional.of(count) : first;
            last = Optional.of(count);
        }
        for (Session session : look.sessions()) {
            if (session.isActive() || session.isIdleInTransaction()) {
                busyOf.merge(session.applicationName(), 1L, Long::sum);
                if (fleet.isOwner(session)) {
                    fleetBusy++;
                    fleetIn.merge(session.database().orElse(ServerText.EMPTY), 1L, Long::sum);
                }
            }
        }
    }

    /// What the last look saw, where one saw something.
    public Optional<ServerReading> reading() {
        return reading;
    }

    /// What came of it; absent with fewer than two looks.
    public Optional<Seen> seen() {
        if (first.isEmpty() || last.isEmpty() || last.get().seconds <= first.get().seconds) {
            return Optional.empty();
        }
        double seconds = last.get().seconds - first.get().seconds;
        Activity done = last.get().activity.since(first.get().activity);
        Activity ofFleet = ofFleet(done);
        double sampled = (double) fleetBusy / looks;
        double counted = seconds(ofFleet.held()) / seconds;
        boolean countersDo = !fleet.namesOwner() || fleet.namesDatabasesOnly();
        double busy = countersDo ? Math.max(counted, sampled) : sampled;
        double hold = seconds(ofFleet.held()) / Math.max(1, ofFleet.transactions());
        double rate = countersDo ? ofFleet.transactions() / seconds : busy / hold;
        boolean known = busy > 0 && rate > 0 && Double.isFinite(rate);
        return Optional.of(
                new Seen(
                        Duration.ofNanos((long) (seconds * 1e9)),
                        looks,
                        ofFleet.transactions(),
                        countersDo,
                        sampled,
                        known
                                ? Optional.of(
                                        new SizePlan.Traffic(
                                                rate, Duration.ofNanos((long) (busy / rate * 1e9))))
                                : Optional.empty(),
                        observed(done, seconds)));
    }

    /// What was done in the databases of the fleet.
    private Activity ofFleet(Activity done) {
        Activity sum = Activity.NONE;
        for (var database : done.databases().entrySet()) {
            boolean counts =
                    !fleet.namesOwner()
                            || (fleet.namesDatabasesOnly()
                                    ? fleet.isDatabase(database.getKey())
                                    : fleetIn.containsKey(database.getKey()));
            sum = counts ? sum.and(database.getKey(), database.getValue()) : sum;
        }
        return sum;
    }

    private List<Observed> observed(Activity done, double seconds) {
        List<Observed> observed = new ArrayList<>();
        done.databases()
                .forEach(
                        (name, activity) -> {
                            if (activity.transactions() > 0) {
                                observed.add(database(name, activity, seconds));
                            }
                        });
        observed.sort(ObservedLoad::busiestFirst);
        List<Observed> applications = new ArrayList<>();
        busyOf.forEach(
                (name, busy) ->
                        applications.add(
                                new Observed(
                                        Observed.Scope.APPLICATION,
                                        name,
                                        OptionalDouble.empty(),
                                        (double) busy / looks,
                                        Optional.empty())));
        applications.sort(ObservedLoad::busiestFirst);
        observed.addAll(applications);
        return observed;
    }

    private static Observed database(ServerText name, Activity activity, double seconds) {
        return new Observed(
                Observed.Scope.DATABASE,
                name,
                OptionalDouble.of(activity.transactions() / seconds),
                seconds(activity.held()) / seconds,
                Optional.of(Spans.part(activity.held(), activity.transactions())));
    }

    private static int busiestFirst(Observed a, Observed b) {
        int byBusy = Double.compare(b.busy(), a.busy());
        return byBusy == 0 ? a.name().raw().compareTo(b.name().raw()) : byBusy;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /// What was seen of the fleet's load.
    ///
    /// @param time between the first and the last look
    /// @param transactions in the fleet's databases
    /// @param isCounted whether the load rests on counters, and not on samples alone
    /// @param sampled connections in use on average, by samples
    /// @param traffic absent where there was none
    /// @param observed whose load it was
    public record Seen(
            Duration time,
            int looks,
            long transactions,
            boolean isCounted,
            double sampled,
            Optional<SizePlan.Traffic> traffic,
            List<Observed> observed) {
        public Seen {
            observed = List.copyOf(observed);
        }
    }
}
