UNION ALL
-- How much the server has done so far. Asked only of servers that are watched: before version 15 the
-- counters have to be fetched from another process.
SELECT 'activity', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL,
       sum(pg_stat_get_db_xact_commit(oid) + pg_stat_get_db_xact_rollback(oid))::bigint
  FROM pg_database
