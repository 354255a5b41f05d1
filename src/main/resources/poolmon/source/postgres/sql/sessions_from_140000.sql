-- Who uses the connection slots, and against which limits: everything that poolmon asks of a server,
-- in one statement. A row is a session or a limit; the server's settings stand on all of them.
--
-- Only client backends use slots; walsenders, workers and autovacuum have their own. Without
-- pg_read_all_stats the rows of other users have no backend_type, and the obvious filter loses them.
-- Those with a user and a database count as hidden clients: the launcher of logical replication has
-- a user only, autovacuum workers have a database only. Nothing is summed up here: that is cheaper
-- where the rows are read.
WITH setting AS MATERIALIZED (
    SELECT current_setting('server_version')                                 AS server_version,
           current_setting('max_connections')::int                           AS max_connections,
           current_setting('superuser_reserved_connections')::int            AS superuser_reserved,
           -- since version 16
           coalesce(current_setting('reserved_connections', true), '0')::int AS reserved,
           pg_has_role(current_user, 'pg_read_all_stats', 'usage')           AS sees_all
), session AS (
    SELECT pid,
           pid = pg_backend_pid() AS own,
           backend_type IS NULL   AS hidden,
           usename, datname, application_name,
           CASE WHEN backend_type IS NOT NULL
                THEN coalesce(host(client_addr), 'local') END   AS client_address,
           state, wait_event_type, wait_event, query,
           date_part('epoch', backend_start)                    AS backend_start,
           date_part('epoch', xact_start)                       AS xact_start,
           date_part('epoch', state_change)                     AS state_change,
           -- not now(), which stands still within a transaction
           date_part('epoch', clock_timestamp() - state_change) AS seconds_in_state,
           date_part('epoch', clock_timestamp() - xact_start)   AS transaction_seconds,
           date_part('epoch', clock_timestamp() - query_start)  AS query_seconds,
           -- takes the lock manager for a moment: asked only of those that wait for a lock
           CASE WHEN wait_event_type = 'Lock'
                THEN array_to_string(pg_blocking_pids(pid), ',') END AS blocked_by
      FROM pg_stat_activity
     WHERE backend_type = 'client backend'
        OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL)
), limited AS (
    SELECT 'database' AS scope, datname AS limited_name, datconnlimit AS connection_limit
      FROM pg_database
     WHERE datconnlimit >= 0 -- -1: no limit; -2: the database is invalid
    UNION ALL
    SELECT 'role', rolname, rolconnlimit
      FROM pg_roles
     WHERE rolconnlimit >= 0
       AND NOT rolsuper -- superusers are exempt
)
SELECT *
  FROM setting
 CROSS JOIN (session FULL JOIN limited ON false)
