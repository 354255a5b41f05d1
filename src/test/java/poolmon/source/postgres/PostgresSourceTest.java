package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

import poolmon.fixture.Postgres;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Host;
import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Pool.ConnectionLimit.Scope;
import poolmon.model.Pool.ServerSlots;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.Visibility;
import poolmon.model.Safeguards;
import poolmon.model.Secret;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Session.State;
import poolmon.model.Target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is read of a real server that lets us in.
class PostgresSourceTest {
    private final Postgres postgres = new Postgres();

    @AfterEach
    void close() throws SQLException {
        postgres.close();
    }

    private static Answer answer(Target.Postgres target) {
        return new PostgresSource().read(target, Deadline.in(Duration.ofSeconds(10)));
    }

    private static ServerReading read(Target.Postgres target) {
        return assertThat(answer(target))
                .asInstanceOf(type(Answer.Given.class))
                .extracting(Answer.Given::reading)
                .asInstanceOf(type(ServerReading.class))
                .actual();
    }

    private static ServerReading readAs(String user) {
        return read(Postgres.target(user, "postgres"));
    }

    private static Session session(ServerReading reading, String application) {
        return reading.sessions().stream()
                .filter(session -> session.applicationName().raw().equals(application))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ourOwnSessionIsCountedAndNotListed() {
        ServerReading reading = readAs("postgres");

        assertThat(reading.version()).startsWith("18.");
        assertThat(reading.sessions())
                .extracting(session -> session.applicationName().raw())
                .containsExactly(Postgres.ADMINISTRATION);
        assertThat(reading.slots())
                .isEqualTo(
                        new ServerSlots(
                                new ServerText("server"),
                                Postgres.MAX_CONNECTIONS,
                                3,
                                2,
                                2,
                                1,
                                0,
                                1,
                                0));
        assertThat(reading.slots().usable()).isEqualTo(25);
    }

    @Test
    void eachStateIsReadWithItsAges() throws SQLException {
        postgres.session("waits", "app", "postgres");
        postgres.idleInTransaction("leaks", "app", "SELECT 'orders'");
        postgres.aborted("failed", "app");
        postgres.running("works", "app", "SELECT pg_sleep(60)");
        Postgres.awaitCount(1, "application_name = 'works' AND wait_event = 'PgSleep'");
        Postgres.awaitCount(
                1, "application_name = 'leaks' AND clock_timestamp() - state_change > '300 ms'");

        ServerReading reading = readAs("postgres");

        assertThat(session(reading, "waits").state()).contains(State.IDLE);
        assertThat(session(reading, "failed").state()).contains(State.ABORTED);
        Session works = session(reading, "works");
        assertThat(works.state()).contains(State.ACTIVE);
        assertThat(works.waitEvent()).contains(new ServerText("PgSleep"));
        assertThat(works.query().raw()).isEqualTo("SELECT pg_sleep(60)");
        assertThat(works.queryAge().orElseThrow()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        Session leaks = session(reading, "leaks");
        assertThat(leaks.state()).contains(State.IDLE_IN_TRANSACTION);
        assertThat(leaks.query().raw()).isEqualTo("SELECT 'orders'");
        assertThat(leaks.user()).contains(new ServerText("app"));
        assertThat(leaks.clientAddress()).contains(new ServerText("127.0.0.1"));
        assertThat(leaks.inState().orElseThrow())
                .isBetween(Duration.ofMillis(300), Duration.ofMinutes(1));
        assertThat(leaks.transactionAge().orElseThrow())
                .isGreaterThanOrEqualTo(leaks.inState().orElseThrow());
        assertThat(Duration.between(leaks.backendStart().orElseThrow(), Instant.now()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(reading.slots().used()).isEqualTo(6);
        assertThat(reading.slots().active()).isEqualTo(2);
        assertThat(reading.slots().inTransaction()).isEqualTo(2);
        assertThat(reading.slots().idle()).isEqualTo(2);
    }

    @Test
    void whoeverWaitsForALockNamesTheOneThatHoldsIt() throws SQLException {
        Postgres.run("CREATE TABLE stock (id int PRIMARY KEY, amount int)");
        try {
            Postgres.run("INSERT INTO stock VALUES (1, 10)");
            postgres.idleInTransaction("root", "postgres", "UPDATE stock SET amount = 1");
            postgres.running("first", "postgres", "UPDATE stock SET amount = 2");
            Postgres.awaitCount(1, "application_name = 'first' AND wait_event_type = 'Lock'");
            postgres.running("second", "postgres", "UPDATE stock SET amount = 3");
            Postgres.awaitCount(1, "application_name = 'second' AND wait_event_type = 'Lock'");

            ServerReading reading = readAs("postgres");

            assertThat(session(reading, "root").blockedBy()).isEmpty();
            assertThat(session(reading, "first").blockedBy()).containsExactly(Postgres.pid("root"));
            assertThat(session(reading, "second").blockedBy())
                    .containsExactly(Postgres.pid("first"));
        } finally {
            postgres.close();
            Postgres.run("DROP TABLE stock");
        }
    }

    @Test
    void aPlainRoleLosesNoSessionThatIsHiddenFromIt() throws SQLException {
        for (int i = 0; i < 4; i++) {
            postgres.session("orders", "app", "postgres");
        }
        try (Connection plain = postgres.session("naive", "plain", "postgres");
                Statement statement = plain.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"
                                        + " AND backend_type = 'client backend'")) {
            row.next();
            assertThat(row.getInt(1)).as("what the obvious filter finds").isZero();
        }
        Postgres.awaitCount(0, "application_name = 'naive'");

        ServerReading reading = readAs("plain");

        assertThat(reading.visibility()).isEqualTo(new Visibility(false, 5));
        assertThat(reading.slots().hidden()).isEqualTo(5);
        assertThat(reading.slots().used()).isEqualTo(6);
        Session hidden = session(reading, "orders");
        assertThat(hidden.isHidden()).isTrue();
        assertThat(hidden.user()).contains(new ServerText("app"));
        assertThat(hidden.inState()).isEmpty();
        assertThat(hidden.clientAddress()).isEmpty();
    }

    @Test
    void pgMonitorSeesAll() throws SQLException {
        postgres.idleInTransaction("orders", "app", "SELECT 1");

        ServerReading reading = readAs("monitor");

        assertThat(reading.visibility().all()).isTrue();
        assertThat(reading.visibility().hidden()).isZero();
        assertThat(session(reading, "orders").state()).contains(State.IDLE_IN_TRANSACTION);
    }

    @Test
    void limitsOfDatabasesAndRolesAreCounted() throws SQLException {
        postgres.session("one", "limited", "postgres");
        postgres.session("two", "app", "shop");
        postgres.session("three", "app", "shop");

        assertThat(readAs("postgres").limits())
                .containsExactlyInAnyOrder(
                        new ConnectionLimit(Scope.DATABASE, new ServerText("shop"), 5, 2),
                        new ConnectionLimit(Scope.ROLE, new ServerText("limited"), 2, 1));
    }

    @Test
    void aLimitThatNobodyUsesIsNamedToo() {
        assertThat(readAs("postgres").limits())
                .contains(new ConnectionLimit(Scope.ROLE, new ServerText("limited"), 2, 0));
    }

    @Test
    void oneStatementBehindItsTimeLimitIsAllThatTheServerIsAsked() throws SQLException {
        Postgres.run("SELECT pg_stat_statements_reset()");

        readAs("monitor");

        assertThat(
                        Postgres.number(
                                "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s"
                                        + " JOIN pg_roles r ON r.oid = s.userid"
                                        + " WHERE r.rolname = 'monitor'"
                                        + " AND s.query NOT LIKE 'SELECT pg_catalog.set_config(%'"))
                .isEqualTo(1);
        assertThat(
                        Postgres.number(
                                "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s"
                                        + " JOIN pg_roles r ON r.oid = s.userid"
                                        + " WHERE r.rolname = 'monitor'"))
                .isEqualTo(2);
    }

    @Test
    void ourSessionIsNamedReadOnlyAndGivesUpByItself() throws Exception {
        Target.Postgres target = Postgres.target("postgres", "postgres");
        Deadline deadline = Deadline.in(Duration.ofSeconds(7));
        String question =
                "SELECT current_setting('application_name'),"
                        + " current_setting('default_transaction_read_only'),"
                        + " current_setting('statement_timeout'),"
                        + " current_setting('lock_timeout'),"
                        + " current_setting('idle_in_transaction_session_timeout')";
        try (Wire wire = new Wire(target.hosts().getFirst(), deadline, Duration.ofSeconds(7));
                Connection connection =
                        new PgConnection(
                                new HostSpec[] {new HostSpec("127.0.0.1", Postgres.port())},
                                new ConnectionProperties(target, deadline).with(wire),
                                "jdbc:postgresql:");
                Statement statement = connection.createStatement()) {
            statement.execute(Queries.limits(6_543, false) + ";" + question);
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("poolmon");
                assertThat(row.getString(2)).isEqualTo("on");
                assertThat(row.getString(3)).isEqualTo("6543ms");
                assertThat(row.getString(4)).isEqualTo("6543ms");
                assertThat(row.getString(5)).isEqualTo("6543ms");
            }
            try (ResultSet row = statement.executeQuery(question)) {
                row.next();
                assertThat(row.getString(3)).as("only in the same message").isEqualTo("0");
            }
            // of a session that stays: between looks only this limit counts
            statement.execute(Queries.limits(6_543, true));
            try (ResultSet row = statement.executeQuery("SHOW idle_session_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("5min");
            }
        }
    }

    @Test
    void theTimeLimitEndsOurStatementOnTheServer() throws Exception {
        Target.Postgres target = Postgres.target("postgres", "postgres");
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        try (Wire wire = new Wire(target.hosts().getFirst(), deadline, Duration.ofSeconds(7));
                Connection connection =
                        new PgConnection(
                                new HostSpec[] {new HostSpec("127.0.0.1", Postgres.port())},
                                new ConnectionProperties(target, deadline).with(wire),
                                "jdbc:postgresql:");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(
                            () ->
                                    statement.execute(
                                            Queries.limits(50, false) + ";SELECT pg_sleep(600)"))
                    .hasMessageContaining("statement timeout");
        }
    }

    @Test
    void functionsThatSomebodyPutInTheWayAreNotRun() throws SQLException {
        Postgres.run("CREATE SCHEMA trap");
        Postgres.run(
                "CREATE FUNCTION trap.age(xid) RETURNS int LANGUAGE sql AS 'SELECT 1 / 0'",
                "CREATE FUNCTION trap.array_to_string(text[], text) RETURNS text LANGUAGE sql AS"
                        + " 'SELECT (1 / 0)::text'",
                "CREATE FUNCTION trap.set_config(text, text, boolean) RETURNS text LANGUAGE sql AS"
                        + " 'SELECT (1 / 0)::text'");
        Postgres.run("ALTER ROLE monitor SET search_path = trap, pg_catalog");
        try {
            assertThat(readAs("monitor").slots().used()).isEqualTo(2);
        } finally {
            Postgres.run("ALTER ROLE monitor RESET search_path", "DROP SCHEMA trap CASCADE");
        }
    }

    @Test
    void whatTheServerSetsForOthersIsRead() throws SQLException {
        Postgres.run("ALTER ROLE app SET idle_in_transaction_session_timeout = '5min'");
        Postgres.run("ALTER DATABASE shop SET idle_in_transaction_session_timeout = '90s'");
        try {
            Safeguards safeguards = readAs("monitor").safeguards();

            String name = "idle_in_transaction_session_timeout";
            assertThat(safeguards.time(name)).contains(Duration.ZERO);
            assertThat(safeguards.time("statement_timeout")).contains(Duration.ZERO);
            assertThat(safeguards.time("idle_session_timeout"))
                    .as("the server's, and not ours")
                    .contains(Duration.ZERO);
            assertThat(safeguards.time("tcp_keepalives_idle").orElseThrow()).isPositive();
            assertThat(safeguards.time(name, text("app"), text("shop")))
                    .contains(Duration.ofMinutes(5));
            assertThat(safeguards.time(name, text("plain"), text("shop")))
                    .contains(Duration.ofSeconds(90));
            assertThat(safeguards.time(name, text("plain"), text("postgres")))
                    .contains(Duration.ZERO);
        } finally {
            Postgres.run("ALTER ROLE app RESET idle_in_transaction_session_timeout");
            Postgres.run("ALTER DATABASE shop RESET idle_in_transaction_session_timeout");
        }
    }

    private static Optional<ServerText> text(String text) {
        return Optional.of(new ServerText(text));
    }

    @Test
    void theOptionsOfTheDsnAreKeptAndOursWin() {
        Target.Postgres target =
                with(
                        Postgres.target("postgres", "postgres"),
                        Map.of("options", "-c statement_timeout=1 -c search_path=shop"));

        assertThat(read(target).slots().used()).isEqualTo(2);
    }

    @Test
    void logsInWithAPasswordByScram() {
        assertThat(
                        read(Postgres.target(
                                        "secretive",
                                        "postgres",
                                        Optional.of(new Secret(Postgres.PASSWORD))))
                                .slots()
                                .used())
                .isEqualTo(2);
    }

    @Test
    void goesOnToTheNextHostAndTellsOfBoth() {
        Target.Postgres target = Postgres.target("postgres", "postgres");
        Answer answer =
                answer(
                        new Target.Postgres(
                                List.of(new Host("127.0.0.1", 1), target.hosts().getFirst()),
                                target.database(),
                                target.user(),
                                Optional.empty(),
                                Map.of("target_session_attrs", "read-write")));

        assertThat(answer).isInstanceOf(Answer.Given.class);
        assertThat(answer.tried()).hasSize(2);
        assertThat(answer.tried().getFirst()).contains("127.0.0.1:1").contains("refused");
        assertThat(answer.tried().getLast()).contains("PostgreSQL 18.");
    }

    @Test
    void takesAPrimaryWhereAStandbyIsOnlyPreferred() {
        assertThat(
                        read(with(
                                        Postgres.target("postgres", "postgres"),
                                        Map.of("target_session_attrs", "prefer-standby")))
                                .slots()
                                .used())
                .isEqualTo(2);
    }

    @Test
    void hostileNamesAndQueriesArriveAsTheyAre() throws SQLException {
        String query = "SELECT '\u001b[2J\u202e' /* " + "x".repeat(900) + " */";
        postgres.idleInTransaction("na\\me'", "app", query);

        Session session = session(readAs("postgres"), "na\\me'");

        assertThat(session.applicationName().raw()).isEqualTo("na\\me'");
        assertThat(session.query().raw()).isEqualTo(query);
    }

    private static Target.Postgres with(Target.Postgres target, Map<String, String> parameters) {
        return new Target.Postgres(
                target.hosts(), target.database(), target.user(), target.password(), parameters);
    }
}
