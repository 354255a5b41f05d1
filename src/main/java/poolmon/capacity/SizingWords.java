package poolmon.capacity;

import poolmon.capacity.ObservedLoad.Seen;
import poolmon.model.Figures;
import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Demand;
import poolmon.model.Sizing.Given;
import poolmon.model.Sizing.Load;
import poolmon.model.Sizing.Room;
import poolmon.model.Sizing.Serving;
import poolmon.model.Status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A sizing in sentences.
record SizingWords(SizePlan plan, Optional<Load> load, Optional<Seen> seen) {

    /// Both answers in one sentence, the worse one first.
    String answer(Optional<Advice> advice, Optional<Given> given, FleetFit fit) {
        List<Room> rooms = fit.rooms();
        Optional<Room> tightest = Optional.empty();
        for (Room room : rooms) {
            if (tightest.isEmpty() || room.percent() > tightest.get().percent()) {
                tightest = Optional.of(room);
            }
        }
        String fits = tightest.map(SizingWords::fits).orElse("");
        String pool = load.isEmpty() ? "" : served(load.get(), given, advice.orElseThrow());
        if (fits.isEmpty() && pool.isEmpty()) {
            long most = fit.demands().stream().mapToLong(Demand::connections).sum();
            return "up to "
                    + Figures.count(most, "connection")
                    + ", and nothing is known of what they have to fit into";
        }
        return tightest.filter(r -> r.status() != Status.HEALTHY).isPresent()
                ? joined(fits, pool)
                : joined(pool, fits);
    }

    private static String fits(Room room) {
        return (room.status() == Status.CRITICAL ? "the fleet does not fit: " : "the fleet fits: ")
                + FleetFit.fits(room);
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    private static String served(Load load, Optional<Given> given, Advice advice) {
        long size = given.map(Given::poolSize).orElse(advice.poolSize());
        long overflow = given.map(Given::maxOverflow).orElse(advice.maxOverflow());
        Serving serving = given.flatMap(Given::serving).orElse(advice.serving());
        return "pool_size "
                + size
                + ", max_overflow "
                + overflow
                + (load.pools() == 1 ? "" : " in each of " + load.pools() + " processes")
                + " for "
                + Figures.figure(load.perSecond())
                + " requests/s of "
                + Figures.shortTime(load.hold())
                + ": "
                + (serving.wait99().isPresent()
                        ? waits(serving.wait99().get())
                        : "the load is more than that, and requests wait without end")
                + (given.isPresent() && advice.serving().size() > size + overflow
                        ? "; " + advice.serving().size() + " are enough"
                        : "");
    }

    private static String waits(Duration wait99) {
        return wait99.isZero()
                ? "99 of 100 requests do not wait"
                : "99 of 100 requests wait at most " + Figures.shortTime(wait99);
    }

    /// What all rests on, a sentence each.
    List<String> basis(Optional<Given> given, FleetFit fit) {
        List<String> basis = new ArrayList<>();
        load.ifPresent(known -> basis.addAll(loadBasis(known)));
        given.filter(g -> plan.fleet().overflow().isEmpty())
                .ifPresent(
                        g ->
                                basis.add(
                                        "max_overflow counts as 0; SQLAlchemy's own default is 10:"
                                                + " --max-overflow 10."));
        basis.addAll(fit.basis());
        return basis;
    }

    private List<String> loadBasis(Load load) {
        List<String> basis = new ArrayList<>();
        basis.add(
                Figures.figure(load.perSecond())
                        + " requests/s × "
                        + Figures.shortTime(load.hold())
                        + " = "
                        + Figures.figure(load.busy())
                        + " connections in use on average (Little's law)"
                        + (load.pools() == 1
                                ? "."
                                : ", shared evenly by " + load.pools() + " processes."));
        if (load.watched().isPresent()) {
            basis.add(seenBasis(seen.orElseThrow()));
        }
        basis.add(
                "Waiting by Erlang C: requests come at random, hold times vary exponentially; 99 of"
                        + " 100 are to wait at most "
                        + Figures.shortTime(plan.target())
                        + " (--wait-target).");
        basis.add(
                "Where requests come in bursts or hold times vary more than that, they wait longer;"
                        + " the average in use stays the same, for Little's law needs no more than"
                        + " averages.");
        basis.add(
                "Less than "
                        + Figures.figure(plan.thresholds().warning())
                        + " % of a pool is to be in use on average (--warning); the buffer is "
                        + (plan.buffer().isPresent()
                                ? plan.buffer().getAsLong() + " (--buffer)."
                                : "√load."));
        return basis;
    }

    private static String seenBasis(Seen seen) {
        String samples =
                Figures.figure(seen.sampled())
                        + " in use on average in "
                        + Figures.count(seen.looks(), "sample");
        return seen.isCounted()
                ? "Observed for "
                        + Figures.age(seen.time())
                        + ": "
                        + Figures.count(seen.transactions(), "transaction")
                        + ", those of poolmon among them; "
                        + samples
                        + "."
                : "Observed for "
                        + Figures.age(seen.time())
                        + ": "
                        + samples
                        + "; the hold time is that of all transactions in the same databases.";
    }
}
