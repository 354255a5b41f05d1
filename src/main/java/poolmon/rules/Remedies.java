package poolmon.rules;

import poolmon.model.FindingCode;

import java.util.List;

/// What to do about each finding, in the order in which one does it: now, soon, for good.
final class Remedies {
    private Remedies() {}

    static List<String> of(FindingCode code) {
        return switch (code) {
            case POOL_SATURATED ->
                    List.of(
                            "Now: see who holds the connections: poolmon leaks --dsn DSN",
                            "Soon: end the sessions that leak, or restart the worker that they"
                                    + " belong to.",
                            "For good: give connections back in a finally block or context manager,"
                                    + " and size the pool for the load.");
            case POOL_NEAR_LIMIT ->
                    List.of(
                            "Now: look again in a minute to see whether it grows.",
                            "Soon: see who holds the connections: poolmon leaks --dsn DSN");
            case OVERFLOW_IN_USE ->
                    List.of(
                            "Soon: see whether it goes back when the traffic does: poolmon watch"
                                    + " --url URL",
                            "For good: where it is in use all day, raise pool_size, which spares"
                                    + " the service opening and closing connections.");
            case CLIENTS_WAITING ->
                    List.of(
                            "Now: see who holds the connections: poolmon leaks --dsn DSN --url URL",
                            "Soon: end what leaks; where the pool is not full, look at the server:"
                                    + " poolmon db --dsn DSN",
                            "For good: hold connections for shorter, or size the pool for the load:"
                                    + " rate × time that each is held.");
            case ENDPOINT_SLOW_WHILE_FULL ->
                    List.of(
                            "Now: see who holds the connections: poolmon leaks --dsn DSN --url URL",
                            "Soon: give what asks the endpoint more patience, so that it does not"
                                    + " restart a service that is busy.",
                            "For good: let the endpoint tell the pool's counts without taking a"
                                    + " connection of the pool.");
            case POOL_OVERSIZED ->
                    List.of(
                            "Soon: lower pool_size, or minimumIdle, to what is in use at the"
                                    + " busiest time.",
                            "For good: share the server's slots out among the services by what"
                                    + " they need.");
            case ONLY_RESERVED_SLOTS_LEFT ->
                    List.of(
                            "Now: end sessions that sit idle: poolmon leaks --dsn DSN"
                                    + " --terminate-suspects",
                            "Soon: reduce the pools of the application that holds most: poolmon db"
                                    + " --dsn DSN",
                            "For good: keep the sum of all pools below the server's limit, or put"
                                    + " PgBouncer between.");
            case IDLE_HOARDED ->
                    List.of(
                            "Now: restart it, or end its idle sessions: poolmon leaks --dsn DSN"
                                    + " --app NAME --all",
                            "Soon: lower its pool's size and the time that idle connections are"
                                    + " kept (idleTimeout, pool_recycle).",
                            "For good: ALTER ROLE … CONNECTION LIMIT and idle_session_timeout bound"
                                    + " what one application may take.");
            case CLOCKS_APART ->
                    List.of(
                            "Now: see whether time is kept: timedatectl, chronyc tracking",
                            "For good: let all machines follow the same time servers; where an"
                                + " answer came out of a cache, its time is that of the cache.");
            case REPORTED_STATUS_DISAGREES ->
                    List.of(
                            "For good: let the service compute total_capacity as pool_size +"
                                    + " max(overflow, 0). --trust service takes its word as it"
                                    + " is.");
            case MAXIMUM_UNKNOWN ->
                    List.of(
                            "Soon: compare with the maximum that the pool is configured with; for"
                                    + " SQLAlchemy give --max-overflow N, or let the service report"
                                    + " max_overflow.");
            case OLDEST_TRANSACTION ->
                    List.of("Soon: see what it does and whom it blocks: poolmon leaks --dsn DSN");
            case PREPARED_TRANSACTIONS ->
                    List.of(
                            "Now: in its database: COMMIT PREPARED or ROLLBACK PREPARED, whichever"
                                    + " its coordinator decided.");
            case XMIN_HELD_BACK ->
                    List.of("Soon: end it, or drop the slot if nobody reads from it any more.");
            case NO_IDLE_IN_TRANSACTION_TIMEOUT ->
                    List.of(
                            "For good: ALTER ROLE … SET idle_in_transaction_session_timeout ="
                                    + " '5min';");
            case SLOW_KEEPALIVES ->
                    List.of(
                            "For good: ALTER SYSTEM SET tcp_keepalives_idle = 60; the same for"
                                    + " tcp_keepalives_interval = 10 and tcp_keepalives_count ="
                                    + " 6.");
            case POOLER_CLIENTS_WAITING ->
                    List.of(
                            "Now: see who holds the connections: poolmon leaks --dsn SERVER --dsn"
                                    + " PGBOUNCER",
                            "Soon: end the sessions that leak.",
                            "For good: shorter transactions, pool_mode = transaction, or a larger"
                                    + " pool_size if the server has slots left: poolmon db --dsn"
                                    + " SERVER");
            case POOLER_WAITING_WHILE_SERVERS_IDLE ->
                    List.of(
                            "Now: see for whom they are kept: SHOW SERVERS and SHOW CLIENTS",
                            "Soon: let clients give connections back when they do not work;"
                                    + " server_idle_timeout closes those of other users.",
                            "For good: pool_mode = transaction, and fewer users who share one"
                                    + " database.");
            case POOLER_SLOTS_LOW ->
                    List.of(
                            "Now: see which applications have the most clients: SHOW CLIENTS",
                            "Soon: raise max_client_conn, and the limit of open files with it.");
            case POOLER_CLOSED ->
                    List.of("Now: if nobody is at work on it: RESUME or ENABLE the database.");
            case BEHIND_POOLER -> List.of();
            case LEAK_OVER_TIME ->
                    List.of(
                            "Now: end what sits idle: poolmon leaks --dsn DSN --terminate-suspects",
                            "For good: give connections back in a finally block or context manager"
                                    + " at the statements above.");
            case NO_LEAK_OVER_TIME -> List.of();
            case UNDECIDED_OVER_TIME ->
                    List.of(
                            "Soon: watch for longer (--for 10m), and the server beside the service"
                                    + " (--dsn beside --url).");
            case UTILIZATION_RISING ->
                    List.of(
                            "Now: see whether it is a leak or load: poolmon leaks --dsn DSN --url"
                                    + " URL --for 2m",
                            "Soon: if it is load, see whether the server has slots left for a"
                                    + " larger pool: poolmon db --dsn DSN");
            case LOOKS_MISSING -> List.of();
            case UTILIZATION_UNKNOWN ->
                    List.of(
                            "For good: let the service export the pool's maximum beside what is in"
                                    + " use: hikaricp_connections_max,"
                                    + " go_sql_max_open_connections, db_client_connections_max."
                                    + " A pool without a limit should have one.");
            case HELD_BY_LEAK ->
                    List.of(
                            "Now: end the sessions that sit idle: poolmon leaks --dsn DSN"
                                    + " --terminate-suspects",
                            "For good: give connections back in a finally block or context manager"
                                    + " at the statement above.");
            case HELD_BY_LOAD ->
                    List.of(
                            "Now: look at what runs: the pool is busy and does not leak.",
                            "Soon: make the statements faster, or the pool larger, if the server"
                                    + " has slots left: poolmon db --dsn DSN");
            case HELD_BY_LOCKS ->
                    List.of(
                            "Now: end the session at the root of the lock chain, not those that"
                                    + " wait: poolmon leaks --dsn DSN",
                            "For good: keep transactions short and set lock_timeout.");
            case LONG_QUERY_HOLDS_POOL ->
                    List.of(
                            "Now: SELECT pg_cancel_backend(PID) ends a statement and keeps its"
                                    + " session.",
                            "Soon: look at its plan with EXPLAIN.",
                            "For good: set statement_timeout for the role, and run reports with a"
                                    + " pool of their own.");
            case HELD_ELSEWHERE ->
                    List.of(
                            "Now: check that this is the server that the service talks to.",
                            "Soon: look for a proxy, NAT or firewall between them that drops idle"
                                    + " connections, and set tcp keepalives or pool_pre_ping.");
            case POOL_HOLDERS -> List.of();
            case ORPHANED_SESSIONS ->
                    List.of(
                            "Now: ask all worker processes: --samples N, or the URL of each.",
                            "Soon: look for workers that were killed and tasks that were cancelled"
                                    + " while they held a connection.");
            case SESSIONS_NOT_MATCHED ->
                    List.of("Now: give the service's application name: --app NAME.");
            case NOTHING_SELECTED ->
                    List.of("Now: list all sessions with --all and see what they are called.");
            case NO_POOL_LIMIT ->
                    List.of("Soon: look at the server's slots instead: poolmon db --dsn DSN");
            case REPORTED_FAILURE ->
                    List.of("Now: look at the server itself: poolmon db or poolmon redis.");
            case UNREADABLE_FIELD ->
                    List.of("Soon: look at the raw answer of the service, for example with curl.");
            case INSTANCES_DOWN ->
                    List.of(
                            "Now: ask one of them directly: poolmon pools --url URL",
                            "Soon: look at why it cannot be scraped: Status > Targets in"
                                    + " Prometheus.");
            case PARTIAL_ANSWER ->
                    List.of("Now: look at the health of Prometheus and of what stands behind it.");
            case STALE_VALUES ->
                    List.of("Soon: look at the scrape interval and at Prometheus' own load.");
            case SLOTS_EXHAUSTED ->
                    List.of(
                            "Now: log in with a role that may use reserved slots (a superuser, or"
                                    + " a member of pg_use_reserved_connections) and end idle"
                                    + " sessions.",
                            "Soon: reduce the pools of the applications, or put a pooler between.",
                            "For good: keep the sum of all pools below the server's limit.");
            case SERVER_SLOTS_LOW ->
                    List.of(
                            "Now: see which sessions can go: poolmon leaks --dsn DSN",
                            "Soon: reduce the pools of the application that holds most.",
                            "For good: keep the sum of all pools below the server's limit.");
            case CONNECTION_LIMIT_NEAR ->
                    List.of(
                            "Now: see which sessions can go: poolmon leaks --dsn DSN",
                            "Soon: raise it with ALTER DATABASE or ALTER ROLE … CONNECTION LIMIT,"
                                    + " if the server has the slots.");
            case SESSIONS_HIDDEN ->
                    List.of(
                            "Now: let a superuser run GRANT pg_read_all_stats TO the role that"
                                    + " poolmon logs in with (pg_monitor includes it).");
            case LEAK_SUSPECTED, ABORTED_TRANSACTIONS ->
                    List.of(
                            "Now: end the oldest with SELECT pg_terminate_backend(PID).",
                            "Soon: set idle_in_transaction_session_timeout for the role.",
                            "For good: commit or roll back in a finally block or context"
                                    + " manager.");
            case LONG_TRANSACTIONS ->
                    List.of(
                            "Soon: find out whether one job needs them so long; they keep vacuum"
                                    + " from cleaning up.",
                            "For good: do slow work (calls to others, waiting) outside of"
                                    + " transactions.");
            case LONG_QUERIES ->
                    List.of(
                            "Now: SELECT pg_cancel_backend(PID) ends the statement and keeps the"
                                    + " session.",
                            "For good: look at its plan with EXPLAIN, and set statement_timeout.");
            case LOCK_CHAIN ->
                    List.of(
                            "Now: end what is at the root: a session with SELECT"
                                    + " pg_terminate_backend(PID), a prepared transaction with"
                                    + " ROLLBACK PREPARED.",
                            "For good: keep transactions short and set lock_timeout.");
            case STALE_IDLE_SESSIONS ->
                    List.of(
                            "Soon: reduce the pools' minimum size, or set idle_session_timeout for"
                                    + " the role.");
            case REDIS_SLOTS_LOW ->
                    List.of(
                            "Now: see below who holds most of them.",
                            "Soon: raise maxclients if memory and file descriptors allow.",
                            "For good: share one pool per process, and set timeout for idle"
                                    + " clients.");
            case REDIS_CLIENTS_HIDDEN ->
                    List.of("Soon: allow it: ACL SETUSER the user +client|list");
            case REDIS_UNAVAILABLE -> List.of();
            case REDIS_REACHABLE_HERE ->
                    List.of(
                            "Now: compare host, port, database, user and TLS of the service with"
                                    + " the URL that poolmon was given; they are above.",
                            "Soon: ask from where the service runs: poolmon redis --redis URL",
                            "For good: let the service tell which error it gets.");
            case REDIS_NOT_SERVING ->
                    List.of(
                            "Now: where it loads its data, wait; where it is a replica, see to its"
                                    + " master.",
                            "Soon: let applications ask another replica or the new master.");
            case REDIS_DATABASE_REFUSED ->
                    List.of(
                            "Now: compare the database number with the setting databases of the"
                                    + " server; a cluster has database 0 only.");
            case REDIS_MEMORY_LOW ->
                    List.of(
                            "Now: find what grew: redis-cli --bigkeys",
                            "Soon: raise maxmemory if the machine has it.",
                            "For good: let keys expire, and choose a maxmemory-policy that evicts"
                                    + " if this is a cache.");
            case REDIS_EVICTING ->
                    List.of(
                            "Soon: compare the hit rate (keyspace_hits, keyspace_misses) with what"
                                    + " the cache is for; raise maxmemory if it suffers.");
            case REDIS_REJECTING ->
                    List.of(
                            "Now: see who holds the slots: poolmon redis",
                            "Soon: raise maxclients if memory and file descriptors allow.",
                            "For good: share one pool per process, and set timeout for idle"
                                    + " clients.");
            case REDIS_CHURN ->
                    List.of(
                            "For good: let the application share one client with a pool, instead of"
                                    + " one client for each request.");
            case REDIS_OUTPUT_BUFFERS ->
                    List.of(
                            "Now: end the one that does not read: CLIENT KILL ID id",
                            "For good: set client-output-buffer-limit, and read in smaller"
                                    + " pieces.");
            case REDIS_IDLE_CLIENTS ->
                    List.of(
                            "Now: restart what holds most, or end single ones: CLIENT KILL ID id",
                            "Soon: CONFIG SET timeout 300 lets the server end idle ones.",
                            "For good: bound the pools, and close clients that are not used.");
            case REDIS_LINK_DOWN ->
                    List.of(
                            "Now: see whether the master is up and lets its replica in: its"
                                    + " password, its network, its maxclients.",
                            "Soon: until then what this replica answers grows old.");
            case REDIS_CLUSTER_DOWN ->
                    List.of(
                            "Now: see which masters are missing: redis-cli cluster nodes",
                            "Soon: bring them back, or promote their replicas: CLUSTER FAILOVER"
                                    + " TAKEOVER");
            case REDIS_NODES_HIDDEN ->
                    List.of("Soon: allow it: ACL SETUSER the user +cluster|nodes +cluster|info");
            case FLEET_OVERCOMMITS ->
                    List.of(
                            "Now: do not start more processes; see who has the slots: poolmon db"
                                    + " --dsn DSN",
                            "Soon: smaller pools or fewer workers, as many as fit above.",
                            "For good: put PgBouncer with pool_mode = transaction between, or raise"
                                    + " max_connections if the server's memory allows.");
            case FLEET_NEAR_LIMIT ->
                    List.of(
                            "Soon: leave room for migrations, monitoring and people: smaller pools"
                                    + " or fewer workers.",
                            "For good: put PgBouncer with pool_mode = transaction between.");
            case POOL_TOO_SMALL ->
                    List.of(
                            "Soon: enlarge the pool to what is enough, if the server has the slots:"
                                    + " poolmon db --dsn DSN",
                            "For good: hold connections for less time: shorter transactions, no"
                                    + " calls to other services within them.");
            case LITTLE_LOAD ->
                    List.of("Now: look while there is traffic, and for longer: --for 5m");
            case REDIS_NO_QUORUM ->
                    List.of(
                            "Now: bring the missing sentinels back; until then no other master is"
                                    + " chosen when this one fails.");
        };
    }
}
