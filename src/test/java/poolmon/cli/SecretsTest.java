package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.Parrot;
import poolmon.fixture.Served;
import poolmon.output.Format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Every way that a password or token can come in, every command that takes it, every output, every
/// kind of failure: the secret is nowhere in what comes out.
class SecretsTest {
    private static final String MARK = "Mk7q-s3cr3t";
    private static final List<String> FORMS =
            List.of(
                    MARK,
                    encoded("ops:" + MARK).replace("=", ""),
                    encoded(":" + MARK).replace("=", ""),
                    encoded(MARK + ":").replace("=", ""));

    @TempDir private static Path folder;

    private static Parrot parrot;
    private static FakeServer silent;
    private static FakeServer garbage;

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    static void start() {
        parrot = new Parrot();
        silent = FakeServer.silent();
        garbage = FakeServer.sending("\u0016\u0003\u0001 what? \u001b[2J\r\n\r\n");
    }

    @AfterAll
    static void stop() {
        parrot.close();
        silent.close();
        garbage.close();
    }

    /// One way in.
    ///
    /// @param cli the world that the secret may come from
    /// @param options what the command line says of it
    private record Way(Cli cli, List<String> options) {
        static Way of(String... options) {
            return new Way(Cli.BARE, List.of(options));
        }

        Way with(String variable, String value) {
            return new Way(cli.with(variable, value), options);
        }

        Way typed() {
            List<String> more = new ArrayList<>(options);
            more.add("-W");
            return new Way(cli.typing(MARK), more);
        }
    }

    /// A way in by its name.
    ///
    /// @param commands the command lines that take it
    /// @param at the way in at a place (`host:port`)
    private record Kind(String name, List<String> commands, BiFunction<String, Path, Way> at) {}

    private static final List<String> OF_URL =
            List.of("pools", "watch --count 1", "diagnose", "leaks --dsn host=127.0.0.1,port=1");
    private static final List<String> POOLS = List.of("pools", "pools --wait 1ms");
    private static final List<String> OF_DSN =
            List.of(
                    "db",
                    "leaks",
                    "leaks --for 1ms --every 1ms",
                    "watch --count 1",
                    "diagnose",
                    "size --for 1ms");
    private static final List<String> OF_REDIS = List.of("redis", "watch --count 1", "diagnose");
    private static final List<String> NAMED =
            List.of("pools x", "db x", "redis x", "leaks x", "watch x --count 1", "diagnose x");

    private static List<Kind> kinds() {
        return List.of(
                new Kind(
                        "url: user",
                        OF_URL,
                        (p, d) -> Way.of("--url", "http://ops:" + MARK + "@" + p)),
                new Kind(
                        "url: token",
                        OF_URL,
                        (p, d) -> Way.of("--url", "http://" + MARK + "@" + p)),
                new Kind(
                        "url: query",
                        OF_URL,
                        (p, d) -> Way.of("--url", "http://" + p + "/h?api_key=" + MARK)),
                new Kind(
                        "url: tls",
                        OF_URL,
                        (p, d) -> Way.of("--url", "https://ops:" + MARK + "@" + p)),
                new Kind(
                        "url: environment",
                        List.of("pools", "watch --count 1", "diagnose"),
                        (p, d) -> Way.of().with("POOLMON_URL", "http://ops:" + MARK + "@" + p)),
                new Kind(
                        "token file",
                        POOLS,
                        (p, d) -> Way.of("--url", p, "--bearer-token-file", file(d, MARK))),
                new Kind(
                        "password file",
                        POOLS,
                        (p, d) ->
                                Way.of(
                                        "--url",
                                        p,
                                        "--user",
                                        "ops",
                                        "--password-file",
                                        file(d, MARK))),
                new Kind(
                        "password typed",
                        POOLS,
                        (p, d) -> Way.of("--url", p, "--user", "ops").typed()),
                new Kind(
                        "password variable",
                        POOLS,
                        (p, d) ->
                                Way.of("--url", p, "--user", "ops").with("POOLMON_PASSWORD", MARK)),
                new Kind(
                        "header",
                        POOLS,
                        (p, d) -> Way.of("--url", p, "--header", "Authorization: Bearer " + MARK)),
                new Kind(
                        "own header",
                        POOLS,
                        (p, d) -> Way.of("--url", p, "--header", "X-Api-Key: " + MARK)),
                new Kind(
                        "urls file",
                        POOLS,
                        (p, d) -> Way.of("--urls-file", file(d, "http://ops:" + MARK + "@" + p))),
                new Kind(
                        "proxy",
                        OF_URL,
                        (p, d) ->
                                Way.of("--url", "http://orders.example")
                                        .with("http_proxy", "http://ops:" + MARK + "@" + p)),
                new Kind(
                        "proxy for https",
                        OF_URL,
                        (p, d) ->
                                Way.of("--url", "https://orders.example")
                                        .with("HTTPS_PROXY", "http://ops:" + MARK + "@" + p)),
                new Kind(
                        "prometheus",
                        List.of("pools", "trend", "watch --count 1", "diagnose"),
                        (p, d) -> Way.of("--prometheus", "http://ops:" + MARK + "@" + p)),
                new Kind(
                        "dsn: user",
                        OF_DSN,
                        (p, d) ->
                                Way.of("--dsn", "postgresql://ops:" + MARK + "@" + p + "/orders")),
                new Kind(
                        "dsn: query",
                        OF_DSN,
                        (p, d) ->
                                Way.of(
                                        "--dsn",
                                        "postgresql://" + p + "/orders?user=ops&password=" + MARK)),
                new Kind(
                        "dsn: jdbc",
                        OF_DSN,
                        (p, d) ->
                                Way.of(
                                        "--dsn",
                                        "jdbc:postgresql://"
                                                + p
                                                + "/orders?user=ops&password="
                                                + MARK)),
                new Kind(
                        "dsn: words",
                        OF_DSN,
                        (p, d) ->
                                Way.of(
                                        "--dsn",
                                        "host="
                                                + p.replace(":", " port=")
                                                + " user=ops password="
                                                + MARK)),
                new Kind(
                        "dsn: service of an application",
                        OF_DSN,
                        (p, d) ->
                                Way.of(
                                        "--dsn",
                                        "postgresql+asyncpg://ops:" + MARK + "@" + p + "/orders")),
                new Kind(
                        "dsn: pgbouncer",
                        OF_DSN,
                        (p, d) ->
                                Way.of(
                                        "--dsn",
                                        "postgresql://ops:" + MARK + "@" + p + "/pgbouncer")),
                new Kind(
                        "dsn: environment",
                        OF_DSN,
                        (p, d) ->
                                Way.of()
                                        .with(
                                                "DATABASE_URL",
                                                "postgresql://ops:" + MARK + "@" + p + "/orders")),
                new Kind(
                        "PGPASSWORD",
                        OF_DSN,
                        (p, d) ->
                                Way.of("--dsn", "postgresql://ops@" + p + "/orders")
                                        .with("PGPASSWORD", MARK)),
                new Kind(
                        "password file of PostgreSQL",
                        OF_DSN,
                        (p, d) ->
                                Way.of("--dsn", "postgresql://ops@" + p + "/orders")
                                        .with("PGPASSFILE", file(d, "*:*:*:*:" + MARK))),
                new Kind(
                        "service file of PostgreSQL",
                        OF_DSN,
                        (p, d) ->
                                Way.of("--dsn", "service=orders")
                                        .with(
                                                "PGSERVICEFILE",
                                                file(
                                                        d,
                                                        "[orders]\nhost="
                                                                + p.replace(":", "\nport=")
                                                                + "\nuser=ops\npassword="
                                                                + MARK))),
                new Kind(
                        "dsn: typed",
                        OF_DSN,
                        (p, d) -> Way.of("--dsn", "postgresql://ops@" + p + "/orders").typed()),
                new Kind(
                        "admin dsn",
                        OF_DSN,
                        (p, d) ->
                                Way.of(
                                        "--dsn",
                                        "postgresql://ops@" + p + "/orders",
                                        "--admin-dsn",
                                        "postgresql://root:" + MARK + "@" + p + "/orders")),
                new Kind(
                        "redis: password",
                        OF_REDIS,
                        (p, d) -> Way.of("--redis", "redis://:" + MARK + "@" + p)),
                new Kind(
                        "redis: user",
                        OF_REDIS,
                        (p, d) -> Way.of("--redis", "redis://ops:" + MARK + "@" + p)),
                new Kind(
                        "redis: no colon",
                        OF_REDIS,
                        (p, d) -> Way.of("--redis", "redis://" + MARK + "@" + p)),
                new Kind(
                        "redis: tls",
                        OF_REDIS,
                        (p, d) -> Way.of("--redis", "rediss://:" + MARK + "@" + p)),
                new Kind(
                        "redis: sentinel",
                        OF_REDIS,
                        (p, d) ->
                                Way.of(
                                        "--redis",
                                        "redis+sentinel://:" + MARK + "@" + p + "/mymaster")),
                new Kind(
                        "redis: environment",
                        OF_REDIS,
                        (p, d) -> Way.of().with("REDIS_URL", "redis://:" + MARK + "@" + p)),
                new Kind(
                        "REDIS_PASSWORD",
                        OF_REDIS,
                        (p, d) -> Way.of("--redis", "redis://" + p).with("REDIS_PASSWORD", MARK)),
                new Kind(
                        "redis: typed",
                        List.of("redis"),
                        (p, d) -> Way.of("--redis", "redis://" + p).typed()),
                new Kind(
                        "config: in the places",
                        NAMED,
                        (p, d) ->
                                config(
                                        d,
                                        "url = 'http://ops:" + MARK + "@" + p + "'",
                                        "dsn = 'postgresql://ops:" + MARK + "@" + p + "/orders'",
                                        "redis = 'redis://:" + MARK + "@" + p + "'")),
                new Kind(
                        "config: by variable",
                        NAMED,
                        (p, d) ->
                                named(d, p, "{ env = 'ORDERS_SECRET' }")
                                        .with("ORDERS_SECRET", MARK)),
                new Kind(
                        "config: by file",
                        NAMED,
                        (p, d) -> named(d, p, "{ file = '" + file(d, MARK) + "' }")),
                new Kind(
                        "config: by command",
                        NAMED,
                        (p, d) -> named(d, p, "{ command = ['cat', '" + file(d, MARK) + "'] }")));
    }

    private static String file(Path folder, String text) {
        try {
            Path file = Files.createTempFile(folder, "secret", "");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return Files.writeString(file, text + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Way config(Path folder, String... lines) {
        return Way.of("--config", file(folder, "[targets.x]\n" + String.join("\n", lines)));
    }

    private static Way named(Path folder, String place, String secret) {
        return config(
                folder,
                "url = 'http://ops@" + place + "'",
                "url_password = " + secret,
                "dsn = 'postgresql://ops@" + place + "/orders'",
                "dsn_password = " + secret,
                "redis = 'redis://" + place + "'",
                "redis_password = " + secret);
    }

    /// Where nothing goes well, and how.
    private static List<String> places() {
        return List.of(
                parrot.address(),
                garbage.address(),
                silent.address(),
                "127.0.0.1:1",
                "no-such-host.invalid:1",
                "127.0.0.1:not-a-port");
    }

    @TestFactory
    Stream<DynamicTest> noSecretComesOut() {
        return kinds().stream()
                .flatMap(
                        kind ->
                                kind.commands().stream()
                                        .map(
                                                command ->
                                                        DynamicTest.dynamicTest(
                                                                kind.name() + ": " + command,
                                                                () -> noSecret(kind, command))));
    }

    private static void noSecret(Kind kind, String command) {
        for (String place : places()) {
            Way way = kind.at().apply(place, folder);
            if (place.equals(silent.address())) {
                if (command.equals(kind.commands().getFirst())) {
                    run(way, command, "-o", "json", "-vv", "--timeout", "50ms");
                }
                continue;
            }
            for (Format format : Format.values()) {
                run(way, command, "-o", format.word(), "-vv", "--timeout", "10s");
            }
            run(way, command, "--frob");
            run(way, command, "-o", "xml", "stray");
        }
    }

    private static void run(Way way, String command, String... more) {
        List<String> line = new ArrayList<>(Arrays.asList(command.split(" ")));
        line.addAll(way.options());
        line.addAll(List.of(more));
        Cli.Result result = way.cli().at(Clock.systemUTC(), line.toArray(String[]::new));
        String told = result.out() + result.err();
        assertThat(result.exit()).as("%s: %s", line, told).isNotZero().isNotEqualTo(70);
        for (String form : FORMS) {
            assertThat(told).as("%s", line).doesNotContainIgnoringCase(form);
        }
        assertThat(told.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                .as("%s: %s", line, told)
                .isTrue();
    }

    /// Else all of the above would prove nothing.
    @Test
    void theSecretsReachTheServer() {
        // encrypted; meant for a server that is full; a name alone, which Redis is not told
        List<String> not = List.of("url: tls", "redis: tls", "admin dsn", "redis: no colon");
        try (Parrot own = new Parrot()) {
            for (Kind kind : kinds()) {
                if (not.contains(kind.name())) {
                    continue;
                }
                Way way = kind.at().apply(own.address(), folder);
                int before = own.heard().size();
                run(way, kind.commands().getFirst(), "-o", "json", "--timeout", "10s");
                assertThat(own.heard().subList(before, own.heard().size()))
                        .as(kind.name())
                        .anyMatch(told -> FORMS.stream().anyMatch(told::contains));
            }
        }
    }

    /// Of a service that tells its own passwords, as the text of an error or as a field.
    @Test
    void whatAServiceShouldNotHaveToldIsNotRepeated() throws IOException {
        String answer =
                "{\"status\":\"error\",\"pools\":{\"database\":{\"status\":\"error\",\"error\":"
                        + "\"cannot reach postgresql://app:"
                        + MARK
                        + "@db/orders password="
                        + MARK
                        + "\",\"password\":\""
                        + MARK
                        + "\",\"pool_size\":5,\"checked_out\":5,\"checked_in\":0,\"overflow\":0}}}";
        Path record = folder.resolve("looks.jsonl");
        try (HttpService service =
                new HttpService()
                        .at("/api/v1/health/pools", 200, answer)
                        .at("/api/v1/health", 503, answer)) {
            for (String command : OF_URL) {
                for (Format format : Format.values()) {
                    run(Way.of("--url", service.url()), command, "-o", format.word(), "-vv");
                }
            }
            String recording = "watch --count 2 --every 100ms --record " + record;
            run(Way.of("--url", service.url()), recording, "-vv");
            try (Served served = Served.with("--url", service.url())) {
                for (String page :
                        List.of("/metrics", "/api/v1/health/pools", "/api/v1/health", "/")) {
                    assertThat(served.get(page).body()).doesNotContain(MARK);
                }
                assertThat(served.said()).doesNotContain(MARK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(Files.readString(record)).contains("\"database\"").doesNotContain(MARK);
    }

    /// What is wrong in a config file is told by its line, and never by what stands there.
    @Test
    void aConfigFileThatIsWrongIsToldWithoutItsSecrets() {
        for (String line :
                List.of(
                        "url = 'http://ops:" + MARK + "@h:port'",
                        "dsn = 'postgresql://ops:" + MARK + "@h:port/d'",
                        "redis = 'redis://:" + MARK + "@h:port'",
                        "dsn_password = '" + MARK,
                        "dsn_password = '" + MARK + "'",
                        "dsn_password = { enw = '" + MARK + "' }",
                        "dsn_pasword = '" + MARK + "'",
                        "url_token = ['" + MARK + "']",
                        MARK,
                        "'" + MARK + "' = ",
                        "timeout = '" + MARK + "'")) {
            for (String command : List.of("config check", "config list", "pools x", "db x")) {
                String file = file(folder, "[targets.x]\n" + line);
                Cli.Result result = Cli.BARE.run((command + " --config " + file).split(" "));
                assertThat(result.out() + result.err())
                        .as("%s: %s", command, line)
                        .isNotBlank()
                        .doesNotContain(MARK);
            }
        }
    }
}
