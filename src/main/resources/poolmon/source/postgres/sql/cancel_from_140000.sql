-- Ends the statement of a session, if it is still the session that was looked at: a pid is used again,
-- a pid with the time of its start is not. Never our own session, never a walsender or a worker.
-- The last condition holds only where the session must not have gone on since the look either.
SELECT pg_catalog.pg_cancel_backend(a.pid) AS done
  FROM pg_catalog.pg_stat_activity AS a
 WHERE a.pid = ?
   AND a.backend_start = ?
   AND a.backend_type = 'client backend'
   AND a.pid <> pg_catalog.pg_backend_pid()
   AND (? OR a.state_change = ?)
