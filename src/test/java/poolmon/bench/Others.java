package poolmon.bench;

import java.util.Optional;

/// What one would run instead of poolmon.
///
/// @param stage the servers that they look at
record Others(Stage stage) {
    private static final String GROUPED =
            "SELECT application_name, usename, datname, client_addr, state, count(*)"
                    + " FROM pg_stat_activity GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC";
    private static final String LISTED =
            "SELECT pid, usename, application_name, client_addr, state, wait_event, now() -"
                    + " xact_start, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE state"
                    + " <> 'idle' ORDER BY xact_start";

    /// Whether sessions fit into slots, as the Nagios plugin tells it.
    Optional<Contender> checkBackends(String role) {
        return checkPostgres("backends", role);
    }

    /// Who is idle in a transaction, as the same plugin tells it.
    Optional<Contender> checkIdle(String role) {
        return checkPostgres("txn_idle", role);
    }

    /// The same by hand: who has the sessions.
    Optional<Contender> psqlGrouped(String role) {
        return psql("psql, sessions grouped", role, GROUPED);
    }

    /// The same by hand: each session that does something, and who blocks it.
    Optional<Contender> psqlListed(String role) {
        return psql("psql, sessions listed", role, LISTED);
    }

    Optional<Contender> curl() {
        return Contender.shell("curl … \\| jq .", curlLine(), "curl", "jq");
    }

    Optional<Contender> redisInfo() {
        return Contender.shell(
                "redis-cli info", "redis-cli -p " + stage.redisPort() + " info", "redis-cli");
    }

    Optional<Contender> redisClients() {
        return Contender.shell("redis-cli info; redis-cli client list", redisLine(), "redis-cli");
    }

    /// A service and its database.
    Optional<Contender> idleAndCurl() {
        return Contender.shell(
                "check_postgres txn_idle; curl … \\| jq .",
                checkLine("txn_idle", "monitor") + "; " + curlLine(),
                "check_postgres",
                "curl",
                "jq");
    }

    /// All there is.
    Optional<Contender> all() {
        return Contender.shell(
                "check_postgres backends, txn_idle; redis-cli …; curl … \\| jq .",
                checkLine("backends", "monitor")
                        + "; "
                        + checkLine("txn_idle", "monitor")
                        + "; "
                        + redisLine()
                        + "; "
                        + curlLine(),
                "check_postgres",
                "redis-cli",
                "curl",
                "jq");
    }

    private String curlLine() {
        return "curl -s " + stage.service() + "/api/v1/health/pools | jq .";
    }

    private String redisLine() {
        String cli = "redis-cli -p " + stage.redisPort();
        return cli + " info; " + cli + " client list";
    }

    private Optional<Contender> checkPostgres(String action, String role) {
        return Contender.shell(
                "check_postgres " + action, "exec " + checkLine(action, role), "check_postgres");
    }

    private String checkLine(String action, String role) {
        return "check_postgres --action="
                + action
                + " -H 127.0.0.1 -p "
                + stage.postgres().port()
                + " --dbuser="
                + role
                + " --dbname=postgres"
                + (action.equals("txn_idle") ? " --warning=60s --critical=300s" : "");
    }

    private Optional<Contender> psql(String label, String role, String sql) {
        String line = "exec psql -X '" + stage.postgres().dsn(role) + "' -c \"" + sql + "\"";
        return Contender.shell(label, line, "psql");
    }
}
