package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;
import poolmon.fixture.Tool;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// A real PgBouncer where a PostgreSQL is expected: poolmon says so instead of guessing.
class RealPgBouncerTest {
    @TempDir private Path folder;

    private Process bouncer;
    private int port;

    @BeforeEach
    void start() throws IOException {
        Tool pgbouncer = Tool.demand("pgbouncer");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = Files.writeString(folder.resolve("users.txt"), "\"admin\" \"\"\n");
        Path settings =
                Files.write(
                        folder.resolve("pgbouncer.ini"),
                        List.of(
                                "[databases]",
                                "* = host=127.0.0.1 port=" + PostgresServer.shared().port(),
                                "[pgbouncer]",
                                "listen_addr = 127.0.0.1",
                                "listen_port = " + port,
                                "unix_socket_dir =",
                                "auth_type = any",
                                "auth_file = " + users,
                                "admin_users = admin"));
        boolean root = System.getProperty("user.name").equals("root");
        bouncer =
                root
                        ? pgbouncer.start("-u", "nobody", settings.toString())
                        : pgbouncer.start(settings.toString());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (bouncer != null) {
            bouncer.destroy();
            bouncer.waitFor();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgbouncer", "postgres"})
    void isRecognisedAndNamed(String database) {
        Cli.Result result =
                Cli.BARE.run(
                        "db",
                        "--dsn",
                        "postgresql://admin@127.0.0.1:" + port + "/" + database,
                        "-o",
                        "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(Schema.report(result.out()).at("/targets/0/error/message").textValue())
                .contains("PgBouncer");
    }
}
