package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `poolmon leaks` against real sessions of a real PostgreSQL.
class LeaksCommandTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final Deque<Connection> open = new ArrayDeque<>();
    private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void table() throws SQLException {
        SERVER.execute(
                "CREATE TABLE leaks_orders (id int PRIMARY KEY, state text)",
                "INSERT INTO leaks_orders SELECT n, 'open' FROM generate_series(1, 10) n",
                "CREATE ROLE leaks_plain LOGIN");
    }

    @AfterEach
    void close() throws SQLException {
        SERVER.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'leaks-%'");
        while (!open.isEmpty()) {
            open.pop().close();
        }
        running.close();
        SERVER.await(0, "application_name LIKE 'leaks-%'");
    }

    private int idleInTransaction(String application, String sql) throws SQLException {
        Connection connection = SERVER.open(application);
        open.push(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private void run(String application, String sql) {
        running.submit(
                () -> {
                    try (Connection connection = SERVER.open(application);
                            Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    @Test
    void nothingHeldIsHealthy() {
        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn());

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out()).startsWith("HEALTHY ");
    }

    @Test
    void sessionsLeakedByOneCodePathAreOneGroupWithItsStatement() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            idleInTransaction("leaks-api", "SELECT * FROM leaks_orders WHERE id = " + i);
        }
        SERVER.await(
                3,
                "application_name = 'leaks-api' AND state = 'idle in transaction'"
                        + " AND clock_timestamp() - state_change > '100ms'");

        Cli.Result result =
                Cli.BARE.run(
                        "leaks", "--dsn", SERVER.dsn(), "--idle-tx-after", "20ms", "-o", "json");

        assertThat(result.exit()).as("five times the age is critical").isEqualTo(2);
        JsonNode target = Schema.report(result.out()).at("/targets/0");
        assertThat(target.get("sessions")).hasSize(3);
        JsonNode session = target.at("/sessions/0");
        assertThat(session.get("verdict").textValue()).isEqualTo("leak-suspect");
        assertThat(session.get("severity").textValue()).isEqualTo("critical");
        assertThat(session.get("state").textValue()).isEqualTo("idle in transaction");
        assertThat(session.get("application_name").textValue()).isEqualTo("leaks-api");
        assertThat(session.get("duration_seconds").doubleValue()).isGreaterThan(0.09);
        assertThat(session.get("transaction_seconds").doubleValue()).isGreaterThan(0.09);
        assertThat(target.get("groups")).hasSize(1);
        assertThat(target.at("/groups/0/count").intValue()).isEqualTo(3);
        assertThat(target.at("/findings/0/code").textValue()).isEqualTo("leak-suspected");
        assertThat(target.at("/findings/0/evidence/0").textValue())
                .contains("3 × leaks-api", "SELECT * FROM leaks_orders WHERE id = ?");
    }

    @Test
    void aShortTransactionIsNoLeak() throws SQLException {
        idleInTransaction("leaks-short", "SELECT 1");

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(result.exit()).isZero();
        assertThat(Schema.report(result.out()).at("/targets/0/sessions/0/verdict").textValue())
                .isEqualTo("ok");
    }

    @Test
    void anAbortedTransactionIsToldByItsOwnName() throws SQLException {
        Connection connection = SERVER.open("leaks-aborted");
        open.push(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet _ = statement.executeQuery("SELECT 1/0")) {
            throw new AssertionError("the statement must fail");
        } catch (SQLException expected) {
            SERVER.await(1, "state = 'idle in transaction (aborted)'");
        }

        Cli.Result result =
                Cli.BARE.run(
                        "leaks", "--dsn", SERVER.dsn(), "--idle-tx-after", "1ms", "-o", "json");

        assertThat(Schema.report(result.out()).at("/targets/0/sessions/0/verdict").textValue())
                .isEqualTo("aborted-transaction");
        assertThat(result.exit()).isPositive();
    }

    @Test
    void aLockChainNamesItsRoot() throws SQLException {
        int root =
                idleInTransaction(
                        "leaks-root", "UPDATE leaks_orders SET state = 'held' WHERE id = 1");
        run("leaks-waiter", "UPDATE leaks_orders SET state = 'a' WHERE id = 1");
        SERVER.await(1, "application_name = 'leaks-waiter' AND wait_event_type = 'Lock'");
        run("leaks-waiter", "UPDATE leaks_orders SET state = 'b' WHERE id = 1");
        SERVER.await(
                2,
                "application_name = 'leaks-waiter' AND wait_event_type = 'Lock'"
                        + " AND clock_timestamp() - query_start > '5.5s'");

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(result.exit()).isEqualTo(1);
        JsonNode report = Schema.report(result.out());
        assertThat(report.at("/targets/0/sessions"))
                .filteredOn(session -> session.get("verdict").textValue().equals("blocked"))
                .hasSize(2);
        assertThat(report.at("/targets/0/sessions"))
                .anySatisfy(
                        session -> {
                            assertThat(session.get("pid").intValue()).isEqualTo(root);
                            assertThat(session.get("blocking")).isNotEmpty();
                        });
        assertThat(report.at("/findings"))
                .anySatisfy(
                        finding -> {
                            assertThat(finding.get("code").textValue()).isEqualTo("lock-chain");
                            assertThat(finding.get("summary").textValue())
                                    .startsWith("session " + root + " (leaks-root")
                                    .contains("blocks 2 sessions");
                        });
    }

    @Test
    void aLongQueryIsTold() {
        run("leaks-query", "SELECT pg_sleep(600)");
        SERVER.await(
                1,
                "application_name = 'leaks-query' AND state = 'active'"
                        + " AND clock_timestamp() - query_start > '100ms'");

        Cli.Result result =
                Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "--query-after", "50ms", "-o", "json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(Schema.report(result.out()).at("/targets/0/sessions/0/verdict").textValue())
                .isEqualTo("long-query");
    }

    @Test
    void whatIsHiddenIsNeverHealthy() throws SQLException {
        idleInTransaction("leaks-hidden", "SELECT 1");

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn("leaks_plain"), "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(Schema.report(result.out()).at("/findings/0/code").textValue())
                .isEqualTo("sessions-hidden");
    }

    private static List<String> applications(Cli.Result result) {
        List<String> applications = new ArrayList<>();
        Schema.report(result.out())
                .at("/targets/0/sessions")
                .forEach(s -> applications.add(s.at("/application_name").asText()));
        return applications;
    }

    private static Cli.Result json(String... more) {
        List<String> line = new ArrayList<>(List.of("leaks", "--dsn", SERVER.dsn(), "-o", "json"));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--app leaks-orders                 | leaks-orders",
                "--app leaks-or*                    | leaks-orders",
                "--app leaks-orders --app leaks-pay | leaks-orders, leaks-pay",
                "--query from.leaks_ORDERS          | leaks-pay",
                "--state active --app leaks-*       | ",
                "--state idle-in-transaction --app leaks-* | leaks-orders, leaks-pay",
                "--state aborted                    | leaks-broken",
                "--user nobody                      | ",
                "--database nowhere                 | ",
                "--client 10.9.8.7                  | ",
                "--min-duration 1h --app leaks-*    | "
            })
    void filtersChooseWhatIsListed(String options, @Nullable String expected) throws Exception {
        idleInTransaction("leaks-orders", "SELECT 1");
        idleInTransaction("leaks-pay", "SELECT state FROM leaks_orders");
        assertThatThrownBy(() -> idleInTransaction("leaks-broken", "SELECT 1/0"));

        List<String> listed = applications(json(options.split(" ")));

        assertThat(listed)
                .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(", "));
    }

    /// A filter that matches nothing would else read as good news.
    @Test
    void aFilterThatSelectsNothingSaysSo() {
        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), "--app", "no-such-app");

        assertThat(result.out()).contains("nothing-selected", "none is what --app");
    }

    /// What is filtered out may still be what a selected session waits for.
    @Test
    void theBlockerOfASelectedSessionIsNamedThoughItIsNotSelected() throws Exception {
        int blocker =
                idleInTransaction("leaks-root", "UPDATE leaks_orders SET state = 'x' WHERE id = 3");
        run("leaks-waiter", "UPDATE leaks_orders SET state = 'y' WHERE id = 3");
        SERVER.await(1, "application_name = 'leaks-waiter' AND wait_event_type = 'Lock'");

        JsonNode report = Schema.report(json("--app", "leaks-waiter").out());

        assertThat(report.at("/targets/0/sessions")).hasSize(1);
        assertThat(report.at("/targets/0/sessions/0/blocked_by/0").asInt()).isEqualTo(blocker);
    }

    /// A leak outside a transaction looks like any idle session.
    @Test
    void allListsOrdinaryIdleSessionsToo() throws Exception {
        open.push(SERVER.open("leaks-idle"));

        assertThat(applications(json("--app", "leaks-idle"))).isEmpty();
        assertThat(applications(json("--app", "leaks-idle", "--all")))
                .containsExactly("leaks-idle");
        assertThat(applications(json("--app", "leaks-idle", "--state", "idle")))
                .containsExactly("leaks-idle");
        assertThat(
                        Cli.BARE
                                .run("leaks", "--dsn", SERVER.dsn(), "--app", "leaks-idle", "--all")
                                .out())
                .contains("leaks-idle");
    }

    @Test
    void theListIsSortedAndCutAndTheVerdictStays() throws Exception {
        int first = idleInTransaction("leaks-a", "SELECT 1");
        int second = idleInTransaction("leaks-b", "SELECT 2");

        JsonNode byPid = Schema.report(json("--sort", "pid", "--app", "leaks-*").out());
        JsonNode cut =
                Schema.report(
                        json(
                                        "--sort",
                                        "duration",
                                        "--limit",
                                        "1",
                                        "--idle-tx-after",
                                        "1ms",
                                        "--app",
                                        "leaks-*")
                                .out());

        assertThat(byPid.at("/targets/0/sessions/0/pid").asInt())
                .isEqualTo(Math.min(first, second));
        assertThat(cut.at("/targets/0/sessions")).hasSize(1);
        assertThat(cut.at("/targets/0/sessions/0/pid").asInt()).isEqualTo(first);
        assertThat(cut.at("/targets/0/findings").toString()).contains("2 sessions are idle");
    }

    @Test
    void statementsArePrintedToTheirEndWhereThatIsAskedFor() throws Exception {
        String end = "the_very_end_of_the_statement";
        idleInTransaction("leaks-long", "SELECT 1 AS " + "a".repeat(40) + ", 2 AS " + end);
        String[] line = {"leaks", "--dsn", SERVER.dsn(), "--app", "leaks-long"};
        String[] whole = {"leaks", "--dsn", SERVER.dsn(), "--app", "leaks-long", "--full-query"};

        assertThat(Cli.BARE.onTerminal(80).run(line).out()).doesNotContain(end);
        assertThat(Cli.BARE.onTerminal(80).run(whole).out()).contains(end);
    }

    @Test
    void theStatementThatIsRunCanBeReadBeforeItIs() throws Exception {
        Cli.Result result = Cli.BARE.run("leaks", "--sql");

        assertThat(result.exit()).isZero();
        try (Connection connection = SERVER.open("leaks-sql");
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute(result.out())).isTrue();
        }
        assertThat(Cli.BARE.run("db", "--sql").out()).isEqualTo(result.out());
        assertThat(Cli.BARE.with("POOLMON_OUTPUT", "json").run("db", "--sql").out())
                .as("what is set for all commands is not about this")
                .isEqualTo(result.out());
    }

    @ParameterizedTest
    @CsvSource({"--state, sleeping", "--query, (", "--limit, 0", "--sort, size"})
    void whatMakesNoSenseIsAUsageError(String option, String value) {
        Cli.Result result = Cli.BARE.run("leaks", "--dsn", SERVER.dsn(), option, value);

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains(option);
    }
}
