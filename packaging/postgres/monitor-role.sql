-- The role that poolmon logs in with: it reads who is connected, and nothing else.
--
--   psql -d DATABASE -f monitor-role.sql
--   psql -d DATABASE -c '\password poolmon'
--
-- Without pg_read_all_stats a server keeps the state of other roles' sessions to itself.
CREATE ROLE poolmon LOGIN;
GRANT pg_read_all_stats TO poolmon;
ALTER ROLE poolmon SET default_transaction_read_only = on;
ALTER ROLE poolmon SET statement_timeout = '5s';
-- Only if poolmon is to end sessions (leaks --terminate): GRANT pg_signal_backend TO poolmon;
