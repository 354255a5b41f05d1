-- What keeps our session from staying on the server, or in anybody's way, when we are gone, and what
-- keeps us from running functions that somebody has put in the way of the server's own. What limits
-- there were before is kept aside: it is what the server gives to others. Goes ahead of each
-- statement, in the same message and the same transaction. ? is the time in milliseconds. A session
-- that is kept open is idle between looks: of a client whose host has vanished no server hears.
SELECT pg_catalog.set_config('search_path', 'pg_catalog', true),
       pg_catalog.set_config('poolmon.statement_timeout',
           pg_catalog.current_setting('statement_timeout'), true),
       pg_catalog.set_config('poolmon.idle_in_transaction_session_timeout',
           pg_catalog.current_setting('idle_in_transaction_session_timeout'), true),
       pg_catalog.set_config('poolmon.idle_session_timeout',
           pg_catalog.current_setting('idle_session_timeout'), true),
       pg_catalog.set_config('statement_timeout', '?', true),
       pg_catalog.set_config('lock_timeout', '?', true),
       pg_catalog.set_config('idle_in_transaction_session_timeout', '?', true),
       pg_catalog.set_config('idle_session_timeout', '5min', true)
