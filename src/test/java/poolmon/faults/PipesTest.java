package poolmon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.cli.Main;
import poolmon.cli.World;
import poolmon.fixture.Cli;
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
import java.util.List;

/// A named pipe keeps whoever opens it waiting until somebody opens its other end. Where nobody
/// does, poolmon says so in time; where somebody does, as a shell does for `<(…)`, it is a file
/// like any other.
@Timeout(60)
class PipesTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir private Path folder;

    private Path pipe;

    @BeforeEach
    void make() throws Exception {
        pipe = folder.resolve("pipe");
        assertThat(Tool.demand("mkfifo").run(pipe.toString()).exit()).isZero();
    }

    /// Lets go whom the tests have left waiting: an end that is opened for both is there for all.
    @AfterEach
    void release() throws IOException {
        new RandomAccessFile(pipe.toFile(), "rw").close();
    }

    private Cli.Result run(String line) {
        return run(Cli.BARE, line);
    }

    private Cli.Result run(Cli cli, String line) {
        return cli.run((line.replace("PIPE", pipe.toString()) + " --timeout 300ms").split(" "));
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
                "serve --url " + NOBODY + " --auth-user ann --auth-password-file PIPE"
            })
    void whichNobodyWritesToIsAUsageErrorInTime(String line) {
        Cli.Result result = run(line);

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(pipe.toString())
                .containsAnyOf("see that something writes to it", "nobody reads from it");
        assertThat(result.err().lines()).as("and where to find help").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pools --file PIPE", "trend --file PIPE", "watch --replay PIPE"})
    void asWhatIsLookedAtIsAnError(String line) {
        Cli.Result result = run(line);

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.out() + result.err()).contains(pipe.toString());
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
