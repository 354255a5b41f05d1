package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.bench.ManyServices;
import poolmon.faults.Fault;
import poolmon.faults.FaultyServer;
import poolmon.faults.Protocol;
import poolmon.fixture.HttpService;
import poolmon.fixture.Schema;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The image where the machine is short of something or not as others are: standard streams, disk,
/// home, locale, file descriptors, memory.
class FaultsIT {
    private static final Image BUILT = Image.built();
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String GERMAN = "-Duser.language=de -Duser.country=DE";

    @TempDir private Path somewhere;

    private Image.Result shell(String script, Map<String, String> environment) throws Exception {
        return Image.run(
                SHELL,
                somewhere,
                environment,
                "-c",
                script.replace("poolmon ", BUILT.launcher() + " "));
    }

    private Image.Result shell(String script) throws Exception {
        return shell(script, Map.of("PATH", "/usr/bin:/bin"));
    }

    private String saved() throws Exception {
        Path file = somewhere.resolve("saved.json");
        Files.writeString(
                file,
                "{\"status\":\"healthy\",\"pools\":{\"database\":{\"status\":\"healthy\","
                        + "\"pool_size\":15,\"checked_out\":7,\"checked_in\":8,\"overflow\":0}}}");
        return file.toString();
    }

    private static void isOneSentence(Image.Result result, int exit, String words) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("poolmon").contains(words).endsWith(".\n");
        assertThat(result.err().lines().filter(line -> !line.startsWith("See "))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poolmon --version",
                "poolmon --help",
                "poolmon pools --help",
                "poolmon pools --file SAVED",
                "poolmon pools --file SAVED -o json",
                "poolmon watch --url http://127.0.0.1:1 --count 1",
                "poolmon watch --url http://127.0.0.1:1 --count 1 -o json",
                "poolmon completion bash",
                "poolmon config --config /dev/null check",
                "poolmon db --sql",
                "poolmon diagnose --explain list"
            })
    void whatCannotBeWrittenIsSaidAndTheExitCodeKnows(String command) throws Exception {
        String line = command.replace("SAVED", saved());

        isOneSentence(shell(line + " >/dev/full"), 3, "No space left on device");
        isOneSentence(shell(line + " >&-"), 3, "could not be written");
        Image.Result silent = shell(line + " >&- 2>&-");
        assertThat(silent).isEqualTo(new Image.Result(3, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poolmon watch --url http://127.0.0.1:1 --every 100ms",
                "poolmon watch --url http://127.0.0.1:1 --every 100ms -o json",
                "poolmon pools --help",
                "poolmon completion bash"
            })
    void aReaderThatHasEnoughIsNoError(String command) throws Exception {
        Image.Result result =
                shell("{ " + command + "; echo \"code $?\" >&2; } | { read -r line; }");

        assertThat(result.err()).isEqualTo("code 0\n");
    }

    @Test
    void aClosedStandardInputIsEmpty() throws Exception {
        String saved = saved();
        Image.Result file = shell("poolmon pools --file - <&-");
        assertThat(file.exit()).isEqualTo(3);
        assertThat(file.out()).startsWith("ERROR     stdin  stdin holds an empty body");
        isOneSentence(shell("poolmon pools --urls-file - <&-"), 64, "standard input names none");
        assertThat(shell("poolmon pools --file " + saved + " <&-").exit()).isZero();
        Image.Result watch = shell("poolmon watch --url http://127.0.0.1:1 --count 2 -q <&-");
        assertThat(watch).isEqualTo(new Image.Result(3, "", ""));
    }

    /// Where nobody can be asked, nobody is waited for.
    @Test
    void aPasswordThatNobodyCanTypeIsSaid() throws Exception {
        isOneSentence(
                shell("poolmon db --dsn postgresql://a@127.0.0.1:1/b -W <&-"),
                64,
                "Nobody can be asked");
    }

    @Test
    void aRecordingThatCannotBeWrittenEndsTheWatch() throws Exception {
        String watch = "poolmon watch --url http://127.0.0.1:1 --every 100ms --record ";

        isOneSentence(shell(watch + "/dev/full -q"), 3, "No space left on device");
        isOneSentence(shell("ulimit -f 2; " + watch + "small -q"), 3, "could not be written");
        assertThat(somewhere.resolve("small"))
                .as("what there was room for is there")
                .content()
                .startsWith("{\"schema\":\"poolmon/v1\"");
        isOneSentence(shell(watch + "no/such/folder"), 64, "its folder does not exist");
        isOneSentence(shell(watch + "."), 64, "Is a directory");
    }

    @Test
    void apartFromARecordingNothingIsWritten() throws Exception {
        Path home = Files.createDirectory(somewhere.resolve("home"));
        Path temporary = Files.createDirectory(somewhere.resolve("tmp"));
        Map<String, String> environment =
                Map.of("HOME", home.toString(), "TMPDIR", temporary.toString());
        assertThat(shell("poolmon pools --file " + saved(), environment).exit()).isZero();
        shell("poolmon watch --url http://127.0.0.1:1 --count 2 --every 100ms", environment);

        assertThat(home).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    /// `/proc` takes no new file from anybody, root included.
    @ParameterizedTest
    @ValueSource(strings = {"", "/proc", "/no/such/home", "relative", "/dev/null"})
    void itNeedsNoHome(String home) throws Exception {
        Map<String, String> environment = home.isEmpty() ? Map.of() : Map.of("HOME", home);
        Image.Result pools = shell("poolmon pools --file " + saved(), environment);
        assertThat(pools.err()).isEmpty();
        assertThat(pools.exit()).isZero();
        Image.Result db =
                shell("poolmon db --dsn postgresql://a@127.0.0.1:1/b -o json", environment);
        assertThat(db.err()).isEmpty();
        assertThat(Schema.report(db.out()).at("/targets/0/error/code").textValue())
                .isEqualTo("connection-refused");
    }

    @Test
    void theHomeIsTheOneThatTheEnvironmentNames() throws Exception {
        Path folder = somewhere.resolve(".config/poolmon");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.toml"), "[defaults]\noutput = \"nagios\"\n");

        Image.Result result =
                shell("poolmon pools --file " + saved(), Map.of("HOME", somewhere.toString()));

        assertThat(result.out()).startsWith("POOLS OK - ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "csv", "prometheus", "nagios", "markdown"})
    void numbersAreTheSameInEveryLocale(String format) throws Exception {
        String line = "poolmon pools --file " + saved() + " -w 46.5 -o " + format;
        Image.Result plain = shell(line, Map.of("LC_ALL", "C"));
        assertThat(plain.exit()).isEqualTo(1);
        assertThat(plain.out()).contains(format.equals("prometheus") ? "0.46" : "46.");
        for (String options :
                List.of(
                        GERMAN,
                        "-Duser.language=tr -Duser.country=TR",
                        "-Duser.language=ar -Duser.country=EG",
                        "-Duser.language=hi -Duser.country=IN -Duser.extensions=u-nu-deva")) {
            Image.Result other =
                    shell(line, Map.of("LC_ALL", "de_DE.UTF-8", "POOLMON_JAVA_OPTS", options));

            assertThat(timeless(other.out())).as(options).isEqualTo(timeless(plain.out()));
            assertThat(other.err()).isEmpty();
            assertThat(other.exit()).isEqualTo(1);
        }
    }

    /// Without instants and durations, and the space that they take.
    private static String timeless(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "INSTANT")
                .replaceAll("_(ms|seconds)\":[0-9.]+", "_$1:TIME")
                .replaceAll("'time'=[0-9.]+s", "TIME")
                .replaceAll("[0-9.]+ ms", "TIME")
                .replaceAll("(_seconds(\\{[^}]*})?) [0-9.e-]+", "$1 TIME")
                .replaceAll("(?m)^(saved|/).*$", "$0")
                .replaceAll("(timestamp_seconds) \\S+", "$1 INSTANT");
    }

    @Test
    void aFleetIsAskedWith256FileDescriptors() throws Exception {
        try (ManyServices fleet = new ManyServices(500, 0)) {
            Files.write(somewhere.resolve("urls"), fleet.urls());
            Image.Result result =
                    shell("ulimit -n 256; poolmon pools --urls-file urls --timeout 25s");

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
            assertThat(result.out()).startsWith("HEALTHY   500 targets: 500 healthy");
        }
    }

    /// Too few even for those that are asked at the same time: what could not be asked is an error,
    /// and none is called healthy that was not seen.
    @Test
    void whereFileDescriptorsRunOutThatIsAnError() throws Exception {
        try (ManyServices fleet = new ManyServices(200, 0)) {
            Files.write(somewhere.resolve("urls"), fleet.urls());
            Image.Result result =
                    shell("ulimit -n 32; poolmon pools --urls-file urls --timeout 25s -o json");

            assertThat(result.err()).isEmpty();
            JsonNode report = Schema.report(result.out());
            int failed = 0;
            for (JsonNode target : report.get("targets")) {
                failed += target.get("error").isNull() ? 0 : 1;
            }
            assertThat(report.at("/summary/error").intValue()).isEqualTo(failed);
            assertThat(result.exit()).isEqualTo(failed > 0 ? 3 : 0);
        }
    }

    @Test
    void aLargeExpositionIsReadWith64MebibytesOfHeap() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("http_requests_total{path=\"/orders/").append(i).append("\"} 1\n");
        }
        text.append("hikaricp_connections_max{pool=\"main\"} 10\n")
                .append("hikaricp_connections_active{pool=\"main\"} 9\n")
                .append("hikaricp_connections_idle{pool=\"main\"} 1\n")
                .append("hikaricp_connections{pool=\"main\"} 10\n")
                .append("hikaricp_connections_pending{pool=\"main\"} 0\n");
        try (HttpService service =
                new HttpService()
                        .at(
                                "/metrics",
                                200,
                                Map.of("Content-Type", "text/plain; version=0.0.4"),
                                text.toString().getBytes(StandardCharsets.UTF_8))) {
            Image.Result result = with64M(List.of("pools", "--url", service.url() + "/metrics"));

            assertThat(result.err()).isEmpty();
            assertThat(result.out()).startsWith("DEGRADED");
            assertThat(result.exit()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void anAnswerWithoutEndIsGivenUpWith64MebibytesOfHeap(Protocol protocol) throws Exception {
        try (FaultyServer server = new FaultyServer(Fault.FLOOD, protocol, false, Duration.ZERO)) {
            for (String command : protocol.commands()) {
                List<String> line =
                        new ArrayList<>(protocol.commandLine(command, server.port(), false, "3s"));
                line.addAll(List.of("-o", "json"));
                Image.Result result = with64M(line);

                assertThat(result.exit()).as(line + result.out() + result.err()).isEqualTo(3);
                assertThat(result.err()).isEmpty();
                assertThat(Schema.report(result.out()).at("/targets/0/error/code").textValue())
                        .isIn("timeout", "unreadable", "protocol", "connection-lost");
            }
        }
    }

    @Test
    void aGzipBombIsDefusedWith64MebibytesOfHeap() throws Exception {
        try (FaultyServer server =
                new FaultyServer(Fault.GZIP_BOMB, Protocol.HTTP, false, Duration.ZERO)) {
            Image.Result result =
                    with64M(Protocol.HTTP.commandLine("pools", server.port(), false, "20s"));

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("16 MiB");
        }
    }

    private static Image.Result with64M(List<String> line) throws Exception {
        return BUILT.runWith("-Xmx64m", line.toArray(String[]::new));
    }
}
