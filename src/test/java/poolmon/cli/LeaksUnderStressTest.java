package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PgBouncer;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Real servers in bad shape: a thousand sessions, statements of a megabyte, every kind of byte, a
/// server that is killed while it answers, one that fails over, one that takes too long.
class LeaksUnderStressTest {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    private static JsonNode target(Cli.Result result, int exit) {
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/0");
    }

    @Test
    void aThousandSessionsAreLookedAt() throws Exception {
        PostgresServer server = closing(PostgresServer.with(1_050));
        try (ExecutorService openers = Executors.newFixedThreadPool(8)) {
            List<Future<Connection>> coming = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String application = "orders-api-" + i % 7;
                boolean leaks = i % 4 == 0;
                coming.add(openers.submit(() -> session(server, application, leaks)));
            }
            for (Future<Connection> each : coming) {
                closing(each.get());
            }
        }
        server.await(
                250,
                "state = 'idle in transaction' AND clock_timestamp() - state_change > '100ms'");

        Cli.Result result =
                Cli.BARE.run(
                        "leaks",
                        "--dsn",
                        server.dsn(),
                        "--idle-tx-after",
                        "20ms",
                        "--timeout",
                        "20s",
                        "-o",
                        "json");

        JsonNode target = target(result, 2);
        assertThat(target.get("sessions")).hasSize(250);
        assertThat(target.get("groups")).hasSize(7);
        long counted = 0;
        for (JsonNode group : target.get("groups")) {
            counted += group.get("count").longValue();
        }
        assertThat(counted).isEqualTo(250);
        Cli.Result table =
                Cli.BARE
                        .onTerminal(100)
                        .run(
                                "leaks",
                                "--dsn",
                                server.dsn(),
                                "--idle-tx-after",
                                "20ms",
                                "--timeout",
                                "20s");
        assertThat(table.out().lines().count()).as("a page, not a scroll").isLessThan(60);
    }

    private static Connection session(PostgresServer server, String application, boolean leaks)
            throws SQLException {
        Connection connection = server.open(application);
        if (leaks) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 'a leak'");
            }
        }
        return connection;
    }

    @Test
    void statementsOfAMegabyteAndEveryKindOfByteAreShownInReason() throws SQLException {
        PostgresServer server = closing(PostgresServer.withLongStatements(20));
        String nasty = "\u001b[31mred\u202e\u0007\t\r\n\u0085 'ü漢😀 \\ \"";
        Connection connection = closing(server.open("\u001b]0;title\u0007 ünamed"));
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT '" + nasty.replace("'", "''") + "x".repeat(1 << 20) + "'");
        }
        server.await(
                1, "state = 'idle in transaction' AND clock_timestamp() - state_change > '60ms'");

        Cli.Result json =
                Cli.BARE.run(
                        "leaks", "--dsn", server.dsn(), "--idle-tx-after", "10ms", "-o", "json");
        Cli.Result table =
                Cli.BARE
                        .onTerminal(80)
                        .run(
                                "leaks",
                                "--dsn",
                                server.dsn(),
                                "--idle-tx-after",
                                "10ms",
                                "--color",
                                "never");

        JsonNode session = target(json, 2).at("/sessions/0");
        assertThat(session.get("query").textValue()).hasSizeGreaterThan(1_000_000);
        assertThat(table.out().codePoints().filter(c -> c != '\n' && Character.isISOControl(c)))
                .isEmpty();
        assertThat(table.out().length()).as("a page").isLessThan(5_000);
    }

    @Test
    void aSessionThatIsEndedWhileItAnswersIsToldInASentence() throws Exception {
        PostgresServer server = closing(PostgresServer.with(20));
        // a login would wait for the lock, too: PgBouncer has a session that is logged in
        PgBouncer bouncer = closing(new PgBouncer(server, Map.of("default_pool_size", "1")));
        try (Connection first = bouncer.open("first");
                Statement statement = first.createStatement()) {
            statement.execute("SELECT 1");
        }
        Connection holder = lockedCatalog(server);
        try (ExecutorService asking = Executors.newSingleThreadExecutor()) {
            Future<Cli.Result> asked =
                    asking.submit(
                            () ->
                                    Cli.BARE.run(
                                            "leaks",
                                            "--dsn",
                                            bouncer.dsn("app"),
                                            "--timeout",
                                            "30s"));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ended(holder));

            Cli.Result result = get(asked);

            assertThat(result.exit()).as(result.out()).isEqualTo(3);
            assertThat(result.out()).startsWith("ERROR ").contains("NEXT ");
            assertThat(result.out() + result.err()).doesNotContain("Exception", "\tat ");
        }
    }

    /// Every statement that reads the list of databases waits for this.
    private Connection lockedCatalog(PostgresServer server) throws SQLException {
        Connection holder = closing(server.open("holder"));
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE pg_catalog.pg_database IN ACCESS EXCLUSIVE MODE");
        }
        return holder;
    }

    private static boolean ended(Connection holder) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_stat_clear_snapshot()"); // a transaction sees it but once
        }
        try (Statement statement = holder.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_get_activity(NULL)"
                                        + " WHERE query LIKE '%Who uses the connection slots%'"
                                        + " AND pid <> pg_backend_pid()"
                                        + " AND wait_event_type = 'Lock'")) {
            return rows.next();
        }
    }

    @Test
    void aStatementThatTakesTooLongIsLeftInTime() throws SQLException {
        PostgresServer server = closing(PostgresServer.with(20));
        Connection holder = closing(server.open("holder"));
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE pg_catalog.pg_database IN ACCESS EXCLUSIVE MODE");
        }

        Cli.Result result = Cli.BARE.run("leaks", "--dsn", server.dsn(), "--timeout", "700ms");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).startsWith("ERROR ").contains("in time");
    }

    @Test
    void afterAFailoverTheOtherHostIsAsked() throws Exception {
        PostgresServer server = closing(PostgresServer.with(20));
        int dead = freePort();

        Cli.Result result =
                Cli.BARE.run(
                        "leaks",
                        "-v",
                        "--dsn",
                        "postgresql://postgres@127.0.0.1:"
                                + dead
                                + ",127.0.0.1:"
                                + server.port()
                                + "/postgres?target_session_attrs=primary");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("Nothing listens on 127.0.0.1:" + dead);
    }

    private static int freePort() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return gone.getLocalPort();
        }
    }

    @Test
    void aServerOlderThanFourteenIsNamed() throws Exception {
        try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serveAsThirteen(old));

            Cli.Result result =
                    Cli.BARE.run(
                            "leaks",
                            "--dsn",
                            "postgresql://u@127.0.0.1:"
                                    + old.getLocalPort()
                                    + "/db?sslmode=disable");

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out())
                    .contains("runs PostgreSQL 13.14, and poolmon needs 14 or later");
        }
    }

    /// No binary of 13 is at hand: a login is all that is needed of one.
    private static void serveAsThirteen(ServerSocket old) {
        try (Socket socket = old.accept()) {
            OutputStream out = socket.getOutputStream();
            assertThat(socket.getInputStream().read(new byte[4096])).isPositive();
            out.write(message('R', "\0\0\0\0"));
            for (String parameter :
                    List.of(
                            "server_version\00013.14",
                            "client_encoding\0UTF8",
                            "DateStyle\0ISO",
                            "integer_datetimes\0on",
                            "standard_conforming_strings\0on")) {
                out.write(message('S', parameter + "\0"));
            }
            out.write(message('K', "\0\0\0\1\0\0\0\1"));
            out.write(message('Z', "I"));
            out.flush();
            while (socket.getInputStream().read() >= 0) {
                // whatever is asked, nothing is answered
            }
        } catch (IOException ended) {
            // as clients do
        }
    }

    private static byte[] message(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[bytes.length + 5];
        all[0] = (byte) type;
        all[4] = (byte) (bytes.length + 4);
        System.arraycopy(bytes, 0, all, 5, bytes.length);
        return all;
    }

    private static Cli.Result get(Future<Cli.Result> result) {
        try {
            return result.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
