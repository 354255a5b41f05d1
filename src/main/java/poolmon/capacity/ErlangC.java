package poolmon.capacity;

import java.time.Duration;

/// How long requests wait for a connection of a pool, by the queue M/M/c: requests come at random
/// (a Poisson process), each holds a connection for a time that varies exponentially, and those
/// that find none free wait in one line.
///
/// Little's law, which gives the load, needs none of this: it holds of averages, however requests
/// come and hold times vary. The waits do need it. Where requests come in bursts, or hold times
/// vary more than exponentially (a few reports among many short requests), requests wait longer;
/// where both are more regular, less. As a rule of thumb waits grow by half the sum of the squared
/// coefficients of variation of both, which is 1 here (J. F. C. Kingman, "The single server queue
/// in heavy traffic", 1961; A. O. Allen, "Probability, Statistics, and Queueing Theory", 2nd
/// edition, 1990, for several servers).
///
/// The probability to wait at all is Erlang's second formula (A. K. Erlang, 1917; L. Kleinrock,
/// "Queueing Systems", volume 1, 1975, 3.5; R. B. Cooper, "Introduction to Queueing Theory", 2nd
/// edition, 1981, 3.4):
///
/// ```
/// C(c, a) = (aᶜ/c! · c/(c − a)) / (Σₖ₌₀…c₋₁ aᵏ/k! + aᶜ/c! · c/(c − a))
/// ```
///
/// It is reckoned from Erlang's first formula B, whose recursion overflows nowhere:
/// `B(0, a) = 1`, `B(k, a) = a·B(k − 1, a) / (k + a·B(k − 1, a))`, and with `ρ = a/c`
/// `C = B / (1 − ρ·(1 − B))`. Those who wait do so for a time that varies exponentially:
/// `P(wait > t) = C · exp(−(c − a)·t/hold)`.
///
/// @param servers connections, 1 or more
/// @param load connections in use on average if there were enough, in erlangs, more than 0
/// @param blocked Erlang's B of both
public record ErlangC(long servers, double load, double blocked) {

    /// The pool with so many connections.
    public static ErlangC of(long servers, double load) {
        ErlangC pool = none(load);
        while (pool.servers < servers) {
            pool = pool.larger();
        }
        return pool;
    }

    /// The smallest pool of which no more than a share of the requests waits longer than `target`.
    ///
    /// @param hold average time for which a request has its connection
    /// @param share 0 to 1, 0 excluded
    public static ErlangC smallest(double load, Duration hold, Duration target, double share) {
        ErlangC pool = none(load);
        do {
            pool = pool.larger();
        } while (pool.waitsLongerThan(target, hold) > share);
        return pool;
    }

    private static ErlangC none(double load) {
        if (!(load > 0) || Double.isInfinite(load)) {
            throw new IllegalArgumentException(load + " is no load");
        }
        return new ErlangC(0, load, 1);
    }

    private ErlangC larger() {
        long more = servers + 1;
        return new ErlangC(more, load, load * blocked / (more + load * blocked));
    }

    /// Whether the pool serves its load at all. Otherwise the line grows without end.
    public boolean isEnough() {
        return servers > load;
    }

    /// How likely a request has to wait, 0 to 1.
    public double waits() {
        return isEnough() ? blocked / (1 - load / servers * (1 - blocked)) : 1;
    }

    /// How likely a request waits for longer than a time, 0 to 1.
    public double waitsLongerThan(Duration time, Duration hold) {
        return isEnough()
                ? waits() * Math.exp(-(servers - load) * time.toNanos() / hold.toNanos())
                : 1;
    }

    /// The time beyond which only a share of the requests waits. The pool is enough.
    ///
    /// @param share 0 to 1, 0 excluded
    public Duration wait(double share, Duration hold) {
        double waits = waits();
        return waits <= share
                ? Duration.ZERO
                : Duration.ofNanos(
                        Math.round(hold.toNanos() * Math.log(waits / share) / (servers - load)));
    }
}
