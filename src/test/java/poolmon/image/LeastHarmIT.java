package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisProcess;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Servers that are killed in mid-watch and come back, and a poolmon that is killed itself.
class LeastHarmIT {
    private static final Image BUILT = Image.built();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OURS =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'poolmon'";

    @TempDir private Path somewhere;

    /// `poolmon watch -o json`, and what it sees.
    private static final class Watching implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Watching(String... targets) throws IOException {
            List<String> line =
                    Stream.concat(
                                    Stream.of(
                                            BUILT.launcher().toString(),
                                            "watch",
                                            "--every",
                                            "100ms",
                                            "-o",
                                            "json"),
                                    Stream.of(targets))
                            .toList();
            process =
                    new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
        }

        /// Reads on until a look has this status.
        void awaitStatus(String status) throws IOException {
            String seen = "";
            while (!seen.equals(status)) {
                String line = out.readLine();
                assertThat(line).as("it goes on").isNotNull();
                JsonNode report = new ObjectMapper().readTree(line);
                seen = report.get("status").textValue();
            }
        }

        long openFiles() throws IOException {
            try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
                return files.count();
            }
        }

        long threads() throws IOException {
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                return threads.count();
            }
        }

        /// SIGKILL: nothing that runs at the end runs.
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() throws IOException {
            kill();
            out.close();
        }
    }

    @Test
    @Timeout(300)
    void aServerThatIsKilledAndRestarted50TimesIsSeenEachTimeAndNothingLeaks() throws Exception {
        RedisProcess redis = RedisProcess.with();
        int port = redis.port();
        try (Watching watch = new Watching("--redis", redis.url())) {
            watch.awaitStatus("healthy");
            long files = 0;
            long threads = 0;
            for (int i = 0; i < 50; i++) {
                redis.close();
                watch.awaitStatus("error");
                redis = RedisProcess.started(port);
                watch.awaitStatus("healthy");
                if (i == 4) {
                    files = watch.openFiles();
                    threads = watch.threads();
                }
            }
            // one that is open at the moment, and the JVM's own comings and goings
            assertThat(watch.openFiles()).isLessThanOrEqualTo(files + 3);
            assertThat(watch.threads()).isLessThanOrEqualTo(threads + 5);
        } finally {
            redis.close();
        }
    }

    @Test
    @Timeout(300)
    void aPostgresThatIsRestartedIsSeenEachTimeOverOneConnection() throws Exception {
        int port = RedisProcess.freePort();
        Path data = somewhere.resolve("data");
        EmbeddedPostgres server = started(port, data);
        String dsn = "postgresql://postgres@127.0.0.1:" + port + "/postgres";
        try (Watching watch = new Watching("--dsn", dsn)) {
            for (int i = 0; i < 3; i++) {
                watch.awaitStatus("healthy");
                server.close();
                watch.awaitStatus("error");
                server = started(port, data);
            }
            watch.awaitStatus("healthy");
            try (Connection connection = server.getPostgresDatabase().getConnection()) {
                assertThat(count(connection)).isEqualTo(1);
            }
        } finally {
            server.close();
        }
    }

    private static EmbeddedPostgres started(int port, Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "20")
                .setServerConfig("log_min_messages", "panic")
                .start();
    }

    @Test
    @Timeout(120)
    void nothingStaysOnTheServerOfAPoolmonThatWasKilledBetweenLooks() throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (Connection other = server.open("test");
                Watching watch = new Watching("--dsn", server.dsn())) {
            watch.awaitStatus("healthy");
            assertThat(count(other)).isEqualTo(1);

            watch.kill();

            awaitNone(other);
        }
    }

    /// A server does not notice that its client is gone while it runs a statement, here one that
    /// waits for a lock which nobody gives up: what ends it is the time limit that poolmon has set.
    @Test
    @Timeout(120)
    void theServerEndsTheStatementOfAPoolmonThatWasKilledInTheMiddleOfIt() throws Exception {
        try (PostgresServer server = PostgresServer.with(20);
                Connection other = server.open("test");
                Connection locking = server.open("test");
                Watching watch = new Watching("--dsn", server.dsn(), "--timeout", "3s")) {
            watch.awaitStatus("healthy");
            locking.setAutoCommit(false);
            try (Statement statement = locking.createStatement()) {
                statement.execute("LOCK TABLE pg_catalog.pg_db_role_setting");
            }
            await(other, OURS + " AND wait_event_type = 'Lock'", 1);

            watch.kill();

            awaitNone(other);
            assertThat(locking.isValid(5)).as("the lock is held still").isTrue();
            locking.rollback();
        }
    }

    private static void awaitNone(Connection other) {
        await(other, OURS, 0);
    }

    private static void await(Connection other, String sql, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> number(other, sql) == count);
    }

    private static long count(Connection connection) throws SQLException {
        return number(connection, OURS);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
