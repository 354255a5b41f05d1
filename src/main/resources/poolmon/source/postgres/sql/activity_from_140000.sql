UNION ALL
-- How much the server has done so far, times in milliseconds. Asked only of servers that are watched:
-- before version 15 the counters have to be fetched from another process. What a session that is in
-- the middle of something has done counts when that ends.
SELECT 'activity', NULL, NULL, NULL, each.what, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, each.amount
  FROM (SELECT sum(pg_stat_get_db_xact_commit(oid) + pg_stat_get_db_xact_rollback(oid))::bigint,
               sum(pg_stat_get_db_active_time(oid))::bigint,
               sum(pg_stat_get_db_idle_in_transaction_time(oid))::bigint,
               sum(pg_stat_get_db_session_time(oid))::bigint
          FROM pg_database) AS done (transactions, active, idle_in_transaction, session),
       unnest('{transactions,active,idle in transaction,session}'::name[],
              ARRAY[transactions, active, idle_in_transaction, session]) AS each (what, amount)
