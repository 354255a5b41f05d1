package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.model.Secret;
import poolmon.model.Target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// libpq's password file, by libpq's rules.
class PgPassTest {
    @TempDir private Path home;

    private void write(String text, String permissions) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String password(String dsn, Map<String, String> variables) {
        Target.Postgres target =
                PostgresDsn.parse(dsn, new Environment(variables, Optional.of(home)));
        return target.password().map(Secret::value).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "db:5432:s:u:secret       | secret",
                "*:*:*:*:any              | any",
                "db:*:s:u:a:b:c           | a:b:c",
                "db:5432:s:u:a\\:b\\\\c   | a:b\\c",
                "db:5433:s:u:other        | none",
                "other:5432:s:u:other     | none",
                "db:5432:s:x:other        | none",
                "\\*:5432:s:u:escaped     | none",
                "#db:5432:s:u:comment     | none",
                "db:5432:s:u              | none",
                "db:5432:s:u:             | none"
            })
    void aLineFits(String line, String password) throws IOException {
        write(line + "\n", "rw-------");

        assertThat(password("postgresql://u@db/s", Map.of())).isEqualTo(password);
    }

    @Test
    void theFirstLineThatFitsCounts() throws IOException {
        write("# mine\r\n\r\nx:*:*:*:1\r\ndb:*:*:*:2\r\n*:*:*:*:3\r\n", "rw-------");

        assertThat(password("postgresql://u@db/s", Map.of())).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rw-rw-rw-"})
    void aFileThatOthersMayReadIsPassedOver(String permissions) throws IOException {
        write("*:*:*:*:secret\n", permissions);

        assertThat(password("postgresql://u@db/s", Map.of())).isEqualTo("none");
    }

    @Test
    void anotherFileIsTakenWhereTheVariableSaysSo() throws IOException {
        write("*:*:*:*:home\n", "rw-------");
        Path other = home.resolve("other");
        Files.writeString(other, "*:*:*:*:other\n");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));

        assertThat(password("postgresql://u@db/s", Map.of("PGPASSFILE", other.toString())))
                .isEqualTo("other");
        assertThat(password("postgresql://u@db/s", Map.of("PGPASSFILE", "/nowhere")))
                .isEqualTo("none");
    }

    @Test
    void aPasswordThatIsGivenComesFirst() throws IOException {
        write("*:*:*:*:file\n", "rw-------");

        assertThat(password("postgresql://u:dsn@db/s", Map.of("PGPASSWORD", "env")))
                .isEqualTo("dsn");
        assertThat(password("postgresql://u@db/s", Map.of("PGPASSWORD", "env"))).isEqualTo("env");
    }

    @Test
    void anyOfTheHostsMayHaveThePassword() throws IOException {
        write("h2:5433:s:u:second\n", "rw-------");

        assertThat(password("postgresql://u@h1,h2:5433/s", Map.of())).isEqualTo("second");
    }
}
