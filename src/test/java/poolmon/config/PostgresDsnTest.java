package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Every form in which people have the address of a PostgreSQL server.
class PostgresDsnTest {
    private static final Environment EMPTY = new Environment(Map.of(), Optional.empty());

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Optional.empty());
    }

    /// Hosts, database, user, password and parameters on one line.
    private static String line(Target.Postgres target) {
        return String.join(
                " ",
                target.hosts().stream().map(Host::shown).collect(Collectors.joining(",")),
                target.database().orElse("-"),
                target.user().orElse("-"),
                target.password().map(Secret::value).orElse("-"),
                new TreeMap<>(target.parameters()).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '`',
            value = {
                // libpq's URI
                "postgresql://                         | localhost:5432 joe joe - {}",
                "postgresql://db                       | db:5432 joe joe - {}",
                "postgresql://u@db/shop                | db:5432 shop u - {}",
                "postgresql://u@db                     | db:5432 u u - {}",
                "postgres://u:p@db:6432/shop           | db:6432 shop u p {}",
                "postgresql://u:p%40%2f%3a%C3%B6@db/s%20p | db:5432 s p u p@/:ö {}",
                "postgresql://u:p/a#ss?w@db/shop       | db:5432 shop u p/a#ss?w {}",
                "postgresql://u@h1:5433,h2,h3:5435/s   | h1:5433,h2:5432,h3:5435 s u - {}",
                "postgresql://u@[::1]:5433,[fe80::2]/s | [::1]:5433,[fe80::2]:5432 s u - {}",
                "postgresql:///s?host=h1,h2&port=1,2   | h1:1,h2:2 s joe - {}",
                "postgresql:///s?host=h&user=u&password=p@w | h:5432 s u p@w {}",
                "postgresql://db/s?sslmode=verify-full&sslrootcert=/c%20a.pem"
                        + " | db:5432 s joe - {sslmode=verify-full, sslrootcert=/c a.pem}",
                "postgresql://h1,h2/s?target_session_attrs=read-write"
                        + " | h1:5432,h2:5432 s joe - {target_session_attrs=read-write}",
                "postgresql://db/s?connect_timeout=3&application_name=x"
                        + " | db:5432 s joe - {application_name=x, connect_timeout=3}",
                // what applications carry
                "postgresql+asyncpg://u:p@db/s?ssl=require | db:5432 s u p {sslmode=require}",
                "postgresql+psycopg2://u:p@/s?host=h1:5433&host=h2:5434"
                        + " | h1:5433,h2:5434 s u p {}",
                "postgresql+psycopg://u:p@db/s         | db:5432 s u p {}",
                "POSTGRESQL+PG8000://u:p@db/s          | db:5432 s u p {}",
                "postgis://u:p@db/s                    | db:5432 s u p {}",
                // JDBC
                "jdbc:postgresql://db:5433/s?user=u&password=p%2Bq+r | db:5433 s u p+q r {}",
                "jdbc:postgresql://h1:5432,h2:5433/s?user=u&password=p@w"
                        + " | h1:5432,h2:5433 s u p@w {}",
                "jdbc:postgresql://db/s?ssl=true       | db:5432 s joe - {sslmode=verify-full}",
                "jdbc:postgresql://db/s?ssl=true&sslmode=require | db:5432 s joe -"
                        + " {sslmode=require}",
                "jdbc:postgresql://h1,h2/s?targetServerType=preferSecondary"
                        + " | h1:5432,h2:5432 s joe - {target_session_attrs=prefer-standby}",
                "jdbc:postgresql:s                     | localhost:5432 s joe - {}",
                "jdbc:postgresql:s?user=u              | localhost:5432 s u - {}",
                "jdbc:otel:postgresql://db/s           | db:5432 s joe - {}",
                "r2dbc:pool:postgresql://u:p@db/s      | db:5432 s u p {}",
                // libpq's key=value
                "host=db port=5433 dbname=s user=u password=p | db:5433 s u p {}",
                "host = h1,h2  user='o\\'neil' password='p w\\\\x' | h1:5432,h2:5432 o'neil o'neil"
                        + " p w\\x {}",
                "hostaddr=10.0.0.7 dbname=s            | 10.0.0.7:5432 s joe - {}",
                "host=db password=postgresql://x dbname=s | db:5432 s joe postgresql://x {}",
                "host=db dbname=s sslmode=''            | db:5432 s joe - {}"
            })
    void readsEveryForm(String dsn, String expected) {
        assertThat(line(PostgresDsn.parse(dsn, environment(Map.of("USER", "joe")))))
                .isEqualTo(expected);
    }

    @Test
    void whatTheDsnLeavesOpenComesFromTheEnvironment() {
        Environment environment =
                environment(
                        Map.of(
                                "PGHOST", "db",
                                "PGPORT", "5433",
                                "PGUSER", "u",
                                "PGPASSWORD", "p",
                                "PGDATABASE", "s",
                                "PGSSLMODE", "require",
                                "PGSSLROOTCERT", "/ca.pem",
                                "PGTARGETSESSIONATTRS", "any",
                                "PGCONNECT_TIMEOUT", "3",
                                "USER", "joe"));

        assertThat(line(PostgresDsn.parse("postgresql://", environment)))
                .isEqualTo(
                        "db:5433 s u p {connect_timeout=3, sslmode=require, sslrootcert=/ca.pem,"
                                + " target_session_attrs=any}");
        assertThat(line(PostgresDsn.parse("postgresql://x:y@h:1/d?sslmode=disable", environment)))
                .startsWith("h:1 d x y")
                .contains("sslmode=disable");
    }

    @Test
    void theEnvironmentAloneNamesAServer() {
        assertThat(PostgresDsn.fromEnvironment(EMPTY)).isEmpty();
        assertThat(PostgresDsn.fromEnvironment(environment(Map.of("PGPASSWORD", "p")))).isEmpty();
        assertThat(PostgresDsn.fromEnvironment(environment(Map.of("PGHOST", "db"))))
                .map(PostgresDsnTest::line)
                .contains("db:5432 postgres postgres - {}");
        assertThat(
                        PostgresDsn.fromEnvironment(
                                environment(
                                        Map.of(
                                                "DATABASE_URL", "postgresql+asyncpg://u:p@a/s",
                                                "PGHOST", "b"))))
                .map(PostgresDsnTest::line)
                .contains("a:5432 s u p {}");
    }

    @Test
    void aBadDatabaseUrlIsNamed() {
        Environment bad = environment(Map.of("DATABASE_URL", "mysql://u:s3cret@db/s"));

        assertThatThrownBy(() -> PostgresDsn.fromEnvironment(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DATABASE_URL: ")
                .hasMessageContaining("mysql")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "mysql://u:s3cret@db/s",
                "http://u:s3cret@db/s",
                "jdbc:mysql:s3cret",
                "postgresql://u:s3cret@db:port/s",
                "postgresql://u:s3cret@db:99999/s",
                "postgresql://u:s3cret@[::1/s",
                "postgresql://u:s3cret@db/s?sslmode=s3cret",
                "host=db password='s3cret",
                "host=db password",
                "host=db port=s3cret",
                "host=a,b port=1,2,3",
                "host=@postgresql password=s3cret",
                "postgresql://u:s3cret@%2Fvar%2Frun:port/s",
                "service=none"
            })
    void whatNamesNoServerIsSaidWithoutTheSecret(String dsn) {
        assertThatThrownBy(() -> PostgresDsn.parse(dsn, EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=/var/run/postgresql port=5433 user=u dbname=s",
                "postgresql://u@%2Fvar%2Frun%2Fpostgresql:5433/s",
                "postgresql://u@/s?host=/var/run/postgresql&port=5433"
            })
    void aHostThatIsAPathIsAUnixSocket(String dsn) {
        Target.Postgres target = PostgresDsn.parse(dsn, EMPTY);

        assertThat(target.hosts()).containsExactly(new Host("/var/run/postgresql", 5433));
        assertThat(target.shown()).isEqualTo("postgresql://u@%2Fvar%2Frun%2Fpostgresql:5433/s");
    }

    @Test
    void anAbstractUnixSocketIsRefused() {
        assertThatThrownBy(() -> PostgresDsn.parse("host=@postgresql", EMPTY))
                .hasMessageContaining("abstract Unix socket");
    }

    @Test
    void theTargetShowsItselfWithoutThePassword() {
        Target.Postgres target = PostgresDsn.parse("postgresql://u:s3cret@h1,h2/s", EMPTY);

        assertThat(target.shown()).isEqualTo("postgresql://u:***@h1:5432,h2:5432/s");
        assertThat(List.of(target).toString()).doesNotContain("s3cret");
    }
}
