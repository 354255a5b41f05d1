package poolmon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.cli.Main;
import poolmon.cli.World;
import poolmon.files.Pipe;
import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.Tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A named pipe keeps whoever opens it waiting until somebody opens its other end. Where nobody
/// does, poolmon says so in time; where somebody does, as a shell does for `<(…)`, it is a file
/// like any other. After each test nobody may be left waiting for the pipe: the JVM would wait for
/// such a thread at its exit, beyond the timeout.
@Timeout(60)
class PipesTest {
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final Path KEYS = Path.of("src/test/resources/tls").toAbsolutePath();
    private static final Set<String> WAITING =
            Set.of("poolmon-file", "poolmon-record", "poolmon-redis", "poolmon-postgres");

    @TempDir private Path folder;

    private Path pipe;

    @BeforeEach
    void make() throws Exception {
        pipe = folder.resolve("pipe");
        assertThat(Tool.demand("mkfifo").run(pipe.toString()).exit()).isZero();
    }

    /// Would there be one, it is let go for the sake of the other tests: an end that is opened for
    /// both is there for all.
    @AfterEach
    void nobodyIsLeftWaiting() throws Exception {
        try {
            assertNobodyWaits();
        } finally {
            new RandomAccessFile(pipe.toFile(), "rw").close();
        }
    }

    private static void assertNobodyWaits() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (WAITING.contains(thread.getName())) {
                assertThat(thread.join(Duration.ofSeconds(20))).as(thread.getName()).isTrue();
            }
        }
    }

    private Cli.Result run(String line) {
        return run(Cli.BARE, line);
    }

    private Cli.Result run(Cli cli, String line) {
        String whole = line.replace("PIPE", pipe.toString()).replace("KEYS", KEYS.toString());
        return cli.run((whole + " --timeout 300ms").split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pools --url " + NOBODY + " --config PIPE",
                "pools --urls-file PIPE",
                "pools --url " + NOBODY + " --bearer-token-file PIPE",
                "pools --url " + NOBODY + " --user ann --password-file PIPE",
                "watch --url " + NOBODY + " --config PIPE",
                "watch --url " + NOBODY + " --record PIPE --count 1",
                "trend --prometheus " + NOBODY + " --bearer-token-file PIPE",
                "serve --url " + NOBODY + " --auth-token-file PIPE",
                "serve --url " + NOBODY + " --auth-user ann --auth-password-file PIPE",
                "serve --url " + NOBODY + " --tls-cert PIPE",
                "serve --url " + NOBODY + " --tls-cert KEYS/rsa-client.pem --tls-key PIPE"
            })
    void whichNobodyWritesToIsAUsageErrorInTime(String line) {
        Cli.Result result = run(line);

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(pipe.toString())
                .containsAnyOf("ee that something writes to it", "nobody reads from it");
        assertThat(result.err().lines()).as("and where to find help").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pools --file PIPE", "trend --file PIPE", "watch --replay PIPE"})
    void asWhatIsLookedAtIsAnError(String line) {
        Cli.Result result = run(line);

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.out() + result.err())
                .contains(pipe.toString())
                .containsAnyOf("See that something writes to it", "read back and forth");
    }

    /// They are read when the server has taken the connection, and it is not the server's fault.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pools --url https://SERVER --cacert PIPE",
                "pools --url https://SERVER --cert PIPE",
                "pools --url https://SERVER --cert KEYS/rsa-client.pem --key PIPE",
                "watch --url https://SERVER --cacert PIPE --count 1 -o json",
                "trend --prometheus https://SERVER --cacert PIPE",
                "redis --redis rediss://SERVER --cacert PIPE",
                "redis --redis rediss://SERVER --cert PIPE"
            })
    void ofCertificatesOrAKeyIsAnError(String line) throws IOException {
        try (FakeServer server = FakeServer.silent()) {
            String given = line.replace("SERVER", "127.0.0.1:" + server.port());
            for (boolean written : new boolean[] {false, true}) {
                Cli.Result result = written ? whileSomebodyIsSilent(given) : run(given);

                assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
                assertThat(result.out())
                        .contains("The file " + pipe + " did not come to its end in time")
                        .contains("See that something writes to it");
                assertThat(result.err()).isEmpty();
            }
        }
    }

    /// PostgreSQL's driver reads its files itself, and does not say for what it waits.
    @Test
    void ofADsnIsAnErrorThatNamesIt() {
        try (FakeServer server = FakeServer.sending("S")) {
            Cli.Result result =
                    run(
                            "db --dsn postgresql://u@127.0.0.1:"
                                    + server.port()
                                    + "/d?sslmode=verify-full&sslrootcert=PIPE");

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
            assertThat(result.out())
                    .contains("took the connection, but the login was not done in time")
                    .contains("See that something writes to the pipe " + pipe);
        }
    }

    /// One that is open and never ends keeps the reader in another place than one that nobody
    /// opens.
    @ParameterizedTest
    @CsvSource({
        "pools --url http://127.0.0.1:1 --config PIPE, 64",
        "pools --urls-file PIPE, 64",
        "pools --url http://127.0.0.1:1 --bearer-token-file PIPE, 64",
        "serve --url http://127.0.0.1:1 --tls-cert PIPE, 64",
        "pools --file PIPE, 3",
        "trend --file PIPE, 3"
    })
    void whoseWriterIsSilentIsNoBetter(String line, int exit) throws IOException {
        Cli.Result result = whileSomebodyIsSilent(line);

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.out() + result.err())
                .contains(pipe.toString())
                .containsIgnoringCase("see that something writes to it");
    }

    private Cli.Result whileSomebodyIsSilent(String line) throws IOException {
        try (RandomAccessFile _ = new RandomAccessFile(pipe.toFile(), "rw")) {
            Cli.Result result = run(line);
            assertNobodyWaits();
            return result;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What is opened to call back who waits is a pipe and nothing else.
    @Test
    void isToldFromFilesFoldersAndDevices() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(new Pipe(pipe).isOne()).isTrue();
        for (Path other :
                List.of(file, folder, Path.of("/dev/null"), folder.resolve("none"), Path.of(""))) {
            assertThat(new Pipe(other).isOne()).as(other.toString()).isFalse();
        }
    }

    /// A device, of which no more is read than of any other file.
    @Test
    void isNotTheOnlyFileThatDoesNotEnd() {
        try (FakeServer server = FakeServer.silent()) {
            Cli.Result result =
                    Cli.BARE.run(
                            "pools",
                            "--url",
                            "https://127.0.0.1:" + server.port(),
                            "--cacert",
                            "/dev/zero");

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("/dev/zero is too large for certificates");
        }
    }

    @Test
    void ofWhichAConfigFileHasASecretIsAUsageErrorInTime() throws IOException {
        Path config = folder.resolve("config.toml");
        Files.writeString(
                config,
                "[targets.a]\ndsn = \"postgresql://u@127.0.0.1:1/d\"\ndsn_password = { file = \""
                        + pipe
                        + "\" }\n");

        Cli.Result result = run("db a --config " + config);

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(64);
        assertThat(result.err()).contains("see that something writes to it");
    }

    /// As libpq does.
    @Test
    void isNoPasswordFileOfLibpqAndNoServiceFile() {
        Cli.Result password =
                run(
                        Cli.BARE.with("PGPASSFILE", pipe.toString()),
                        "db --dsn postgresql://u@127.0.0.1:1/d");
        assertThat(password.exit()).isEqualTo(3);
        assertThat(password.out()).contains("connection was refused");
        Cli.Result service =
                run(Cli.BARE.with("PGSERVICEFILE", pipe.toString()), "db --dsn service=orders");
        assertThat(service.exit()).isEqualTo(64);
        assertThat(service.err()).contains("is in none of libpq's service files");
    }

    /// The other end of standard input may be a program that never says a word.
    @Test
    void asStandardInputIsWaitedForNoLongerThanTheTimeout() throws IOException {
        StringWriter err = new StringWriter();
        try (PipedOutputStream open = new PipedOutputStream();
                PipedInputStream silent = new PipedInputStream(open)) {
            String[] line = {"pools", "--urls-file", "-", "--timeout", "300ms"};

            assertThat(Main.run(line, world(silent, err))).isEqualTo(64);
        }
        assertThat(err.toString()).contains("on standard input did not come to its end in time");
    }

    private static World world(InputStream in, StringWriter err) {
        World bare = Cli.BARE.world(new StringWriter(), err, Clock.systemUTC());
        return new World(
                in,
                bare.out(),
                bare.err(),
                bare.tty(),
                bare.columns(),
                bare.environment(),
                bare.clock(),
                bare.prompt(),
                bare.confirm(),
                bare.addresses(),
                bare.termination(),
                bare.canvas());
    }

    @Test
    void whichSomebodyWritesToIsAFileLikeAnyOther() throws Exception {
        try (HttpService service =
                new HttpService()
                        .at(
                                "/api/v1/health/pools",
                                200,
                                "{\"pools\":{\"database\":{\"status\":\"healthy\","
                                        + "\"pool_size\":5,\"checked_out\":1,\"overflow\":0}}}")) {
            String url = service.url();
            for (List<String> each :
                    List.of(
                            List.of("pools --urls-file PIPE", url + "\n"),
                            List.of("pools --url " + url + " --bearer-token-file PIPE", "abc\n"),
                            List.of("pools --config PIPE", "[defaults]\nwarning = 90\n"))) {
                Thread writer =
                        Thread.ofPlatform().daemon().start(() -> write(pipe, each.getLast()));
                String line = each.getFirst().replace("PIPE", pipe.toString());
                Cli.Result result =
                        Cli.BARE.with("POOLMON_URL", url).run((line + " --timeout 30s").split(" "));

                assertThat(result.exit()).as(result.out() + result.err()).isZero();
                writer.join();
            }
        }
    }

    private static void write(Path pipe, String text) {
        try {
            Files.writeString(pipe, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
