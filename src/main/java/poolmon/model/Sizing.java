package poolmon.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Which pool a load needs, and whether the fleet that has it fits into its server.
///
/// @param answer both in one sentence
/// @param load what the pools have to serve, where it is known
/// @param advice the pool for it
/// @param given the pool that there is or shall be, where the user told it
/// @param guides the same for less and for more traffic, for comparison
/// @param demands who may open how many connections at most
/// @param rooms the limits that these have to fit into
/// @param observed whose load it is, as far as a server was looked at
/// @param basis what all of it rests on, a sentence each
public record Sizing(
        Status status,
        String answer,
        Optional<Load> load,
        Optional<Advice> advice,
        Optional<Given> given,
        List<Guide> guides,
        List<Demand> demands,
        List<Room> rooms,
        List<Observed> observed,
        List<String> basis,
        List<Finding> findings) {
    public Sizing {
        guides = List.copyOf(guides);
        demands = List.copyOf(demands);
        rooms = List.copyOf(rooms);
        observed = List.copyOf(observed);
        basis = List.copyOf(basis);
        findings = List.copyOf(findings);
    }

    /// The same sizing with other findings.
    public Sizing withFindings(List<Finding> others) {
        return new Sizing(
                status, answer, load, advice, given, guides, demands, rooms, observed, basis,
                others);
    }

    /// What the pools have to serve, all together.
    ///
    /// @param perSecond requests, or transactions, that take a connection
    /// @param hold for how long each keeps it on average
    /// @param pools how many share it evenly: one for each process
    /// @param watched how long a server was observed; absent where the user told the load
    public record Load(double perSecond, Duration hold, long pools, Optional<Duration> watched) {
        /// Connections in use on average (Little's law): the offered traffic in erlangs.
        public double busy() {
            return perSecond * hold.toNanos() / 1e9;
        }

        /// Those of one pool.
        public double busyEach() {
            return busy() / pools;
        }
    }

    /// How a pool of one process serves its share of the load.
    ///
    /// @param size the most connections that it has open
    /// @param utilizationPercent how much of them is in use on average
    /// @param waitProbability that a request has to wait at all, 0 to 1
    /// @param wait99 99 of 100 requests wait no longer; absent where the queue grows without end
    public record Serving(
            long size,
            double utilizationPercent,
            double waitProbability,
            Optional<Duration> wait99) {}

    /// A pool of one process that serves the load well.
    ///
    /// @param little by the average load and a buffer
    /// @param erlang by Erlang C: the fewest with which no more than 1 of 100 waits longer than
    ///     `target`
    /// @param spare the fewest that are in use on average by less than the warning threshold
    /// @param target the longest that 99 of 100 requests are to wait
    /// @param poolSize SQLAlchemy's `pool_size`
    /// @param maxOverflow SQLAlchemy's `max_overflow`
    /// @param bouncer PgBouncer's `default_pool_size`, with which one pool serves all processes
    public record Advice(
            Serving serving,
            long little,
            long erlang,
            long spare,
            Duration target,
            long poolSize,
            long maxOverflow,
            long bouncer) {}

    /// The pool of one process as the user told it.
    ///
    /// @param serving absent where the load is not known
    public record Given(long poolSize, long maxOverflow, Optional<Serving> serving) {}

    /// The pool that other traffic would need.
    ///
    /// @param perSecond requests of the whole fleet
    /// @param busy connections of one pool in use on average
    /// @param little by the average load and a buffer
    /// @param erlang by Erlang C
    /// @param serving the larger of `erlang` and what the warning threshold asks for
    public record Guide(double perSecond, double busy, long little, long erlang, Serving serving) {}

    /// Who may open how many connections to the server at most.
    public record Demand(String who, long connections) {}

    /// A limit that connections have to fit into.
    ///
    /// @param name of the role or database, where it is known
    /// @param demand the most connections that may be open at a time
    /// @param limit how many there may be
    public record Room(
            Room.Scope scope, Optional<ServerText> name, long demand, long limit, Status status) {
        /// What limits.
        public enum Scope {
            /// The slots for ordinary roles.
            SLOTS,
            ROLE,
            DATABASE,
            /// `max_client_conn` of PgBouncer.
            POOLER_CLIENTS;

            /// The word that stands in every output, for example `pooler-clients`.
            public String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /// How much of the limit is asked for, in percent; infinite for a limit of 0.
        public double percent() {
            return demand == 0 ? 0 : 100.0 * demand / limit;
        }
    }

    /// The load that somebody puts on a server that was looked at.
    ///
    /// @param perSecond transactions; absent where only samples tell of it
    /// @param busy connections in use on average
    /// @param hold average time of a transaction at work or waiting for its client
    public record Observed(
            Observed.Scope scope,
            ServerText name,
            OptionalDouble perSecond,
            double busy,
            Optional<Duration> hold) {
        /// Whose load it is.
        public enum Scope {
            /// By the server's counters.
            DATABASE,
            /// By sampling its sessions.
            APPLICATION;

            /// The word that stands in every output, for example `database`.
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
