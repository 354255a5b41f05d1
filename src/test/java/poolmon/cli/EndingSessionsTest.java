package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

import poolmon.config.Environment;
import poolmon.config.PostgresDsn;
import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Ending;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Session;
import poolmon.model.SessionControl.Act;
import poolmon.model.Target;
import poolmon.source.Sources;

import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Ending sessions of a real PostgreSQL, and above all: not ending others.
class EndingSessionsTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Deque<Connection> open = new ArrayDeque<>();
    private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void roles() throws SQLException {
        SERVER.execute(
                "CREATE ROLE ending_plain LOGIN",
                "CREATE ROLE ending_monitor LOGIN IN ROLE pg_monitor");
    }

    @AfterEach
    void close() throws SQLException {
        SERVER.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'ending-%'");
        while (!open.isEmpty()) {
            open.pop().close();
        }
        running.close();
        SERVER.await(0, "application_name LIKE 'ending-%'");
    }

    private int idleInTransaction(String application) throws SQLException {
        Connection connection = SERVER.open(application);
        open.push(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 42");
        }
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private void sleeping(String application) throws Exception {
        running.submit(
                () -> {
                    try (Connection connection = SERVER.open(application);
                            Statement statement = connection.createStatement()) {
                        return statement.execute("SELECT pg_sleep(600)");
                    }
                });
        SERVER.await(1, "application_name = '" + application + "' AND state = 'active'");
    }

    private static int number(String sql) throws SQLException {
        return Integer.parseInt(SERVER.ask(sql));
    }

    private static int pid(String application) throws SQLException {
        return number(
                "SELECT pid FROM pg_stat_activity WHERE application_name = '" + application + "'");
    }

    private static void alive(String application) throws SQLException {
        assertThat(
                        number(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
                                        + application
                                        + "'"))
                .isEqualTo(1);
    }

    private static Cli.Result leaks(Cli cli, String dsn, String... more) {
        List<String> line = new ArrayList<>(List.of("leaks", "--dsn", dsn));
        line.addAll(List.of(more));
        return cli.run(line.toArray(String[]::new));
    }

    private static Cli.Result leaks(String... more) {
        return leaks(Cli.BARE, SERVER.dsn(), more);
    }

    private static JsonNode ending(Cli.Result result) {
        return Schema.report(result.out()).at("/endings/0");
    }

    @Test
    void aSessionIsEndedAndNoOther() throws Exception {
        int pid = idleInTransaction("ending-one");
        idleInTransaction("ending-other");

        Cli.Result result = leaks("--terminate", Integer.toString(pid), "--yes", "-o", "json");

        assertThat(ending(result).at("/outcome").asText()).isEqualTo("done");
        assertThat(ending(result).at("/pid").asInt()).isEqualTo(pid);
        assertThat(result.exit()).isZero();
        SERVER.await(0, "application_name = 'ending-one'");
        alive("ending-other");
    }

    @Test
    void severalPidsMayFollowOneOption() throws Exception {
        int one = idleInTransaction("ending-one");
        int two = idleInTransaction("ending-two");

        Cli.Result result =
                leaks("--terminate", Integer.toString(one), Integer.toString(two), "--yes");

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("pid " + one + ": it is terminated");
        SERVER.await(0, "application_name LIKE 'ending-%'");
    }

    @Test
    void aStatementIsCancelledAndItsSessionStaysUsable() throws Exception {
        sleeping("ending-sleeper");
        int pid = pid("ending-sleeper");

        Cli.Result result = leaks("--cancel", Integer.toString(pid), "-y", "-o", "json");

        assertThat(ending(result).at("/outcome").asText()).isEqualTo("done");
        SERVER.await(0, "pid = " + pid + " AND state = 'active'");
    }

    @Test
    void aSessionThatRunsNothingIsNotCancelledAndThatIsSaid() throws Exception {
        int pid = idleInTransaction("ending-idle");

        Cli.Result result = leaks("--cancel", Integer.toString(pid), "--yes", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(ending(result).at("/outcome").asText()).isEqualTo("refused");
        assertThat(ending(result).at("/message").asText()).contains("--terminate");
    }

    @Test
    void theSuspectsAreEndedAndNobodyElse() throws Exception {
        idleInTransaction("ending-leak");
        sleeping("ending-worker");
        open.push(SERVER.open("ending-idle"));

        Cli.Result result =
                leaks(
                        "--terminate-suspects",
                        "--yes",
                        "--idle-tx-after",
                        "1ms",
                        "--app",
                        "ending-*");

        assertThat(result.exit()).as(result.out()).isZero();
        SERVER.await(0, "application_name = 'ending-leak'");
        alive("ending-worker");
        alive("ending-idle");
    }

    @Test
    void withoutSuspectsNothingIsDone() throws Exception {
        idleInTransaction("ending-young");

        Cli.Result result = leaks("--terminate-suspects", "--yes", "--app", "ending-young");

        assertThat(result.exit()).isZero();
        alive("ending-young");
    }

    @Test
    void aDryRunTellsWhomItWouldBeAndEndsNobody() throws Exception {
        int pid = idleInTransaction("ending-dry");

        Cli.Result result = leaks("--terminate", Integer.toString(pid), "--dry-run");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("PLAN", "pid " + pid + ": would be ended: ending-dry, user postgres")
                .contains("SELECT 42");
        alive("ending-dry");
    }

    @Test
    void onATerminalItAsksAndShowsWhomFirst() throws Exception {
        int pid = idleInTransaction("ending-asked");
        String[] line = {"--terminate", Integer.toString(pid)};

        Cli.Result no = leaks(Cli.BARE.onTerminal(80).agreeing(false), SERVER.dsn(), line);
        alive("ending-asked");
        Cli.Result yes = leaks(Cli.BARE.onTerminal(80).agreeing(true), SERVER.dsn(), line);

        assertThat(no.out()).contains("would be ended").endsWith("End this session? [y/N] ");
        assertThat(yes.out()).containsSubsequence("would be ended", "[y/N] ", "it is terminated");
        SERVER.await(0, "application_name = 'ending-asked'");
    }

    @ParameterizedTest
    @CsvSource({
        "--terminate 1, --yes",
        "--terminate 1 --yes --readonly, --readonly",
        "--terminate-suspects --yes --readonly, --readonly",
        "--terminate 1 --cancel 2 --yes, one of --cancel",
        "--terminate 1 --yes -o csv, -o table",
        "--terminate x --yes, x",
        "--terminate, --terminate"
    })
    void whatIsNotSureOrMakesNoSenseIsAUsageError(String options, String sentence) {
        Cli.Result result = leaks(options.split(" "));

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains(sentence);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aPidOfNobodyIsAFailure() {
        Cli.Result result = leaks("--terminate", "2147483647", "--yes", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(ending(result).at("/outcome").asText()).isEqualTo("gone");
    }

    /// The checkpointer has a pid as well.
    @Test
    void aProcessOfTheServerItselfIsNeverEnded() throws Exception {
        int checkpointer =
                number("SELECT pid FROM pg_stat_activity WHERE backend_type =" + " 'checkpointer'");

        Cli.Result result =
                leaks("--terminate", Integer.toString(checkpointer), "--yes", "-o", "json");

        assertThat(ending(result).at("/outcome").asText()).isEqualTo("gone");
        assertThat(number("SELECT count(*) FROM pg_stat_activity WHERE pid = " + checkpointer))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"ending_plain, hides when it started", "ending_monitor, pg_signal_backend"})
    void aRoleWithoutTheRightIsToldWhichOneItNeeds(String role, String sentence) throws Exception {
        int pid = idleInTransaction("ending-foreign");
        String dsn = SERVER.dsn(role);

        Cli.Result result =
                leaks(Cli.BARE, dsn, "--terminate", Integer.toString(pid), "--yes", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(ending(result).at("/outcome").asText()).isEqualTo("refused");
        assertThat(ending(result).at("/message").asText()).contains(sentence);
        alive("ending-foreign");
    }

    private static Session read(String application) {
        Answer answer =
                new Sources(InputStream.nullInputStream()).read(target(), Deadline.in(LONG));
        ServerReading reading = (ServerReading) ((Answer.Given) answer).reading();
        return reading.sessions().stream()
                .filter(each -> each.applicationName().raw().equals(application))
                .findFirst()
                .orElseThrow();
    }

    private static Target.Postgres target() {
        return PostgresDsn.parse(SERVER.dsn(), new Environment(Map.of(), Optional.<Path>empty()));
    }

    private static Ending end(Session session, boolean guarded) {
        return Sources.control()
                .end(target(), Act.TERMINATE, List.of(session), guarded, Deadline.in(LONG))
                .getFirst();
    }

    /// Between the look and the end the session has ended and another one has got its pid.
    @Test
    void aPidThatIsUsedAgainIsNotHit() throws Exception {
        idleInTransaction("ending-reused");
        Session seen = read("ending-reused");
        Session earlier = startedAt(seen, seen.backendStart().orElseThrow().minusSeconds(60));

        assertThat(end(earlier, false).outcome()).isEqualTo(Ending.Outcome.GONE);
        alive("ending-reused");
    }

    private static Session startedAt(Session s, Instant start) {
        return new Session(
                s.pid(),
                s.user(),
                s.database(),
                s.applicationName(),
                s.clientAddress(),
                s.state(),
                s.waitEventType(),
                s.waitEvent(),
                Optional.of(start),
                s.transactionStart(),
                s.stateChange(),
                s.inState(),
                s.transactionAge(),
                s.queryAge(),
                s.query(),
                s.blockedBy());
    }

    /// A suspect that has come back to life is none any more.
    @Test
    void aSuspectThatHasGoneOnSinceTheLookIsLeftAlone() throws Exception {
        idleInTransaction("ending-awake");
        Session seen = read("ending-awake");
        try (Statement statement = open.getFirst().createStatement()) {
            statement.execute("SELECT 43");
        }

        Ending ending = end(seen, true);

        assertThat(ending.outcome()).isEqualTo(Ending.Outcome.GONE);
        assertThat(ending.message().shown()).contains("gone on");
        alive("ending-awake");
        assertThat(end(seen, false).outcome()).isEqualTo(Ending.Outcome.DONE);
    }
}
