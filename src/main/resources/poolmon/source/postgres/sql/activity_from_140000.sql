UNION ALL
-- How much was done in each database so far, times in milliseconds. Asked only of servers that are watched:
-- before version 15 the counters have to be fetched from another process. What a session that is in
-- the middle of something has done counts when that ends.
SELECT 'activity', NULL, NULL, d.oid, each.what, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, each.amount
  FROM pg_database AS d,
       unnest('{transactions,active,idle in transaction,session}'::name[],
              ARRAY[pg_stat_get_db_xact_commit(d.oid) + pg_stat_get_db_xact_rollback(d.oid),
                    pg_stat_get_db_active_time(d.oid)::bigint,
                    pg_stat_get_db_idle_in_transaction_time(d.oid)::bigint,
                    pg_stat_get_db_session_time(d.oid)::bigint]) AS each (what, amount)
