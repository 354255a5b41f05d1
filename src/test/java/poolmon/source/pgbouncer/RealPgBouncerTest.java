package poolmon.source.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.PgBouncer;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;
import poolmon.fixture.TlsService;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A real PgBouncer: recognised, read, judged, and joined with the server behind it.
class RealPgBouncerTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String[] USERS = {
        "\"admin\" \"s3cret\"", "\"stats\" \"s3cret\"", "\"joe\" \"s3cret\""
    };

    private static JsonNode target(Cli.Result result, int exit) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/0");
    }

    private static JsonNode pool(JsonNode target, String name) {
        for (JsonNode pool : target.get("pools")) {
            if (pool.get("name").textValue().equals(name)) {
                return pool;
            }
        }
        throw new AssertionError("no pool " + name + " in " + target);
    }

    private static Connection inTransaction(PgBouncer bouncer, String application)
            throws SQLException {
        Connection connection = bouncer.open(application);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 'behind the pooler'");
        }
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "stats"})
    void isRecognisedByItself(String user) throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of("max_client_conn", "50"))) {
            try (Connection _ = inTransaction(bouncer, "orders-api")) {
                JsonNode target =
                        target(Cli.BARE.run("db", "--dsn", bouncer.console(user), "-o", "json"), 0);

                assertThat(target.get("kind").textValue()).isEqualTo("pgbouncer");
                assertThat(target.get("version").textValue()).matches("\\d+\\.\\d+.*");
                JsonNode pool = pool(target, "postgres/postgres");
                assertThat(pool.get("checked_out").intValue()).isEqualTo(1);
                assertThat(pool.get("pool_size").intValue()).as("the default").isEqualTo(20);
                assertThat(pool.get("pool_mode").textValue()).isEqualTo("transaction");
                JsonNode clients = pool(target, "clients");
                assertThat(clients.get("max_clients").intValue()).isEqualTo(50);
                assertThat(clients.get("slots_used").intValue()).as("and ours").isEqualTo(2);
            }
        }
    }

    @Test
    void connectionsThatNobodyUsesAreIdleHoweverLongTheyAre() throws Exception {
        Map<String, String> settings = Map.of("default_pool_size", "2", "server_check_delay", "1");
        try (PgBouncer bouncer = new PgBouncer(SERVER, settings)) {
            try (Connection a = inTransaction(bouncer, "a");
                    Connection b = inTransaction(bouncer, "b")) {
                JsonNode full =
                        target(
                                Cli.BARE.run("db", "--dsn", bouncer.console("stats"), "-o", "json"),
                                2);
                assertThat(full.at("/findings/0/code").textValue()).isEqualTo("pool-saturated");
                a.rollback(); // a connection that is left in a transaction is thrown away
                b.rollback();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(bouncer.shown("postgres", "sv_used")).isEqualTo("2"));

            JsonNode pool =
                    pool(
                            target(
                                    Cli.BARE.run(
                                            "db", "--dsn", bouncer.console("stats"), "-o", "json"),
                                    0),
                            "postgres/postgres");

            assertThat(pool.get("checked_out").intValue()).isZero();
            assertThat(pool.get("checked_in").intValue()).isEqualTo(2);
        }
    }

    @Test
    void clientsThatWaitAreTheIncident() throws Exception {
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
                PgBouncer bouncer = new PgBouncer(SERVER, Map.of("default_pool_size", "1"))) {
            try (Connection _ = inTransaction(bouncer, "holder")) {
                for (int i = 0; i < 2; i++) {
                    waiting.submit(
                            () -> {
                                try (Connection _ = inTransaction(bouncer, "waiter")) {
                                    return true;
                                }
                            });
                }
                List<JsonNode> seen = new ArrayList<>();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(
                                () -> {
                                    JsonNode target =
                                            target(
                                                    Cli.BARE.run(
                                                            "db",
                                                            "--dsn",
                                                            bouncer.console("stats"),
                                                            "-o",
                                                            "json"),
                                                    2);
                                    seen.add(target);
                                    return pool(target, "postgres/postgres")
                                                    .get("waiting")
                                                    .intValue()
                                            == 2;
                                });

                JsonNode target = seen.getLast();
                assertThat(target.at("/findings/0/code").textValue())
                        .isEqualTo("pooler-clients-waiting");
                assertThat(target.at("/findings/0/summary").textValue())
                        .startsWith(
                                "2 clients wait for a connection of pool \"postgres/postgres\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"md5", "scram-sha-256", "plain"})
    void letsInByPassword(String method) throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of("auth_type", method), USERS)) {
            assertThat(Cli.BARE.run("db", "--dsn", bouncer.console("stats:s3cret")).exit())
                    .isZero();
            assertRefused(bouncer, "stats:wrong", "does not accept the password of user \"stats\"");
            assertRefused(bouncer, "stats", "wants a password for user \"stats\"");
            assertRefused(bouncer, "joe:s3cret", "lets user \"joe\" not into its console");
            assertRefused(bouncer, "ann:s3cret", "does not accept the password of user \"ann\"");
        }
    }

    private static void assertRefused(PgBouncer bouncer, String login, String sentence) {
        Cli.Result result = Cli.BARE.run("db", "--dsn", bouncer.console(login));
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains(sentence).doesNotContain("s3cret");
    }

    @Test
    void isReachedOverTls(@TempDir Path folder) throws Exception {
        Map<String, String> settings = new HashMap<>(TlsService.pem("good", folder));
        settings.put("client_tls_sslmode", "require");
        try (PgBouncer bouncer = new PgBouncer(SERVER, settings)) {
            String console = bouncer.console("stats").replace("127.0.0.1", "localhost");
            String ca = "&sslrootcert=" + TlsService.authority();

            assertThat(Cli.BARE.run("db", "--dsn", console).exit()).as("prefer").isZero();
            assertThat(Cli.BARE.run("db", "--dsn", console + "?sslmode=verify-full" + ca).exit())
                    .isZero();
            assertThat(Cli.BARE.run("db", "--dsn", console + "?sslmode=disable").exit())
                    .isEqualTo(3);
        }
    }

    @Test
    void anotherHostsCertificateIsRefused(@TempDir Path folder) throws Exception {
        Map<String, String> settings = new HashMap<>(TlsService.pem("other-host", folder));
        settings.put("client_tls_sslmode", "require");
        try (PgBouncer bouncer = new PgBouncer(SERVER, settings)) {
            String ca = "&sslrootcert=" + TlsService.authority();

            Cli.Result full =
                    Cli.BARE.run(
                            "db", "--dsn", bouncer.console("stats") + "?sslmode=verify-full" + ca);
            Cli.Result authority =
                    Cli.BARE.run(
                            "db", "--dsn", bouncer.console("stats") + "?sslmode=verify-ca" + ca);

            assertThat(full.exit()).isEqualTo(3);
            assertThat(full.out()).contains("its certificate is that of another host");
            assertThat(authority.exit()).isZero();
        }
    }

    @Test
    void withoutTlsItIsNotAskedWhereTlsIsDemanded() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of())) {
            Cli.Result result =
                    Cli.BARE.run("db", "--dsn", bouncer.console("stats") + "?sslmode=require");

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("offers no TLS, and the DSN demands it");
        }
    }

    @Test
    void aDatabaseBehindItIsLookedAtThroughIt() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of())) {
            JsonNode target =
                    target(Cli.BARE.run("leaks", "--dsn", bouncer.dsn("app"), "-o", "json"), 0);

            assertThat(target.get("kind").textValue()).isEqualTo("postgres");
            assertThat(target.at("/visibility/all").booleanValue()).isTrue();
        }
    }

    @Test
    void clientPoolerAndServerAreJoined() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of())) {
            try (Connection _ = inTransaction(bouncer, "orders-behind")) {
                SERVER.await(
                        1,
                        "query LIKE '%behind the pooler%' AND state = 'idle in transaction'"
                                + " AND clock_timestamp() - state_change > '100ms'");

                JsonNode target =
                        target(
                                Cli.BARE.run(
                                        "leaks",
                                        "--dsn",
                                        SERVER.dsn(),
                                        "--dsn",
                                        bouncer.console("stats"),
                                        "--idle-tx-after",
                                        "10ms",
                                        "-o",
                                        "json"),
                                2);

                assertThat(target.get("findings"))
                        .anySatisfy(
                                finding -> {
                                    assertThat(finding.get("code").textValue())
                                            .isEqualTo("behind-pooler");
                                    assertThat(finding.at("/evidence/0").textValue())
                                            .startsWith("pid ")
                                            .contains(
                                                    "(leak-suspect) works for the client at"
                                                            + " 127.0.0.1:")
                                            .endsWith(", orders-behind");
                                });
            }
        }
    }

    @Test
    void aPausedDatabaseIsTold() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of())) {
            try (Connection _ = inTransaction(bouncer, "first")) {
                // the pool has to be there to be listed
            }
            bouncer.command("PAUSE postgres");

            JsonNode target =
                    target(Cli.BARE.run("db", "--dsn", bouncer.console("stats"), "-o", "json"), 1);

            assertThat(target.at("/findings/0/code").textValue()).isEqualTo("pooler-closed");
            assertThat(pool(target, "postgres/postgres").get("closed").textValue())
                    .isEqualTo("paused");
        }
    }

    @Test
    void whatPgBouncerTellsOfAFullHouseIsTheDiagnosis() throws Exception {
        try (PgBouncer bouncer = new PgBouncer(SERVER, Map.of("max_client_conn", "2"))) {
            try (Connection _ = inTransaction(bouncer, "a");
                    Connection _ = inTransaction(bouncer, "b")) {
                Cli.Result database = Cli.BARE.run("db", "--dsn", bouncer.dsn("app"), "-o", "json");
                Cli.Result console =
                        Cli.BARE.run("db", "--dsn", bouncer.console("admin"), "-o", "json");

                assertThat(target(database, 2).at("/error/code").textValue())
                        .isEqualTo("slots-exhausted");
                assertThat(target(console, 2).at("/findings/0/code").textValue())
                        .isIn("pooler-slots-low", "slots-exhausted");
            }
        }
    }
}
