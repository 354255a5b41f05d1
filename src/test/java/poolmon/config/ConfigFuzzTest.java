package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fuzz.Fuzz;
import poolmon.model.Deadline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Whatever a user writes is understood or refused with a sentence, which repeats no password.
class ConfigFuzzTest {
    private static final String PASSWORD = "Mk7qs3cr3t";
    private static final Environment NOTHING = new Environment(Map.of(), Optional.empty());
    private static final Deadline SOON = Deadline.in(Duration.ofHours(1));
    private static final String FILE =
            """
            [defaults]
            output = "table"
            timeout = '3s'
            target = ["orders"]
            [targets.orders]
            url = ["http://ops@orders:8000", 'https://h/x?token=y']
            url_password = { env = "SECRET" }
            dsn = \"\"\"postgresql://ops:Mk7qs3cr3t@db:5432/orders\"\"\"
            warning = 70.5
            read_only = true
            [targets.orders.pools.replica]
            critical = 99
            """;

    @TempDir private Path folder;

    private static Fuzz.Parser told(Consumer<String> parser) {
        return text -> {
            try {
                parser.accept(text);
            } catch (IllegalArgumentException sentence) {
                String told = String.valueOf(sentence.getMessage());
                assertThat(told).isNotBlank().doesNotContain(PASSWORD);
                assertThat(told.chars().noneMatch(Character::isISOControl)).as(told).isTrue();
            }
        };
    }

    @Test
    void anyDsnIsAServerOrASentence() {
        Fuzz.of(
                        List.of(
                                "postgresql://ops:Mk7qs3cr3t@db:5432,[::1]:5433/orders?sslmode=require",
                                "postgresql+asyncpg://ops:Mk7qs3cr3t@/orders?host=/run/postgresql",
                                "jdbc:postgresql://db/orders?user=ops&password=Mk7qs3cr3t",
                                "host=db port=5432 user=ops password='Mk7qs3cr3t' dbname=orders"),
                        ":",
                        "/",
                        "@",
                        "?",
                        "&",
                        "=",
                        "%",
                        "[",
                        "]",
                        ",",
                        "://",
                        "'",
                        "\\",
                        "host=",
                        "port=",
                        "sslmode=",
                        "jdbc:",
                        "postgres")
                .feed(told(text -> PostgresDsn.parse(text, NOTHING).shown()));
    }

    @Test
    void anyUrlOfRedisIsAServerOrASentence() {
        Fuzz.of(
                        List.of(
                                "redis://ops:Mk7qs3cr3t@cache:6379/2",
                                "rediss://:Mk7qs3cr3t@[::1]/0?db=1",
                                "unix://:Mk7qs3cr3t@/run/redis.sock?db=3",
                                "redis+sentinel://:Mk7qs3cr3t@a:26379,b:26379/mymaster/0"),
                        ":",
                        "/",
                        "@",
                        "?",
                        "=",
                        "%",
                        "[",
                        "]",
                        ",",
                        "://",
                        "unix",
                        "db=")
                .feed(told(text -> RedisUrl.target(text, NOTHING).shown()));
    }

    @Test
    void anyUrlOfAServiceIsAServiceOrASentence() {
        Fuzz.of(
                        List.of(
                                "http://ops:Mk7qs3cr3t@orders:8000/internal?x=y#z",
                                "https://[fe80::1%25eth0]:8443",
                                "localhost:8000"),
                        ":",
                        "/",
                        "@",
                        "?",
                        "#",
                        "=",
                        "%",
                        "[",
                        "]",
                        "://",
                        "http",
                        "xn--")
                .feed(told(text -> ServiceUrl.parse(text).shown()));
    }

    @Test
    void anyHeaderIsOneOrASentence() {
        Fuzz.of(List.of("Authorization: Bearer abc", "X-Api-Key:  a b "), ":", " ", "\r\n", ",")
                .feed(told(text -> HeaderLine.parse(text)));
    }

    @Test
    void anyListOfUrlsIsReadLineByLine() {
        Fuzz.of(List.of("http://a\n# note\n\n  http://b:80 # c\r\n"), "\n", "\r", "#", " ")
                .feedBytes(
                        bytes ->
                                told(_ -> UrlsFile.read(new ByteArrayInputStream(bytes), SOON))
                                        .take(""));
    }

    @Test
    void anyConfigFileIsReadOrItsLinesAreTold() {
        Fuzz.of(
                        List.of(FILE, FILE + FILE, "a.b.c = 1\n"),
                        "[",
                        "]",
                        "[[",
                        "]]",
                        "=",
                        "{",
                        "}",
                        "\"",
                        "'",
                        "\"\"\"",
                        "\n",
                        "#",
                        ".",
                        ",",
                        "targets",
                        "defaults",
                        "1979-05-27T07:32:00Z",
                        "inf",
                        "\\u0000",
                        "env",
                        "file",
                        "command")
                .feed(
                        text -> {
                            ConfigReader reader =
                                    new ConfigReader(
                                            text, folder, Optional.empty(), (setting, value) -> {});
                            ConfigFile file = reader.file();
                            int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
                            for (ConfigProblem problem : file.problems()) {
                                assertThat(problem.line()).isBetween(0, lines);
                                assertThat(problem.sentence())
                                        .isNotBlank()
                                        .doesNotContain(PASSWORD);
                                assertThat(
                                                problem.sentence()
                                                        .chars()
                                                        .noneMatch(Character::isISOControl))
                                        .as(problem.sentence())
                                        .isTrue();
                            }
                        });
    }

    @Test
    void anyFileOfLibpqIsReadAsFarAsItGoes() throws IOException {
        Path file = Files.createFile(folder.resolve("libpq"));
        Environment environment =
                new Environment(
                        Map.of("PGSERVICEFILE", file.toString(), "PGPASSFILE", file.toString()),
                        Optional.empty());
        Fuzz.of(
                        List.of(
                                "[orders]\nhost=db\nport=5432\nuser=ops\npassword=Mk7qs3cr3t\n",
                                "db:5432:*:ops:Mk7q\\:s3cr3t\n#\n*:*:*:*:x"),
                        "[",
                        "]",
                        "=",
                        "\n",
                        ":",
                        "*",
                        "\\",
                        "#",
                        "orders",
                        "host=",
                        "port=")
                .feedBytes(
                        bytes -> {
                            Files.write(file, bytes);
                            told(name -> PostgresDsn.parse(name, environment).shown())
                                    .take("service=orders");
                        });
    }
}
