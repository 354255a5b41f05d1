package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.model.Deadline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is understood of a config file, and what is said of one that is wrong.
class ConfigFileTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private static final ConfigFile.Check ANY = (setting, text) -> {};

    @TempDir private Path folder;

    private ConfigFile read(byte[] bytes) {
        try {
            Path file = Files.write(folder.resolve("config.toml"), bytes);
            return ConfigFile.read(file, new Environment(Map.of(), Optional.of(folder)), ANY, SOON);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConfigFile read(String... lines) {
        return read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everythingOfAFileIsUnderstood() {
        ConfigFile file =
                read(
                        "[defaults]",
                        "target = 'orders'",
                        "timeout = \"3s\"",
                        "warning = 70.5",
                        "read_only = true",
                        "[targets.orders]",
                        "url = ['http://ops@a:8000', 'http://b']",
                        "dsn = 'postgresql://monitor@db/shop'",
                        "file = 'saved.json'",
                        "cacert = '~/ca.pem'",
                        "url_password = { env = 'OPS' }",
                        "dsn_password.command = ['pass', 'show', 'db']",
                        "[targets.orders.pools.database]",
                        "max_overflow = 10",
                        "[targets.cache]",
                        "redis = 'redis://cache/0'",
                        "redis_password = { file = 'secret' }");

        assertThat(file.problems()).isEmpty();
        assertThat(file.hasSecrets()).isFalse();
        assertThat(file.usual()).containsExactly("orders");
        assertThat(file.defaults())
                .containsEntry(Settings.TIMEOUT, "3s")
                .containsEntry(Settings.WARNING, "70.5")
                .containsEntry(Settings.READ_ONLY, "true");
        ConfigTarget orders = file.targets().get("orders");
        assertThat(orders.all(Settings.URL)).containsExactly("http://ops@a:8000", "http://b");
        assertThat(orders.path(Settings.FILE)).contains(folder.resolve("saved.json"));
        assertThat(orders.path(Settings.CACERT)).contains(folder.resolve("ca.pem"));
        assertThat(orders.secrets())
                .containsEntry(Settings.URL_PASSWORD, new SecretReference.Variable("OPS"))
                .containsEntry(
                        Settings.DSN_PASSWORD,
                        new SecretReference.Command(List.of("pass", "show", "db")));
        assertThat(orders.pools().get("database")).containsEntry(Settings.MAX_OVERFLOW, "10");
        assertThat(file.targets().get("cache").secrets())
                .containsEntry(
                        Settings.REDIS_PASSWORD,
                        new SecretReference.InFile(folder.resolve("secret")));
    }

    /// `;` ends a line of the file.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# none;[defaults];tiemout = '5s' | 3 | unknown key \"tiemout\"; did you mean"
                        + " \"timeout\"?",
                "timeout = '5s' | 1 | write it below [defaults]",
                "[target.x];url='http://h' | 1 | did you mean \"targets\"?",
                "dsn = 'host=h' | 1 | write it below [targets.NAME]",
                "[targets.x];url='http://h';timeout='1s' | 3 | write it below [defaults]",
                "[targets.x];url='http://h';password='s3cret' | 3 | say whose: url_password",
                "[defaults];timeout = 5 | 2 | timeout is a text in quotes",
                "[defaults];warning = '80' | 2 | warning is a number, without quotes",
                "[defaults];read_only = 1 | 2 | read_only is true or false",
                "[defaults];warning = 97 | 2 | warning is 97 and critical 95",
                "[targets.x];url='http://h';critical = 70 | 3 | warning is 80 and critical 70",
                "[targets.x];url='http://h';[targets.x.pools.p];warning=99 | 4 | must not be above",
                "[targets.x];url='http://h';[targets.x.pools.p];wraning=9 | 4 | did you mean"
                        + " \"warning\"?",
                "[defaults];target = 'odrers';[targets.orders];url='http://h' | 2 | did you mean"
                        + " \"orders\"?",
                "[defaults];target = 'redis://:s3cret@h' | 2 | there is no target \"***\"",
                "[targets.x];slots = 97 | 2 | write it below [targets.NAME.fleet]",
                "[targets.x.fleet];slots = '97' | 2 | slots is a number, without quotes",
                "[targets.x.fleet];replica = 4 | 2 | did you mean \"replicas\"?",
                "[targets.x.fleet];timeout = '1s' | 2 | write it below [defaults]",
                "[targets.x];fleet = 4 | 2 | \"fleet\" is a table: write [targets.x.fleet]",
                "[targets.x] | 1 | names nothing to look at",
                "[targets.'a b'];url='http://h' | 1 | is to be typed",
                "targets = 3 | 1 | \"targets\" is a table: write [targets]",
                "[targets.x];url = '' | 2 | url is empty",
                "[targets.x];url = 'ftp://h' | 2 | asked over http or https",
                "[targets.x];url = 'http://h:nix' | 2 | the port is not a number",
                "[targets.x];dsn = 'mysql://u:s3cret@h/d' | 2 | postgresql",
                "[targets.x];redis = 'http://:s3cret@h' | 2 | redis://",
                "[targets.x];dsn='host=h';dsn_password='s3cret' | 3 | no secret stands in this file"
                        + " itself",
                "[targets.x];dsn='host=h';dsn_password={ env='A', file='b' } | 3 | comes from one"
                        + " place",
                "[targets.x];dsn='host=h';dsn_password={ comand='a' } | 3 | unknown key \"comand\"",
                "[targets.x];dsn='host=h';dsn_password={ command=[] } | 3 | does not say where",
                "[targets.x];url='http://h';dsn_password={ env='A' } | 3 | it is for dsn, which is"
                        + " not given",
                "[targets.x];url='http://h';url_password={ env='A' } | 3 | which names none",
                "[targets.x];url='http://u@h';url_token={ env='A' } | 3 | exclude each other",
                "[targets.x];url='http://h';match='a' | 3 | it is for prometheus",
                "[targets.x];url='http://h';key='a' | 3 | it is for cert",
                "[targets.x];dsn=['host=a','host=b'];admin_dsn='host=c' | 3 | give one dsn",
                "[targets.x];dsn='postgresql://u:s3cret@h/d';dsn_password={ env='A' } | 3 |"
                        + " already",
                "[targets.x.fleet] | 1 | fleet says nothing",
                "replicas=4 | 1 | write it below [targets.NAME.fleet]",
                "[targets.x.fleet];surge=true | 2 | surge is a number, or a text in quotes",
                "[targets.x.fleet];rate='300/s' | 2 | rate: it needs hold",
                "[targets.x.fleet];hold='20ms' | 2 | hold: it needs rate",
                "[targets.x.fleet];slots=9;default_pool_size=4 | 3 | it needs pgbouncer",
                "[targets.x.fleet];slots=9;max_client_conn=4 | 3 | it needs pgbouncer",
                "[targets.x.fleet];slots=9;pool_size=0 | 3 | a pool of 0 has no limit",
                "[defaults];timeout='1s';timeout='2s' | 3 | for the second time",
                "[defaults];timeout='1s';[defaults] | 3 | for the second time",
                "[defaults];timeout = 's3cret;output='json' | 2 | a quote or a value is missing",
                "[defaults];timeout 5s | 2 | this is no TOML",
                "[defaults];timeout = \"\\s3cret\" | 2 | a backslash",
                "[defaults];timeout = 0x99999999999s3cret | 2 | no TOML"
            })
    void eachErrorHasItsLineAndShowsNoSecret(String lines, int line, String said) {
        ConfigFile file = read(lines.split(";"));

        assertThat(file.error()).isPresent();
        assertThat(file.problems())
                .anySatisfy(
                        problem -> {
                            assertThat(problem.isError()).isTrue();
                            assertThat(problem.sentence()).contains(said);
                            assertThat(problem.line()).isEqualTo(line);
                            assertThat(problem.shown("f")).startsWith("f:" + line + ": ");
                        });
        assertThat(file.problems().toString()).doesNotContain("s3cret");
    }

    @Test
    void everythingWrongIsToldAtOnceInTheOrderOfTheLines() {
        ConfigFile file =
                read(
                        "[defaults]",
                        "tiemout = '5s'",
                        "",
                        "[targets.x]",
                        "url = [",
                        "  'http://a',   # several lines",
                        "  'http://b',",
                        "]",
                        "redsi = 'redis://h'",
                        "match = \"\"\"",
                        "[not.a.table]",
                        "\"\"\"",
                        "oops = 1");

        assertThat(file.problems()).extracting(ConfigProblem::line).containsExactly(2, 9, 10, 13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dsn = 'postgresql://u:s3cret@h/d'",
                "dsn = 'host=h password=s3cret'",
                "url = 'http://u:s3cret@h'",
                "url = 'http://h/metrics?token=s3cret'",
                "redis = 'redis://:s3cret@h'",
                "redis = 'redis+sentinel://:s3cret@h/master'",
                "prometheus = 'http://u:s3cret@h'"
            })
    void aPasswordInAPlaceIsAWarningAndCountsAsASecret(String line) {
        ConfigFile file = read("[targets.x]", line);

        assertThat(file.hasSecrets()).isTrue();
        assertThat(file.error()).isEmpty();
        assertThat(file.problems()).hasSize(1);
        assertThat(file.problems().getFirst().shown("f"))
                .startsWith("f:2: warning: ")
                .contains("holds a")
                .doesNotContain("s3cret");
    }

    @Test
    void marksAndLineEndsOfWindowsAreNoTrouble() {
        ConfigFile file = read("\uFEFF[defaults]\r\ntimeout = '3s'\r\ntimuot = '3s'\r\n");

        assertThat(file.problems()).extracting(ConfigProblem::line).containsExactly(3);
        assertThat(file.defaults()).containsEntry(Settings.TIMEOUT, "3s");
    }

    @Test
    void hostileFilesAreRefusedInOneSentence() {
        assertThatThrownBy(() -> read(new byte[300 << 10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xff, 0, (byte) 0xfe}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(
                        () ->
                                ConfigFile.read(
                                        folder,
                                        new Environment(Map.of(), Optional.empty()),
                                        ANY,
                                        SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
        assertThat(read("a = " + "[".repeat(100_000)).error()).isPresent();
        assertThat(read("a" + ".a".repeat(50_000) + " = 1").error()).isPresent();
        assertThat(read("a = '\u0000'").error()).isPresent();
        assertThat(read("x".repeat(200_000)).error()).isPresent();
        assertThat(read("a = \"\"\"" + "\n".repeat(200_000)).error()).isPresent();
        String key = "\"\\u001b[31m\\u202e\" = 1";
        assertThat(read(key).problems().getFirst().sentence())
                .startsWith("unknown key")
                .matches("\\P{Cntrl}*")
                .doesNotContain("\u202e");
    }

    @Test
    void anEmptyFileIsAllRight() {
        assertThat(read("").problems()).isEmpty();
        assertThat(read("# nothing yet\n").problems()).isEmpty();
    }

    @Test
    void theFileIsBelowTheFolderForSettings() {
        Optional<Path> home = Optional.of(Path.of("/home/x"));

        assertThat(ConfigFile.place(new Environment(Map.of("XDG_CONFIG_HOME", "/c"), home)))
                .contains(Path.of("/c/poolmon/config.toml"));
        assertThat(ConfigFile.place(new Environment(Map.of("XDG_CONFIG_HOME", "c"), home)))
                .contains(Path.of("/home/x/.config/poolmon/config.toml"));
        assertThat(ConfigFile.place(new Environment(Map.of(), Optional.empty()))).isEmpty();
    }

    @Test
    void theExampleThatShipsIsRightAndShowsEverySetting() throws IOException {
        Path example = Path.of("packaging/config/config.toml");
        ConfigFile file =
                ConfigFile.read(example, new Environment(Map.of(), Optional.of(folder)), ANY, SOON);

        assertThat(file.problems()).isEmpty();
        assertThat(file.targets()).isNotEmpty();
        for (Settings setting : Settings.values()) {
            assertThat(Files.readString(example)).contains(setting.key() + " = ");
        }
    }
}
