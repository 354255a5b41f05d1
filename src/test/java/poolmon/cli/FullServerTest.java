package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A full server is the diagnosis, and by way of a reserved slot it is told who fills it.
class FullServerTest {
    private static final int SLOTS = 8;

    private final List<Connection> open = new ArrayList<>();
    private PostgresServer server;

    @BeforeEach
    void fill() throws SQLException {
        server = PostgresServer.with(SLOTS);
        server.execute(
                "CREATE ROLE app LOGIN",
                "CREATE ROLE few LOGIN CONNECTION LIMIT 1",
                "CREATE DATABASE small CONNECTION LIMIT 1");
        for (int i = 0; i < SLOTS - 3; i++) {
            open.add(server.open("orders-api", "app"));
        }
    }

    @AfterEach
    void close() throws SQLException {
        for (Connection each : open) {
            each.close();
        }
        server.close();
    }

    private static JsonNode target(Cli.Result result, int exit) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/0");
    }

    @Test
    void isCriticalAndSaysHowToGetIn() {
        Cli.Result result = Cli.BARE.run("db", "--dsn", server.dsn("app"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out())
                .contains(
                        "has only reserved connection slots left",
                        "Give --admin-dsn, the DSN of a superuser.");
    }

    @Test
    void isLookedIntoByWayOfAReservedSlot() {
        JsonNode target =
                target(
                        Cli.BARE.run(
                                "db",
                                "--dsn",
                                server.dsn("app"),
                                "--admin-dsn",
                                server.dsn(),
                                "-o",
                                "json"),
                        2);

        assertThat(target.at("/findings/0/code").textValue()).isEqualTo("slots-exhausted");
        assertThat(target.at("/pools/0/slots_used").intValue()).isEqualTo(SLOTS - 3 + 1);
        assertThat(target.at("/breakdown/application/0/value").textValue())
                .as(target.get("breakdown").toString())
                .isEqualTo("orders-api");
    }

    /// While slots are short, who lies idle is in the way.
    @Test
    void idleSessionsAreStaleWhileSlotsAreShort() {
        server.awaitTrue(
                "count(*) = 5 FROM pg_stat_activity WHERE usename = 'app' AND state = 'idle' AND"
                        + " clock_timestamp() - state_change > '20ms'");

        JsonNode findings =
                target(
                                Cli.BARE.run(
                                        "leaks",
                                        "--dsn",
                                        server.dsn(),
                                        "--idle-after",
                                        "10ms",
                                        "-o",
                                        "json"),
                                1)
                        .get("findings");

        assertThat(findings.at("/0/code").textValue()).isEqualTo("stale-idle-sessions");
        assertThat(findings.at("/0/summary").textValue())
                .startsWith("5 sessions are idle while the server is short of slots");
    }

    @Test
    void theLimitsOfARoleAndOfADatabaseAreToldApart() throws SQLException {
        open.removeLast().close();
        open.removeLast().close();
        server.awaitTrue("count(*) = 3 FROM pg_stat_activity WHERE usename = 'app'");
        open.add(server.open("orders-api", "few"));

        Cli.Result role = Cli.BARE.run("db", "--dsn", server.dsn("few"));

        assertThat(role.exit()).isEqualTo(2);
        assertThat(role.out()).contains("Role \"few\" has reached its own connection limit");
        Cli.Result leaks =
                Cli.BARE.run("leaks", "--dsn", server.dsn("few"), "--admin-dsn", server.dsn());
        assertThat(leaks.exit()).isEqualTo(2);
        assertThat(leaks.out())
                .contains("Role \"few\" has reached its own connection limit")
                .doesNotContain("reserved");
    }

    /// The server has slots left, so reserved ones and smaller pools of others are of no use.
    @Test
    void aLimitOfItsOwnIsNotDiagnosedAsAFullServer() throws SQLException {
        open.removeLast().close();
        open.removeLast().close();
        open.removeLast().close();
        server.awaitTrue("count(*) = 2 FROM pg_stat_activity WHERE usename = 'app'");
        open.add(server.open("orders-api", "few"));

        assertDiagnosed("few", "postgres", "Role \"few\"", "ALTER ROLE … CONNECTION LIMIT");

        open.removeLast().close();
        server.awaitTrue("count(*) = 0 FROM pg_stat_activity WHERE usename = 'few'");
        open.add(server.open("orders-api", "app", "small"));

        assertDiagnosed("app", "small", "Database \"small\"", "ALTER DATABASE … CONNECTION LIMIT");
    }

    private void assertDiagnosed(String user, String database, String whose, String step) {
        String dsn = server.dsn(user).replaceAll("/postgres$", "/" + database);
        Cli.Result diagnosis = Cli.BARE.run("diagnose", "--dsn", dsn);

        assertThat(diagnosis.exit()).isEqualTo(2);
        assertThat(diagnosis.out())
                .startsWith("CRITICAL  " + whose)
                .contains("has reached its own connection limit")
                .contains("→ Now: ask by way of another", step, "→ Soon: ", "→ For good: ")
                .doesNotContain("reserved", "no connection slot is free", "server's limit");
        JsonNode target = target(Cli.BARE.run("db", "--dsn", dsn, "-o", "json"), 2);
        assertThat(target.at("/error/code").textValue()).isEqualTo("slots-exhausted");
        assertThat(target.at("/findings/0/code").textValue()).isEqualTo("slots-exhausted");
        assertThat(target.at("/findings/0/summary").textValue()).startsWith(whose);
    }

    /// One refusal is one event, with each remedy once.
    @ParameterizedTest
    @ValueSource(strings = {"db", "diagnose"})
    void monitorsAreToldOfItOnce(String command) {
        String out = Cli.BARE.run(command, "--dsn", server.dsn("app"), "-o", "nagios").out();

        assertThat(out.lines().filter(line -> line.startsWith("critical ")))
                .containsExactly(
                        "critical slots-exhausted: the server turned poolmon away because no"
                                + " connection slot is free");
        assertThat(out)
                .contains("> Now: give --admin-dsn, the DSN of a superuser.", "> Now: log in with")
                .doesNotContain("places");
    }

    @Test
    void theDiagnosisTellsItsNextStepOnce() {
        assertThat(Cli.BARE.run("diagnose", "--dsn", server.dsn("app")).out())
                .containsOnlyOnce("ive --admin-dsn, the DSN of a superuser.");
    }

    @Test
    void whereThereIsRoomTheReservedSlotIsNotUsed() throws SQLException {
        open.removeLast().close();
        server.awaitTrue("count(*) = 4 FROM pg_stat_activity WHERE usename = 'app'");

        Cli.Result result =
                Cli.BARE.run(
                        "db",
                        "--dsn",
                        server.dsn("app"),
                        "--admin-dsn",
                        "postgresql://nobody@127.0.0.1:1/none",
                        "-o",
                        "json");

        assertThat(target(result, 2).at("/findings/0/code").textValue())
                .isEqualTo("server-slots-low");
    }

    @Test
    void whereTheReservedWayFailsTooTheServerIsStillFull() {
        Cli.Result result =
                Cli.BARE.run(
                        "db",
                        "--dsn",
                        server.dsn("app"),
                        "--admin-dsn",
                        "postgresql://nobody@127.0.0.1:1/none");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("has only reserved connection slots left");
    }

    @Test
    void oneWayInIsForOneServer() {
        Cli.Result result =
                Cli.BARE.run(
                        "db",
                        "--dsn",
                        server.dsn("app"),
                        "--dsn",
                        server.dsn("few"),
                        "--admin-dsn",
                        server.dsn());

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("give one --dsn");
    }
}
