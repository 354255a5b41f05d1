package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Every version that is supported, as superuser, as `pg_monitor` and as an ordinary role, on a
/// primary and on a hot standby.
class ServerVersionsTest {

    private static JsonNode target(Cli.Result result, int exit) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/0");
    }

    private static JsonNode db(PostgresServer server, String user, int exit) {
        return target(Cli.BARE.run("db", "--dsn", server.dsn(user), "-o", "json"), exit);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void aPrimaryIsLookedAtWithWhateverRightsThereAre(int version) throws SQLException {
        try (PostgresServer server = PostgresServer.ofVersion(version)) {
            server.execute(
                    "CREATE ROLE monitor LOGIN IN ROLE pg_monitor",
                    "CREATE ROLE plain LOGIN",
                    "CREATE ROLE app LOGIN CONNECTION LIMIT 20");
            try (Connection leaking = server.open("orders-api", "app");
                    Statement statement = leaking.createStatement()) {
                leaking.setAutoCommit(false);
                statement.execute("SELECT 'forgotten'");
                server.await(
                        1,
                        "application_name = 'orders-api' AND state = 'idle in transaction'"
                                + " AND clock_timestamp() - state_change > '100ms'");

                for (String user : new String[] {"postgres", "monitor"}) {
                    JsonNode target = db(server, user, 0);
                    assertThat(target.get("version").textValue()).startsWith(version + ".");
                    assertThat(target.at("/pools/0/idle_in_transaction").intValue()).isEqualTo(1);
                    assertThat(target.at("/pools/0/pool_size").intValue()).isEqualTo(27);
                    assertThat(target.at("/pools/1/used").intValue()).isEqualTo(1);
                    assertThat(target.at("/visibility/all").booleanValue()).isTrue();
                    assertThat(leaks(server, user).at("/sessions/0/verdict").textValue())
                            .isEqualTo("leak-suspect");
                }
                JsonNode watched = leaks(server, "postgres", "--for", "200ms", "--every", "100ms");
                assertThat(watched.at("/sessions/0/verdict").textValue()).isEqualTo("leak-suspect");
                JsonNode hidden = db(server, "plain", 0);
                assertThat(hidden.at("/visibility/all").booleanValue()).isFalse();
                assertThat(hidden.at("/visibility/hidden").intValue()).isEqualTo(1);
                assertThat(hidden.at("/pools/0/slots_used").intValue())
                        .as("hidden ones are counted")
                        .isEqualTo(2);
                assertThat(leaks(server, "plain").get("status").textValue()).isEqualTo("error");
            }
        }
    }

    private static JsonNode leaks(PostgresServer server, String user, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "leaks",
                                "--dsn",
                                server.dsn(user),
                                "--idle-tx-after",
                                "10ms",
                                "-o",
                                "json"));
        line.addAll(List.of(more));
        Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));
        return Schema.report(result.out()).at("/targets/0");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void aHotStandbyIsLookedAt(int version, @TempDir Path data) throws IOException {
        try (PostgresServer server = PostgresServer.standby(version, data.resolve("pg"))) {
            assertThat(db(server, "postgres", 0).at("/pools/0/slots_used").intValue()).isEqualTo(1);
            assertThat(
                            Cli.BARE
                                    .run(
                                            "db",
                                            "--dsn",
                                            server.dsn() + "?target_session_attrs=standby")
                                    .exit())
                    .isZero();
            assertThat(
                            Cli.BARE
                                    .run(
                                            "db",
                                            "--dsn",
                                            server.dsn() + "?target_session_attrs=primary")
                                    .exit())
                    .isEqualTo(3);
        }
    }
}
