package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.TlsService;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/// libpq's TLS modes against a real server, with an authority and with a certificate of our own.
class PostgresTlsTest {
    private static final PostgresServer SERVER = PostgresServer.with(20);
    private static final Path FILES = Path.of("src/test/resources/tls").toAbsolutePath();

    @BeforeAll
    static void certificates(@TempDir Path folder) throws SQLException, IOException {
        SERVER.execute("CREATE ROLE \"poolmon-client\" LOGIN");
        SERVER.speakTls(
                "good",
                folder,
                Files.readString(FILES.resolve("rsa-client.pem"))
                        + Files.readString(FILES.resolve("ec-client.pem"))
                        + Files.readString(FILES.resolve("ed25519-client.pem")),
                "hostssl all \"poolmon-client\" all trust clientcert=verify-ca");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static Cli.Result ask(String user, String parameters) {
        return Cli.BARE.run(
                "db",
                "--dsn",
                SERVER.dsn(user).replace("127.0.0.1", "localhost") + "?" + parameters);
    }

    @ParameterizedTest
    @CsvSource({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
    void everyModeIsUnderstood(String mode) {
        Cli.Result result =
                ask("postgres", "sslmode=" + mode + "&sslrootcert=" + TlsService.authority());

        assertThat(result.exit()).as(result.out()).isZero();
    }

    @Test
    void anAuthorityThatDidNotSignIsRefused() {
        Cli.Result result =
                ask("postgres", "sslmode=verify-ca&sslrootcert=" + FILES.resolve("ec-client.pem"));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("No TLS connection");
    }

    @ParameterizedTest
    @CsvSource({"rsa", "ec", "ed25519"})
    void aCertificateOfOursLetsUsIn(String kind, @TempDir Path folder) throws IOException {
        Path key = folder.resolve("client.key");
        Files.copy(FILES.resolve(kind + "-pkcs8.pem"), key);
        String parameters =
                "sslmode=verify-full&sslrootcert="
                        + TlsService.authority()
                        + "&sslcert="
                        + FILES.resolve(kind + "-client.pem")
                        + "&sslkey="
                        + key;

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ask("poolmon-client", parameters).out())
                .as("as libpq")
                .contains("has group or world access");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Cli.Result result = ask("poolmon-client", parameters);
        assertThat(result.exit()).as(result.out()).isZero();
    }

    @Test
    void whoShowsNoCertificateIsNotLetIn() {
        assertThat(ask("poolmon-client", "sslmode=require").out()).contains("does not let us in");
    }

    @Test
    void aCertificateThatIsNotThereIsNamed() {
        Cli.Result result =
                ask("poolmon-client", "sslmode=require&sslcert=/none.pem&sslkey=/none.key");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("/none.");
    }
}
