package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/// `poolmon db` against a real PostgreSQL.
class DbCommandTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final Deque<Connection> open = new ArrayDeque<>();

    @BeforeAll
    static void roles() throws SQLException {
        SERVER.execute(
                "CREATE ROLE db_plain LOGIN",
                "CREATE ROLE db_monitor LOGIN IN ROLE pg_monitor",
                "CREATE ROLE db_limited LOGIN CONNECTION LIMIT 2",
                "CREATE ROLE db_secret LOGIN PASSWORD 's3cret'");
    }

    @AfterEach
    void close() throws SQLException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void open(int sessions, String application, String user) throws SQLException {
        for (int i = 0; i < sessions; i++) {
            open.push(SERVER.open(application, user));
        }
    }

    @Test
    void slotsAreCountedAgainstWhatOrdinaryRolesCanUse() throws SQLException {
        open(4, "db-test", "postgres");

        Cli.Result result = Cli.BARE.run("db", "--dsn", SERVER.dsn(), "-o", "json");

        JsonNode target = Schema.report(result.out()).at("/targets/0");
        JsonNode server = target.at("/pools/0");
        assertThat(target.get("kind").textValue()).isEqualTo("postgres");
        assertThat(server.get("pool_size").intValue()).as("40 less 3 reserved").isEqualTo(37);
        assertThat(server.get("slots_used").intValue())
                .isEqualTo(
                        server.get("active").intValue()
                                + server.get("idle").intValue()
                                + server.get("idle_in_transaction").intValue())
                .isGreaterThanOrEqualTo(5);
        assertThat(server.get("checked_in").intValue()).isGreaterThanOrEqualTo(4);
        assertThat(target.at("/breakdown/application"))
                .anySatisfy(
                        share -> {
                            assertThat(share.get("value").textValue()).isEqualTo("db-test");
                            assertThat(share.get("count").intValue()).isEqualTo(4);
                            assertThat(share.get("idle").intValue()).isEqualTo(4);
                        });
    }

    @Test
    void aPlainRoleCountsHiddenSessionsAndSaysHowToSeeThem() throws SQLException {
        open(6, "db-hidden", "postgres");

        JsonNode plain = report(SERVER.dsn("db_plain"));
        JsonNode monitor = report(SERVER.dsn("db_monitor"));

        assertThat(plain.at("/visibility/all").booleanValue()).isFalse();
        assertThat(plain.at("/visibility/hidden").intValue()).isGreaterThanOrEqualTo(6);
        assertThat(plain.at("/pools/0/slots_used").intValue()).isGreaterThanOrEqualTo(7);
        assertThat(plain.at("/findings/0/code").textValue()).isEqualTo("sessions-hidden");
        assertThat(plain.at("/findings/0/remedy/0").textValue()).contains("pg_read_all_stats");
        assertThat(monitor.at("/visibility/all").booleanValue()).isTrue();
        assertThat(monitor.at("/visibility/hidden").intValue()).isZero();
    }

    @Test
    void aRoleAtItsOwnLimitIsCriticalOnAnEmptyServer() throws SQLException {
        open(2, "db-limit", "db_limited");

        Cli.Result result = Cli.BARE.run("db", "--dsn", SERVER.dsn(), "-o", "json");

        assertThat(result.exit()).isEqualTo(2);
        JsonNode report = Schema.report(result.out());
        assertThat(report.at("/targets/0/pools"))
                .anySatisfy(
                        pool -> {
                            assertThat(pool.get("kind").textValue()).isEqualTo("role-limit");
                            assertThat(pool.get("name").textValue()).isEqualTo("db_limited");
                            assertThat(pool.get("status").textValue()).isEqualTo("critical");
                        });
        assertThat(report.at("/findings/0/code").textValue()).isEqualTo("connection-limit-near");
        JsonNode refused = report(SERVER.dsn("db_limited"));
        assertThat(refused.get("status").textValue()).isEqualTo("critical");
        assertThat(refused.at("/error/code").textValue()).isEqualTo("slots-exhausted");
        assertThat(refused.at("/error/message").textValue())
                .contains("has reached its own connection limit");
    }

    @Test
    void aFullServerIsTheDiagnosisAndNotAnError() throws SQLException {
        try (PostgresServer small = PostgresServer.with(8)) {
            small.execute("CREATE ROLE app LOGIN");
            for (int i = 0; i < 5; i++) {
                open.push(small.open("hog", "app"));
            }

            Cli.Result turnedAway = Cli.BARE.run("db", "--dsn", small.dsn("app"), "-o", "json");
            Cli.Result reserved = Cli.BARE.run("db", "--dsn", small.dsn(), "-o", "json");

            assertThat(turnedAway.exit()).isEqualTo(2);
            JsonNode refused = Schema.report(turnedAway.out());
            assertThat(refused.at("/findings/0/code").textValue()).isEqualTo("slots-exhausted");
            assertThat(refused.at("/targets/0/error/message").textValue()).contains("reserved");
            assertThat(reserved.exit()).as("a superuser still gets in").isEqualTo(2);
            assertThat(Schema.report(reserved.out()).at("/findings/0/code").textValue())
                    .isEqualTo("server-slots-low");
            close();
        }
    }

    @Test
    void aPasswordIsTakenFromDsnEnvironmentOrUser() throws SQLException {
        String dsn = SERVER.dsn("db_secret");
        assertThat(Cli.BARE.run("db", "--dsn", dsn).exit()).isLessThan(3);
        assertThat(Cli.BARE.with("PGPASSWORD", "s3cret").run("db", "--dsn", dsn).exit())
                .isLessThan(3);
        assertThat(Cli.BARE.typing("s3cret").run("db", "--dsn", dsn, "-W").exit()).isLessThan(3);
        Cli.Result nobody = Cli.BARE.run("db", "--dsn", dsn, "-W");
        assertThat(nobody.exit()).isEqualTo(64);
        assertThat(nobody.err()).contains("PGPASSWORD");
    }

    @Test
    void theServerMayComeFromTheEnvironment() {
        assertThat(Cli.BARE.with("DATABASE_URL", SERVER.dsn()).run("db").exit()).isLessThan(3);
        assertThat(
                        Cli.BARE
                                .with("PGHOST", "127.0.0.1")
                                .with("PGPORT", Integer.toString(SERVER.port()))
                                .with("PGUSER", "postgres")
                                .run("db")
                                .exit())
                .isLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql+asyncpg://postgres@127.0.0.1:%d/postgres?ssl=disable",
                "postgres://postgres@127.0.0.1:%d/postgres",
                "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres",
                "host=127.0.0.1 port=%d user=postgres dbname=postgres",
                "postgresql://postgres@127.0.0.1:1,127.0.0.1:%d/postgres"
            })
    void everyFormOfDsnConnects(String form) {
        String dsn = form.replace("%d", Integer.toString(SERVER.port()));

        assertThat(Cli.BARE.run("db", "--dsn", dsn).exit()).isLessThan(3);
    }

    @Test
    void whatCannotBeLookedAtIsAnErrorThatSaysWhatToTry() {
        assertError("postgresql://postgres@127.0.0.1:1/postgres", "connection-refused");
        assertError("postgresql://postgres@no-such-host.invalid/postgres", "unknown-host");
        assertError(SERVER.dsn().replaceAll("/postgres$", "/nowhere"), "unknown-database");
        assertError(SERVER.dsn("nobody_at_all"), "auth");
        assertError(SERVER.dsn() + "?sslmode=require", "tls");
    }

    @Test
    void whatIsNoPostgresIsAnErrorWithinTheTimeout() {
        try (FakeServer silent = FakeServer.silent();
                FakeServer http = FakeServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n");
                FakeServer closing = FakeServer.closing()) {
            assertError("postgresql://u@" + silent.address() + "/d", "timeout");
            assertError("postgresql://u@" + http.address() + "/d", "protocol");
            assertError("postgresql://u@" + closing.address() + "/d", "connection-lost");
        }
    }

    private static JsonNode report(String dsn) {
        return Schema.report(Cli.BARE.run("db", "--dsn", dsn, "-o", "json").out()).at("/targets/0");
    }

    private static void assertError(String dsn, String code) {
        Cli.Result result = Cli.BARE.run("db", "--dsn", dsn, "--timeout", "2s", "-o", "json");
        assertThat(result.exit()).as(dsn).isEqualTo(3);
        JsonNode target = Schema.report(result.out()).at("/targets/0");
        assertThat(target.at("/error/code").textValue()).as(result.out()).isEqualTo(code);
        assertThat(target.at("/error/next_step").textValue()).isNotBlank();
        assertThat(result.err()).isEmpty();
    }
}
