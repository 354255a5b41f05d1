package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.model.Target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// libpq's service files: which is read, and what comes before what.
class PgServiceFileTest {
    @TempDir private Path home;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"),
                """
                # ours
                [orders]
                host = db1
                port=5433
                dbname=shop
                user=svc
                password=p = w
                sslmode=require
                [orders]
                host=never
                [other]
                host=db2
                """);
        Files.writeString(home.resolve("pg_service.conf"), "[system]\nhost=db3\n");
    }

    private Target.Postgres parse(String dsn, Map<String, String> variables) {
        return PostgresDsn.parse(dsn, new Environment(variables, Optional.of(home)));
    }

    @Test
    void aServiceSaysAll() {
        Target.Postgres target = parse("service=orders", Map.of());

        assertThat(target.shown()).isEqualTo("postgresql://svc:***@db1:5433/shop");
        assertThat(target.password().orElseThrow().value()).isEqualTo("p = w");
        assertThat(target.parameters()).containsExactly(Map.entry("sslmode", "require"));
    }

    @Test
    void theDsnComesBeforeTheServiceAndTheServiceBeforeTheEnvironment() {
        assertThat(
                        parse(
                                        "postgresql://me@/?service=orders",
                                        Map.of("PGHOST", "never", "PGUSER", "never"))
                                .shown())
                .isEqualTo("postgresql://me:***@db1:5433/shop");
    }

    @Test
    void theEnvironmentNamesServiceAndFiles() {
        assertThat(
                        PostgresDsn.fromEnvironment(
                                        new Environment(
                                                Map.of("PGSERVICE", "other"), Optional.of(home)))
                                .orElseThrow()
                                .shown())
                .contains("db2:5432");
        assertThat(parse("service=system", Map.of("PGSYSCONFDIR", home.toString())).shown())
                .contains("db3:5432");
        assertThatThrownBy(() -> parse("service=orders", Map.of("PGSERVICEFILE", "/nowhere")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownServiceIsSaid() {
        assertThatThrownBy(() -> parse("service=nope", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"nope\"")
                .hasMessageContaining("PGSERVICEFILE");
    }
}
