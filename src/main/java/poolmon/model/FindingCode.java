package poolmon.model;

import java.util.Locale;

/// The kinds of findings; the words are part of the JSON contract and never change their meaning.
public enum FindingCode {
    /// A pool is at its limit or above the critical threshold.
    POOL_SATURATED,
    /// A pool is above the warning threshold.
    POOL_NEAR_LIMIT,
    /// A pool has opened connections beyond its size.
    OVERFLOW_IN_USE,
    /// Callers wait for a connection of a pool.
    CLIENTS_WAITING,
    /// The health endpoint is slow while the pool is full.
    ENDPOINT_SLOW_WHILE_FULL,
    /// A pool keeps far more connections than it uses while the server is short of slots.
    POOL_OVERSIZED,
    /// The service calls a pool something else than its own counts say.
    REPORTED_STATUS_DISAGREES,
    /// A pool's utilisation rests on a capacity that may be too small, since `max_overflow` is not
    /// known.
    MAXIMUM_UNKNOWN,
    /// The pool has no size: SQLAlchemy's NullPool, or a pool without a limit.
    NO_POOL_LIMIT,
    /// The service itself reports that a pool or check has failed.
    REPORTED_FAILURE,
    /// Part of an answer could not be read.
    UNREADABLE_FIELD,
    /// A Prometheus could not scrape instances whose pools it would know.
    INSTANCES_DOWN,
    /// A Prometheus warns that its answer is incomplete.
    PARTIAL_ANSWER,
    /// Values that a Prometheus gave are old.
    STALE_VALUES,
    /// The server refused us for want of a slot.
    SLOTS_EXHAUSTED,
    /// All that is left of the server's slots is reserved.
    ONLY_RESERVED_SLOTS_LEFT,
    /// The server has few slots left for ordinary roles.
    SERVER_SLOTS_LOW,
    /// A database or role is near its own connection limit.
    CONNECTION_LIMIT_NEAR,
    /// All pools together may open more connections than the server has slots.
    FLEET_OVERCOMMITS,
    /// An application keeps idle sessions while the server is short of slots.
    IDLE_HOARDED,
    /// The clocks of this machine, services and servers tell different times.
    CLOCKS_APART,
    /// Which transaction is the oldest, where it is old.
    OLDEST_TRANSACTION,
    /// Prepared transactions that nobody ends hold their locks.
    PREPARED_TRANSACTIONS,
    /// Somebody keeps the server from clearing away dead rows.
    XMIN_HELD_BACK,
    /// Nothing ends a transaction that was forgotten.
    NO_IDLE_IN_TRANSACTION_TIMEOUT,
    /// A client that vanishes keeps its slot for long.
    SLOW_KEEPALIVES,
    /// Clients wait for a connection of the pooler.
    POOLER_CLIENTS_WAITING,
    /// Clients wait for a connection of the pooler, and connections of the pooler lie idle.
    POOLER_WAITING_WHILE_SERVERS_IDLE,
    /// The pooler has few client slots left.
    POOLER_SLOTS_LOW,
    /// The pooler hands out no connections to a database.
    POOLER_CLOSED,
    /// For which clients of the pooler sessions work.
    BEHIND_POOLER,
    /// The server keeps sessions from us that the verdict would rest on.
    SESSIONS_HIDDEN,
    /// The user selects sessions of which there are none.
    NOTHING_SELECTED,
    /// Sessions sit idle in a transaction.
    LEAK_SUSPECTED,
    /// Sessions sit in a transaction that has failed.
    ABORTED_TRANSACTIONS,
    LONG_TRANSACTIONS,
    LONG_QUERIES,
    /// What is out of a service's pool sits idle on the server.
    HELD_BY_LEAK,
    /// What is out of a service's pool is at work on the server.
    HELD_BY_LOAD,
    /// What is out of a service's pool waits for locks on the server.
    HELD_BY_LOCKS,
    /// What is out of a service's pool runs one statement for long on the server.
    LONG_QUERY_HOLDS_POOL,
    /// The server knows fewer sessions of a service than its pool has out.
    HELD_ELSEWHERE,
    /// What the sessions of a service do that its pool has out, with no clear answer.
    POOL_HOLDERS,
    /// The server knows more sessions of a service than its pool does.
    ORPHANED_SESSIONS,
    /// Which sessions are those of a service cannot be told.
    SESSIONS_NOT_MATCHED,
    /// What was taken of a pool while it was watched was never given back.
    LEAK_OVER_TIME,
    /// What was taken of a pool while it was watched was given back, or grew with the traffic.
    NO_LEAK_OVER_TIME,
    /// Whether a pool that was watched leaks could not be told.
    UNDECIDED_OVER_TIME,
    /// A pool becomes critical soon if it goes on as it does.
    UTILIZATION_RISING,
    /// Looks that a trend would rest on are missing: lines are torn, or a target never answered.
    LOOKS_MISSING,
    /// A pool has no trend, for its utilisation is not known.
    UTILIZATION_UNKNOWN,
    /// Sessions wait for a lock that one session holds.
    LOCK_CHAIN,
    /// Sessions are idle for long while the server is short of slots.
    STALE_IDLE_SESSIONS,
    /// The Redis server has few client slots left.
    REDIS_SLOTS_LOW,
    /// The clients of the Redis server could not be listed.
    REDIS_CLIENTS_HIDDEN,
    /// The Redis server could not be looked at: what is up and what is not.
    REDIS_UNAVAILABLE,
    /// A service cannot use Redis, and poolmon can.
    REDIS_REACHABLE_HERE,
    /// The Redis server is up but refuses `PING`, and so what applications ask.
    REDIS_NOT_SERVING,
    /// The Redis server has no such database.
    REDIS_DATABASE_REFUSED,
    /// The Redis server is near its memory limit.
    REDIS_MEMORY_LOW,
    /// The Redis server drops keys for want of memory.
    REDIS_EVICTING,
    /// The Redis server turned clients away.
    REDIS_REJECTING,
    /// Clients connect again and again.
    REDIS_CHURN,
    /// Clients do not fetch what the Redis server has for them.
    REDIS_OUTPUT_BUFFERS,
    /// Clients sit idle while the Redis server is short of slots.
    REDIS_IDLE_CLIENTS,
    /// A replica has lost its master.
    REDIS_LINK_DOWN,
    /// The cluster does not serve all keys.
    REDIS_CLUSTER_DOWN,
    /// Who else is of the cluster is not told.
    REDIS_NODES_HIDDEN,
    /// The sentinels are too few to choose another master.
    REDIS_NO_QUORUM,
    /// All processes together may open nearly as many connections as there is room for.
    FLEET_NEAR_LIMIT,
    /// A pool is too small for its load.
    POOL_TOO_SMALL,
    /// A server was looked at for its load and had next to none.
    LITTLE_LOAD;

    /// The word that stands in every output, for example `pool-saturated`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
