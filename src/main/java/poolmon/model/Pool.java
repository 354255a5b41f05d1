package poolmon.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Something that hands out connections and can run out of them, as it was counted or reported.
public sealed interface Pool {

    /// The name by which its owner knows it.
    ServerText name();

    /// A pool inside a service that counts what it hands out: SQLAlchemy's QueuePool and its kin.
    /// Every number is in connections and absent where the service does not tell it.
    ///
    /// @param instance who of several behind one target has it: the instance that a Prometheus
    ///     scraped, or the worker process that answered; absent where there is but one
    /// @param reportedStatus the service's own word, kept beside ours
    /// @param poolSize connections that the pool keeps open; for a pool that has no overflow, as
    ///     HikariCP's, the most that it opens
    /// @param checkedOut connections in use
    /// @param checkedIn idle connections
    /// @param overflow SQLAlchemy's `overflow()`: connections beyond `poolSize`, negative until the
    ///     pool has once been filled
    /// @param maxOverflow how many connections beyond `poolSize` may be opened; negative: no limit
    /// @param reportedCapacity the service's `total_capacity`
    /// @param capacityAtLeast true where `reportedCapacity` counts only what is open now, since the
    ///     service does not tell the most that the pool opens
    /// @param reportedUtilization the service's own figure, in percent
    /// @param waiting callers that wait for a connection
    /// @param error what the service says went wrong, or why it has no such pool
    /// @param extra fields that are passed on in JSON
    record DatabasePool(
            ServerText name,
            Optional<ServerText> instance,
            Optional<ServerText> reportedStatus,
            OptionalLong poolSize,
            OptionalLong checkedOut,
            OptionalLong checkedIn,
            OptionalLong overflow,
            OptionalLong maxOverflow,
            OptionalLong reportedCapacity,
            boolean capacityAtLeast,
            OptionalDouble reportedUtilization,
            OptionalLong waiting,
            Optional<ServerText> error,
            JsonFields extra)
            implements Pool {

        /// A pool of a library that counts, and has no overflow: HikariCP, Go's `database/sql`, …
        ///
        /// @param most the most connections that it opens; 0: there is no limit
        public static DatabasePool counted(
                ServerText name,
                OptionalLong checkedOut,
                OptionalLong checkedIn,
                OptionalLong most,
                OptionalLong waiting) {
            return new DatabasePool(
                    name,
                    Optional.empty(),
                    Optional.empty(),
                    most,
                    checkedOut,
                    checkedIn,
                    OptionalLong.empty(),
                    most.isPresent() ? OptionalLong.of(0) : OptionalLong.empty(),
                    most,
                    false,
                    OptionalDouble.empty(),
                    waiting,
                    Optional.empty(),
                    JsonFields.NONE);
        }

        /// A pool that does not tell the most that it opens, only what it has open now.
        ///
        /// @param open connections that it is known to have had open at one time
        public static DatabasePool growing(
                ServerText name,
                OptionalLong checkedOut,
                OptionalLong checkedIn,
                OptionalLong open,
                OptionalLong waiting) {
            return new DatabasePool(
                    name,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    checkedOut,
                    checkedIn,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    open,
                    true,
                    OptionalDouble.empty(),
                    waiting,
                    Optional.empty(),
                    JsonFields.NONE);
        }

        /// The same pool as that of one instance among several.
        public DatabasePool of(ServerText owner) {
            return copy(Optional.of(owner), reportedStatus, error, extra);
        }

        /// The same pool with the service's own word.
        public DatabasePool reported(Optional<ServerText> word) {
            return copy(instance, word, error, extra);
        }

        /// The same pool with what is wrong with it.
        public DatabasePool withError(ServerText trouble) {
            return copy(instance, reportedStatus, Optional.of(trouble), extra);
        }

        /// The same pool with other fields that are passed on.
        public DatabasePool with(JsonFields fields) {
            return copy(instance, reportedStatus, error, fields);
        }

        private DatabasePool copy(
                Optional<ServerText> owner,
                Optional<ServerText> word,
                Optional<ServerText> trouble,
                JsonFields fields) {
            return new DatabasePool(
                    name,
                    owner,
                    word,
                    poolSize,
                    checkedOut,
                    checkedIn,
                    overflow,
                    maxOverflow,
                    reportedCapacity,
                    capacityAtLeast,
                    reportedUtilization,
                    waiting,
                    trouble,
                    fields);
        }
    }

    /// What a service says about its Redis connections. `connectedClients` counts every client of
    /// the server and `maxConnections` only this process's pool, so that their ratio means nothing
    /// and no utilisation is ever made of them.
    record RedisPool(
            ServerText name,
            Optional<ServerText> reportedStatus,
            OptionalLong maxConnections,
            OptionalLong connectedClients,
            OptionalLong totalConnectionsReceived,
            Optional<ServerText> error,
            JsonFields extra)
            implements Pool {}

    /// The connection slots of a PostgreSQL server. Only client backends use them, our own among
    /// them.
    ///
    /// @param maxConnections the setting `max_connections`
    /// @param superuserReserved the setting `superuser_reserved_connections`
    /// @param reserved the setting `reserved_connections`, 0 before PostgreSQL 16
    /// @param used client backends, with those whose state is hidden from us and our own
    /// @param active client backends that run a statement (or a fast-path call)
    /// @param inTransaction client backends idle in a transaction, aborted ones included
    /// @param idle client backends that wait for their client outside a transaction
    /// @param hidden client backends whose state the server keeps from us
    record ServerSlots(
            ServerText name,
            long maxConnections,
            long superuserReserved,
            long reserved,
            long used,
            long active,
            long inTransaction,
            long idle,
            long hidden)
            implements Pool {

        /// The slots that an ordinary role can use: `max_connections` less both reserves.
        public long usable() {
            return Math.max(0, maxConnections - superuserReserved - reserved);
        }
    }

    /// A connection limit of one database or of one role.
    ///
    /// @param limit 0 or more (a database or role without a limit has no entry)
    /// @param used sessions that count against it
    record ConnectionLimit(Scope scope, ServerText name, long limit, long used) implements Pool {
        /// What the limit is set on.
        public enum Scope {
            DATABASE,
            ROLE
        }
    }

    /// One pool of PgBouncer: the connections to one database as one role.
    ///
    /// @param database as PgBouncer's clients name it
    /// @param size the most connections to the server, less the reserve; absent where PgBouncer
    ///     does not tell it
    /// @param reserve how many more may be opened for clients that wait for long
    /// @param active connections that clients work with
    /// @param busy connections that log in, are tested or end a statement
    /// @param idle connections that are free, `sv_used` among them: those are free for longer than
    ///     `server_check_delay`
    /// @param clients clients that work with a connection or need none at the moment
    /// @param waiting clients that wait for a connection
    /// @param maxWait how long the first of them has waited
    /// @param mode when a connection is given back: `session`, `transaction`, `statement`
    /// @param closed `paused` or `disabled` where nobody gets a connection
    record BouncerPool(
            ServerText name,
            ServerText database,
            ServerText user,
            OptionalLong size,
            long reserve,
            long active,
            long busy,
            long idle,
            long clients,
            long waiting,
            Duration maxWait,
            Optional<ServerText> mode,
            Optional<String> closed)
            implements Pool {

        /// Connections that no client can get now.
        public long checkedOut() {
            return active + busy;
        }
    }

    /// The client slots of PgBouncer.
    ///
    /// @param maxClients the setting `max_client_conn`; absent where PgBouncer does not tell it
    /// @param used clients, those that log in and our own among them
    /// @param waiting clients that wait for a connection in any pool
    record BouncerSlots(ServerText name, OptionalLong maxClients, long used, long waiting)
            implements Pool {}

    /// The client slots of a Redis server. All numbers are as `INFO` tells them.
    ///
    /// @param maxClients the setting `maxclients`; absent on servers that do not tell it
    /// @param connectedClients clients, our own among them, replicas left out
    /// @param connectedReplicas `connected_slaves`: replicas use slots too
    /// @param clusterConnections links of the cluster bus, which use slots too
    /// @param blockedClients clients that wait in BLPOP, XREAD and the like: no alarm by itself
    /// @param rejectedConnections connections refused since the start for want of a slot
    /// @param totalConnectionsReceived connections accepted since the start
    record RedisSlots(
            ServerText name,
            OptionalLong maxClients,
            long connectedClients,
            long connectedReplicas,
            long clusterConnections,
            OptionalLong blockedClients,
            OptionalLong rejectedConnections,
            OptionalLong totalConnectionsReceived)
            implements Pool {

        /// The slots in use: ordinary clients, replicas and cluster links together.
        public long used() {
            return connectedClients + connectedReplicas + clusterConnections;
        }
    }
}
