-- What keeps our session from staying on the server, or in anybody's way, when we are gone. What
-- stood there before is kept aside: it is what the server gives to others. Goes ahead of each
-- statement, in the same message and the same transaction. ? is the time in milliseconds.
SELECT set_config('poolmon.statement_timeout', current_setting('statement_timeout'), true),
       set_config('poolmon.idle_in_transaction_session_timeout',
                  current_setting('idle_in_transaction_session_timeout'), true),
       set_config('statement_timeout', '?', true),
       set_config('lock_timeout', '?', true),
       set_config('idle_in_transaction_session_timeout', '?', true)
