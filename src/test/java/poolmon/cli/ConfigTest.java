package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.Postgres;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/// The config file from the command line to the servers.
class ConfigTest {
    /// 8 of 10 connections are out: 80 %.
    private static final String POOLS =
            "{\"timestamp\":\"2026-11-23T11:00:00Z\",\"pools\":{\"database\":{\"status\":\"degraded\","
                + "\"pool_size\":10,\"checked_out\":8,\"checked_in\":2,\"overflow\":0,"
                + "\"total_capacity\":10,\"utilization_percent\":80.0}}}";
    private static final String PATH = "/api/v1/health/pools";

    @TempDir private Path folder;

    private Cli with(String... lines) throws IOException {
        Path file = folder.resolve("poolmon/config.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Cli.BARE.with("XDG_CONFIG_HOME", folder.toString()).with("PATH", "/usr/bin:/bin");
    }

    private static HttpService service() {
        return new HttpService().at(PATH, 200, POOLS);
    }

    /// The first of option, variable and file that says something decides.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | '' | 1",
                "'' | '' | warning = 90 | 0",
                "'' | POOLMON_WARNING=70 | warning = 90 | 1",
                "-w 90 | POOLMON_WARNING=70 | warning = 70 | 0",
                "'' | '' | fail_on = 'critical' | 0",
                "'' | POOLMON_FAIL_ON=degraded | fail_on = 'critical' | 1",
                "--fail-on never | POOLMON_FAIL_ON=degraded | fail_on = 'degraded' | 0",
                "'' | '' | max_overflow = 10 | 0",
                "--max-overflow 0 | '' | max_overflow = 10 | 1",
                "-w 50 | POOLMON_CRITICAL=60 | critical = 99 | 2",
                "-w 50 | '' | critical = 99 | 1"
            })
    void anOptionDecidesThenItsVariableThenTheFile(
            String options, String variable, String setting, int exit) throws IOException {
        try (HttpService service = service()) {
            Cli cli = with("[defaults]", setting);
            if (!variable.isEmpty()) {
                cli = cli.with(variable.split("=")[0], variable.split("=")[1]);
            }
            Cli.Result result =
                    cli.run(("pools --url " + service.url() + " " + options).split(" "));

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isEqualTo(exit);
        }
    }

    @Test
    void outputColourAndTimeoutComeFromTheFileTooUnlessSaidOtherwise() throws IOException {
        try (HttpService service = service()) {
            Cli cli = with("[defaults]", "output = 'json'", "color = 'always'");
            String[] pools = {"pools", "--url", service.url()};

            assertThat(cli.run(pools).out()).startsWith("{\"schema\"");
            assertThat(cli.with("POOLMON_OUTPUT", "nagios").run(pools).out()).startsWith("POOLS ");
            assertThat(cli.run("pools", "--url", service.url(), "-o", "table").out())
                    .contains("\u001b[");
            assertThat(
                            cli.with("NO_COLOR", "1")
                                    .run("pools", "--url", service.url(), "-o", "table")
                                    .out())
                    .doesNotContain("\u001b[");
            Cli.Result bad = cli.with("POOLMON_TIMEOUT", "5").run(pools);
            assertThat(bad.exit()).isEqualTo(64);
            assertThat(bad.err()).contains("POOLMON_TIMEOUT").contains("no duration");
            assertThat(with("[defaults]", "timeout = '0s'").run(pools).err())
                    .contains("config.toml:2: timeout: The timeout must be longer");
        }
    }

    @Test
    void aNameStandsForAllThatItsTargetHas() throws IOException {
        try (HttpService one = service();
                HttpService two = service()) {
            Cli cli =
                    with(
                            "[defaults]",
                            "target = 'orders'",
                            "[targets.orders]",
                            "url = ['" + one.url() + "', '" + two.url() + "']",
                            "warning = 90",
                            "[targets.billing]",
                            "url = '" + two.url() + "/'",
                            "[targets.billing.pools.database]",
                            "critical = 79",
                            "warning = 50",
                            "[targets.cache]",
                            "redis = 'redis://127.0.0.1:1'");

            assertThat(cli.run("pools", "orders", "-o", "csv").out())
                    .contains(one.url(), two.url());
            assertThat(cli.run("pools", "orders").exit()).isZero();
            assertThat(cli.run("pools", "billing").exit()).isEqualTo(2);
            assertThat(cli.run("pools", "orders", "billing").exit()).isEqualTo(2);
            assertThat(cli.run("pools", "billing", "-w", "85", "-c", "90").exit()).isZero();
            assertThat(cli.run("pools").exit()).isZero();
            assertThat(cli.run("diagnose", "billing").exit()).isEqualTo(2);
            assertThat(cli.run("watch", "billing", "--count", "1", "-o", "json").exit())
                    .isEqualTo(2);
            // the variable goes before the file's usual target
            assertThat(cli.with("POOLMON_URL", one.url()).run("pools").exit()).isEqualTo(1);
            Cli.Result unknown = cli.run("pools", "odrers");
            assertThat(unknown.exit()).isEqualTo(64);
            assertThat(unknown.err())
                    .contains("did you mean \"orders\"?")
                    .contains("orders, billing, cache");
            Cli.Result other = cli.run("pools", "cache");
            assertThat(other.exit()).isEqualTo(64);
            assertThat(other.err()).contains("url or prometheus or file");
            assertThat(cli.run("pools", one.url()).err()).contains("--url");
        }
    }

    @Test
    void withoutAFileANameIsAMistakeAndNothingElseIs() throws IOException {
        Cli cli = Cli.BARE.with("XDG_CONFIG_HOME", folder.toString());

        Cli.Result result = cli.run("pools", "orders");
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("no config file").contains(folder.toString());
        assertThat(cli.run("pools").err()).contains("Give --url URL or set POOLMON_URL.");
        assertThat(cli.run("pools", "--url", "http://127.0.0.1:1").exit()).isEqualTo(3);
        String nowhere = folder.resolve("nowhere").toString();
        for (Cli.Result named :
                new Cli.Result[] {
                    cli.run("pools", "--url", "http://127.0.0.1:1", "--config", nowhere),
                    cli.with("POOLMON_CONFIG", nowhere).run("pools", "--url", "http://127.0.0.1:1")
                }) {
            assertThat(named.exit()).isEqualTo(64);
            assertThat(named.err()).contains("nowhere does not exist");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ env = 'SECRET' }",
                "{ file = 'secret' }",
                "{ command = ['cat', 'DIR/secret'] }",
                "{ command = 'cat DIR/secret; echo more' }"
            })
    void secretsByVariableFileAndCommandReachRealLogins(String way) throws IOException {
        Files.createDirectories(folder.resolve("poolmon"));
        Files.writeString(folder.resolve("poolmon/secret"), Postgres.PASSWORD + "\n");
        String reference = way.replace("DIR", folder.resolve("poolmon").toString());
        try (RedisServer redis = RedisServer.with("requirepass \"" + Postgres.PASSWORD + "\"");
                HttpService service = service()) {
            Cli cli =
                    with(
                                    "[targets.all]",
                                    "dsn = 'postgresql://secretive@localhost:"
                                            + Postgres.port()
                                            + "/postgres'",
                                    "dsn_password = " + reference,
                                    "redis = 'redis://127.0.0.1:" + redis.port() + "'",
                                    "redis_password = " + reference,
                                    "url = '" + service.url().replace("://", "://ops@") + "'",
                                    "url_password = " + reference)
                            .with("SECRET", Postgres.PASSWORD);

            for (String command : new String[] {"db", "redis", "pools", "leaks"}) {
                Cli.Result result = cli.run(command, "all", "-o", "json");
                assertThat(result.err()).isEmpty();
                assertThat(Schema.report(result.out()).at("/targets/0/error").isNull())
                        .as(command)
                        .isTrue();
                assertThat(result.out()).doesNotContain(Postgres.PASSWORD);
            }
            assertThat(service.asked().getFirst().authorization())
                    .isEqualTo(
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    ("ops:" + Postgres.PASSWORD)
                                                            .getBytes("UTF-8")));
            Cli.Result list = cli.run("config", "list");
            assertThat(list.exit()).isZero();
            assertThat(list.out()).contains("secretive@localhost").doesNotContain("p:a s'w");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ env = 'UNSET' } | The variable UNSET of dsn_password of target \"x\" is not set",
                "{ file = 'none' } | does not exist",
                "{ command = ['no-such-program'] } | cannot be started",
                "{ command = 'echo s3cret; echo s3cret >&2; exit 7' } | ended with 7",
                "{ command = 'true' } | printed nothing",
                "{ command = 'sleep 600' } | was not done in time"
            })
    void aSecretThatIsNotToBeHadIsToldInOneSentence(String way, String said) throws IOException {
        Cli cli = with("[targets.x]", "dsn = 'host=127.0.0.1 port=1'", "dsn_password = " + way);

        Cli.Result result = cli.run("db", "x", "--timeout", "700ms");

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(said).doesNotContain("s3cret");
    }

    @Test
    void aFileWithAPasswordThatOthersMayReadIsPointedOut() throws IOException {
        Cli cli = with("[targets.x]", "url = 'http://u:s3cret@127.0.0.1:1'");
        assertThat(cli.run("pools", "x").err()).isEmpty();

        Files.setPosixFilePermissions(
                folder.resolve("poolmon/config.toml"),
                PosixFilePermissions.fromString("rw-r--r--"));
        Cli.Result result = cli.run("pools", "x");
        assertThat(result.err()).contains("chmod 600").doesNotContain("s3cret");
        assertThat(result.out()).doesNotContain("s3cret");
    }

    @Test
    void readOnlyTargetsLoseNoSession() throws IOException {
        String dsn = "dsn = 'host=127.0.0.1 port=1 user=u'";

        for (Cli cli :
                new Cli[] {
                    with("[targets.x]", dsn, "read_only = true"),
                    with("[defaults]", "read_only = true", "[targets.x]", dsn)
                }) {
            Cli.Result result = cli.run("leaks", "x", "--terminate", "17", "--yes");
            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.err()).contains("read_only");
        }
    }

    /// A plan that `size` cannot reckon with is wrong where it stands.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas = 0 | from 1 to 100000",
                "workers = 100001 | from 1 to 100000",
                "pool_size = -1 | no whole number",
                "slots = 9.5 | no whole number",
                "pgbouncer = 0 | from 1 to 100000",
                "surge = 'lots' | is no surge",
                "rate = '3/d';hold = '1s' | is no rate",
                "hold = '0s';rate = 3 | it must be longer than nothing",
                "wait_target = '5' | no duration"
            })
    void theNumbersOfAFleetAreChecked(String lines, String said) throws IOException {
        Cli cli = with(("[targets.x.fleet];" + lines).split(";"));

        Cli.Result check = cli.run("config", "check");
        assertThat(check.exit()).isEqualTo(64);
        assertThat(check.out()).contains("config.toml:2: ").contains(said);
        Cli.Result size = cli.run("size", "x");
        assertThat(size.exit()).isEqualTo(64);
        assertThat(size.err()).contains("config.toml:2: ");
    }

    @Test
    void checkTellsAllThatIsWrongAndPathWhereItIs() throws IOException {
        Cli wrong = with("[defaults]", "tiemout = '5s'", "[targets.x]", "url = 'ftp://u:s3cret@h'");
        String file = folder.resolve("poolmon/config.toml").toString();

        Cli.Result check = wrong.run("config", "check");
        assertThat(check.exit()).isEqualTo(64);
        assertThat(check.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(file + ":"))
                .noneMatch(line -> line.contains("s3cret"));
        Cli.Result pools = wrong.run("pools", "x");
        assertThat(pools.exit()).isEqualTo(64);
        assertThat(pools.err())
                .contains(file + ":2: unknown key \"tiemout\"; did you mean \"timeout\"?")
                .contains("poolmon config check");
        assertThat(wrong.run("config", "path").out()).isEqualTo(file + "\n");

        Cli right =
                with("[targets.b]", "url = 'http://u:s3cret@h'", "[targets.a]", "dsn = 'host=h'");
        assertThat(right.run("config", "check").exit()).isZero();
        assertThat(right.run("config", "check").out()).contains("warning").contains("2 targets.");
        assertThat(right.run("config", "list").out())
                .matches("(?s)b  url  http://u:\\*\\*\\*@h\na  dsn  postgresql://\\S+\n");
        assertThat(right.run("config", "list", "--names").out()).isEqualTo("b\na\n");

        Cli none = Cli.BARE.with("XDG_CONFIG_HOME", folder.resolve("none").toString());
        for (String question : new String[] {"check", "list", "path"}) {
            Cli.Result result = none.run("config", question);
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.err()).contains("does not exist");
        }
        assertThat(none.run("config", "path").out()).endsWith("none/poolmon/config.toml\n");
        assertThat(none.run("config").exit()).isEqualTo(64);
        assertThat(none.run("config", "chekc").exit()).isEqualTo(64);
    }
}
