package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/// A server by its Unix socket.
class UnixSocketTest {
    @TempDir private Path folder;

    private static Cli.Result ask(Path host, int port) {
        return Cli.BARE.run(
                "db",
                "--dsn",
                "host=" + host + " port=" + port + " user=postgres dbname=postgres",
                "--timeout",
                "2s");
    }

    @Test
    void isAskedAsByTheNetwork() throws IOException {
        try (PostgresServer server = PostgresServer.withSocketIn(folder)) {
            Cli.Result result = ask(folder, server.port());

            assertThat(result.exit()).as(result.out()).isZero();
            assertThat(result.out())
                    .startsWith("HEALTHY ")
                    .doesNotContain("slow-keepalives"); // there is no network between
            assertThat(
                            Cli.BARE
                                    .run(
                                            "leaks",
                                            "--dsn",
                                            "host="
                                                    + folder
                                                    + " port="
                                                    + server.port()
                                                    + " user=postgres dbname=postgres"
                                                    + " sslmode=require")
                                    .exit())
                    .as("TLS is not for sockets, as in libpq")
                    .isZero();
        }
    }

    @Test
    void whereNothingListensThatIsSaid() {
        Cli.Result result = ask(folder, 5432);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains("Nothing listens on the Unix socket " + folder)
                .contains("unix_socket_directories");
    }

    @Test
    void oneThatIsSilentIsLeftInTime() throws IOException {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(folder.resolve(".s.PGSQL.5432")));

            Cli.Result result = ask(folder, 5432);

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("did not answer in time");
        }
    }
}
