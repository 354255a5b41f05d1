package poolmon.capacity;

import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Guide;
import poolmon.model.Sizing.Load;
import poolmon.model.Sizing.Serving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How large a pool has to be.
///
/// Three answers are given, and all are shown:
///
/// - **average and buffer**: requests a second × the time that each holds a connection, which is
///   the number of connections in use on average (J. D. C. Little, "A Proof for the Queuing
///   Formula: L = λW", Operations Research 9, 1961), and a buffer for its ups and downs. Unless the
///   user says otherwise the buffer is √load, rounded up: so far a Poisson load strays from its
///   average (S. Halfin and W. Whitt, "Heavy-Traffic Limits for Queues with Many Exponential
///   Servers", Operations Research 29, 1981: servers grow as load + β·√load).
/// - **Erlang C**: the fewest with which no more than 1 of 100 requests waits longer than the
///   wanted time.
/// - **threshold**: the fewest of which less than the warning threshold is in use on average, since
///   a pool that is just large enough for its load would be called degraded all day.
///
/// The pool is to have the larger of the last two. Of it, what the first asks for is kept open
/// (SQLAlchemy's `pool_size`), and the rest opened at need (`max_overflow`). Libraries that know no
/// overflow get the whole as their maximum.
///
/// @param target the longest that 99 of 100 requests are to wait
/// @param buffer connections beyond the average; absent: √load
/// @param warning from which utilisation on a pool is degraded, in percent
/// @param overflow SQLAlchemy's `max_overflow`, where it is settled
public record PoolSize(
        Duration target, OptionalLong buffer, double warning, OptionalLong overflow) {
    /// The share of requests that may wait longer: the 99th percentile of the wait counts.
    static final double SHARE = 0.01;

    private static final double[] TRAFFIC = {0.5, 1, 2, 4};

    /// The pool for a load.
    ///
    /// @param bouncers how many pools a PgBouncer between would have
    public Advice advice(Load load, long bouncers) {
        double busy = load.busyEach();
        long erlang = erlang(busy, load.hold());
        long needed = Math.max(erlang, spare(busy));
        long extra = overflow.orElse(Math.max(0, needed - little(busy)));
        long kept = Math.max(1, needed - extra);
        double shared = load.busy() / bouncers;
        return new Advice(
                serving(kept + extra, busy, load.hold()),
                little(busy),
                erlang,
                spare(busy),
                target,
                kept,
                extra,
                Math.max(erlang(shared, load.hold()), spare(shared)));
    }

    /// The pools for half, twice and four times the load.
    public List<Guide> guides(Load load) {
        List<Guide> guides = new ArrayList<>();
        for (double times : TRAFFIC) {
            double busy = load.busyEach() * times;
            long erlang = erlang(busy, load.hold());
            guides.add(
                    new Guide(
                            load.perSecond() * times,
                            busy,
                            little(busy),
                            erlang,
                            serving(Math.max(erlang, spare(busy)), busy, load.hold())));
        }
        return guides;
    }

    /// How a pool serves its load.
    ///
    /// @param busy connections in use on average
    public static Serving serving(long size, double busy, Duration hold) {
        ErlangC pool = ErlangC.of(size, busy);
        return new Serving(
                size,
                100 * busy / size,
                pool.waits(),
                pool.isEnough() ? Optional.of(pool.wait(SHARE, hold)) : Optional.empty());
    }

    private long little(double busy) {
        return (long) Math.ceil(busy + buffer.orElse((long) Math.ceil(Math.sqrt(busy))));
    }

    private long erlang(double busy, Duration hold) {
        return ErlangC.smallest(busy, hold, target, SHARE).servers();
    }

    private long spare(double busy) {
        return warning > 0 ? (long) Math.floor(busy * 100 / warning) + 1 : 1;
    }
}
