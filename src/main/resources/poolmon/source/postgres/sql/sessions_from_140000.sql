-- Who uses the connection slots, and against which limits: everything that poolmon asks of a server,
-- in one statement.
--
-- Only client backends use slots; walsenders, workers and autovacuum have their own. Without
-- pg_read_all_stats the rows of other users have no backend_type: those with a user are counted as
-- hidden clients, or the obvious filter would lose them.
WITH client AS MATERIALIZED (
    SELECT *
      FROM pg_stat_activity
     WHERE backend_type = 'client backend'
        OR (backend_type IS NULL AND usesysid IS NOT NULL)
), setting AS (
    SELECT current_setting('server_version')                           AS server_version,
           current_setting('max_connections')::int                     AS max_connections,
           current_setting('superuser_reserved_connections')::int      AS superuser_reserved,
           coalesce(current_setting('reserved_connections', true), '0')::int AS reserved,
           pg_has_role(current_user, 'pg_read_all_stats', 'usage')     AS sees_all
), limited AS (
    SELECT 'database' AS scope, datname AS limited_name, datconnlimit AS connection_limit,
           (SELECT count(*) FROM client WHERE client.datid = d.oid) AS limited_used
      FROM pg_database d
     WHERE datconnlimit >= 0
    UNION ALL
    SELECT 'role', rolname, rolconnlimit,
           (SELECT count(*) FROM client WHERE client.usesysid = r.oid)
      FROM pg_roles r
     WHERE rolconnlimit >= 0 AND NOT rolsuper
), session AS (
    SELECT pid,
           pid = pg_backend_pid()     AS own,
           backend_type IS NULL       AS hidden,
           usename, datname, application_name,
           coalesce(host(client_addr), CASE WHEN backend_type IS NOT NULL THEN 'local' END)
                                      AS client_address,
           state, wait_event_type, wait_event, query,
           extract(epoch FROM backend_start)                       AS backend_start,
           extract(epoch FROM xact_start)                          AS xact_start,
           extract(epoch FROM state_change)                        AS state_change,
           extract(epoch FROM clock_timestamp() - state_change)    AS seconds_in_state,
           extract(epoch FROM clock_timestamp() - xact_start)      AS transaction_seconds,
           extract(epoch FROM clock_timestamp() - query_start)     AS query_seconds,
           -- takes the lock manager for a moment: asked only of those that wait for a lock
           CASE WHEN wait_event_type = 'Lock'
                THEN array_to_string(pg_blocking_pids(pid), ',') END AS blocked_by
      FROM client
)
SELECT *
  FROM setting
 CROSS JOIN (session FULL JOIN limited ON false)
