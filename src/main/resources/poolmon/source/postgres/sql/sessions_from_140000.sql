-- Who uses the connection slots, and against which limits: everything that poolmon asks of a server,
-- in one statement. Each row is of one kind: a session, a database, a role with a limit, a prepared
-- transaction, a replication slot, settings of roles and databases, and last the server itself.
--
-- The functions below pg_stat_activity are asked instead of the view, which joins two catalogs: at
-- 200 sessions that is a third of its cost. Only client backends use slots; walsenders, workers and
-- autovacuum have their own. Without pg_read_all_stats the rows of other users have no backend_type,
-- and the obvious filter loses them. Those with a user and a database count as hidden clients: the
-- launcher of logical replication has a user only, autovacuum workers have a database only. Nothing
-- is summed up here: that is cheaper where the rows are read.
SELECT 'session' AS kind, a.pid, a.pid = pg_backend_pid() AS own, a.datid AS database,
       pg_get_userbyid(a.usesysid) AS name, a.application_name,
       a.backend_type IS NULL AS hidden, a.client_addr, a.state, a.wait_event_type, a.wait_event,
       a.query AS text,
       date_part('epoch', a.backend_start) AS backend_start,
       date_part('epoch', a.xact_start)    AS xact_start,
       date_part('epoch', a.state_change)  AS state_change,
       -- what an idle session ran last has ended
       CASE WHEN a.state <> 'idle' THEN date_part('epoch', a.query_start) END AS query_start,
       -- takes the lock manager for a moment: asked only of those that wait for a lock
       CASE WHEN a.wait_event_type = 'Lock'
            THEN array_to_string(pg_blocking_pids(a.pid), ',') END AS blocked_by,
       age(a.backend_xmin) AS number
  FROM pg_stat_get_activity(NULL) AS a
 WHERE a.backend_type = 'client backend'
    OR (a.backend_type IS NULL AND a.usesysid IS NOT NULL AND a.datid IS NOT NULL)
UNION ALL
SELECT 'database', NULL, NULL, oid, datname, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL,
       datconnlimit -- -1: no limit; -2: the database is invalid
  FROM pg_database
UNION ALL
SELECT 'role', NULL, NULL, NULL, rolname, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, rolconnlimit
  FROM pg_roles
 WHERE rolconnlimit >= 0
   AND NOT rolsuper -- superusers are exempt
UNION ALL
SELECT 'prepared', NULL, NULL, dbid, pg_get_userbyid(ownerid), NULL, NULL, NULL, NULL, NULL, NULL,
       gid, NULL, date_part('epoch', prepared), NULL, NULL, NULL, age(transaction)
  FROM pg_prepared_xact()
UNION ALL
SELECT 'slot', active_pid, NULL, datoid, slot_name, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, greatest(age(xmin), age(catalog_xmin))
  FROM pg_get_replication_slots()
UNION ALL
SELECT 'setting', NULL, NULL, setdatabase, pg_get_userbyid(nullif(setrole, 0)), NULL, NULL, NULL,
       NULL, NULL, NULL, array_to_string(setconfig, E'\n'), NULL, NULL, NULL, NULL, NULL, NULL
  FROM pg_db_role_setting
UNION ALL
SELECT 'server', NULL, pg_has_role(current_user, 'pg_read_all_stats', 'usage'), NULL,
       current_setting('server_version'), NULL, NULL, NULL, NULL, NULL, NULL,
       concat_ws(E'\n',
           'max_connections=' || current_setting('max_connections'),
           'superuser_reserved_connections=' || current_setting('superuser_reserved_connections'),
           'reserved_connections=' || current_setting('reserved_connections', true), -- since 16
           'statement_timeout=' || current_setting('poolmon.statement_timeout', true),
           'idle_in_transaction_session_timeout='
               || current_setting('poolmon.idle_in_transaction_session_timeout', true),
           'idle_session_timeout=' || current_setting('poolmon.idle_session_timeout', true),
           'tcp_keepalives_idle=' || current_setting('tcp_keepalives_idle'),
           'tcp_keepalives_interval=' || current_setting('tcp_keepalives_interval'),
           'tcp_keepalives_count=' || current_setting('tcp_keepalives_count')),
       NULL, date_part('epoch', clock_timestamp()), NULL, NULL, NULL, NULL
