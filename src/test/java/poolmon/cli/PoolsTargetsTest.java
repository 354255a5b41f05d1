package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.HttpService;
import poolmon.fixture.Recordings;
import poolmon.fixture.Schema;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The ways to say whose pools to look at.
class PoolsTargetsTest {
    private static final String POOLS = "/api/v1/health/pools";

    private final HttpService service = new HttpService();
    @TempDir private Path folder;

    @AfterEach
    void stop() {
        service.close();
    }

    private static String report(int out) {
        return "{\"pools\":{\"database\":{\"pool_size\":10,\"checked_out\":"
                + out
                + ",\"checked_in\":0,\"overflow\":0}}}";
    }

    private static List<String> texts(JsonNode report, String pointer) {
        List<String> texts = new ArrayList<>();
        report.get("targets").forEach(target -> texts.add(target.at(pointer).asText()));
        return texts;
    }

    @Test
    void aListOfUrlsIsAskedInItsOrder() throws Exception {
        service.at("/a" + POOLS, 200, report(1));
        service.at("/b" + POOLS, 200, report(2));
        Path list = folder.resolve("urls.txt");
        Files.writeString(
                list,
                "# the orders services\n\n"
                        + service.url()
                        + "/b   # the newer one\n  "
                        + service.url()
                        + "/a\r\n");

        Cli.Result result = Cli.BARE.run("pools", "--urls-file", list.toString(), "-o", "json");

        assertThat(result.exit()).isZero();
        assertThat(texts(Schema.report(result.out()), "/pools/0/checked_out"))
                .containsExactly("2", "1");
    }

    @Test
    void aListOfUrlsComesFromStandardInputToo() {
        service.at(POOLS, 200, report(1));

        Cli.Result result =
                Cli.BARE
                        .piping(service.url() + "\n")
                        .run("pools", "--urls-file", "-", "--url", service.url() + "/x");

        assertThat(result.out()).contains("HEALTHY", "ERROR");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void anEmptyListIsAMistakeAndNotHealthy() throws Exception {
        Path list = folder.resolve("urls.txt");
        Files.writeString(list, "# nothing yet\n");
        Cli.Result result = Cli.BARE.run("pools", "--urls-file", list.toString());
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("names none");
    }

    @Test
    void everyAddressOfANameIsATargetOfItsOwn() throws Exception {
        try (HttpService second = new HttpService("127.0.0.2", service.port());
                HttpService third = new HttpService("127.0.0.3", service.port())) {
            service.at(POOLS, 200, report(1));
            second.at(POOLS, 200, report(2));
            third.at(POOLS, 200, report(9));
            Cli world =
                    Cli.BARE.knowing(
                            "orders.test",
                            List.of(
                                    InetAddress.getByName("127.0.0.3"),
                                    InetAddress.getByName("127.0.0.1"),
                                    InetAddress.getByName("127.0.0.2")));

            Cli.Result result =
                    world.run(
                            "pools",
                            "--resolve-all",
                            "--url",
                            "http://orders.test:" + service.port(),
                            "-o",
                            "json");

            assertThat(result.exit()).isEqualTo(1);
            JsonNode report = Schema.report(result.out());
            String url = "http://orders.test:" + service.port();
            assertThat(texts(report, "/target"))
                    .containsExactly(
                            url + " at 127.0.0.1", url + " at 127.0.0.2", url + " at 127.0.0.3");
            assertThat(texts(report, "/pools/0/checked_out")).containsExactly("1", "2", "9");
        }
    }

    @Test
    void aNameWithoutAddressesIsAnErrorAndNotNothing() {
        Cli.Result result =
                Cli.BARE.run("pools", "--resolve-all", "--url", "http://no-such-host.invalid");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("no-such-host.invalid");
    }

    @Test
    void anAnswerSavedEarlierIsReadFromAFileAndFromStandardInput() throws Exception {
        Path file = folder.resolve("answer.json");
        Files.writeString(file, report(10));

        Cli.Result fromFile = Cli.BARE.run("pools", "--file", file.toString(), "-o", "json");
        Cli.Result piped = Cli.BARE.piping(report(10)).run("pools", "-f", "-", "-o", "json");

        assertThat(fromFile.exit()).isEqualTo(2);
        assertThat(piped.exit()).isEqualTo(2);
        JsonNode target = Schema.report(piped.out()).at("/targets/0");
        assertThat(target.at("/target").asText()).isEqualTo("stdin");
        assertThat(target.at("/kind").asText()).isEqualTo("service");
        assertThat(target.at("/format").asText()).isEqualTo("health-pools");
    }

    @ParameterizedTest
    @CsvSource({
        "missing, there is no such file",
        "folder, it is a directory",
        "empty, an empty body",
        "text, neither JSON nor metrics"
    })
    void aFileThatTellsNothingIsAnError(String name, String why) throws Exception {
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty"));
        Files.writeString(folder.resolve("text"), "Good morning");

        Cli.Result result = Cli.BARE.run("pools", "--file", folder.resolve(name).toString());

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).startsWith("ERROR").contains(why);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aPinnedFormatIsTheOnlyOneThatIsUnderstood() {
        service.at(POOLS, 200, report(1));
        service.at("/metrics", 200, "go_sql_in_use_connections 1\n");
        String url = service.url();
        assertThat(Cli.BARE.run("pools", "--url", url, "--format", "health-pools").exit()).isZero();
        assertThat(Cli.BARE.run("pools", "--url", url, "--format", "go-dbstats").exit())
                .isEqualTo(3);
        assertThat(Cli.BARE.run("pools", "--url", url, "--format", "prometheus").out())
                .contains("do not tell how many it may have open");
    }

    @ParameterizedTest
    @CsvSource({
        "--format, nonsense, There is no format of this name",
        "--samples, 0, --samples is a number from 1",
        "--match, '{job=\"a\"}', give --prometheus",
        "--urls-file, /no/such/file, cannot be read"
    })
    void whatMakesNoSenseIsAUsageError(String option, String value, String sentence) {
        Cli.Result result = Cli.BARE.run("pools", "--url", service.url(), option, value);
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void theEnvironmentNamesTheTargetWhereNoOptionDoes() {
        service.at(POOLS, 200, report(1));
        Cli world = Cli.BARE.with("POOLMON_URL", service.url());
        assertThat(world.run("pools").exit()).isZero();
        assertThat(world.with("PROMETHEUS_URL", "http://127.0.0.1:1").run("pools").exit()).isZero();
        Cli prometheus = Cli.BARE.with("PROMETHEUS_URL", service.url());
        assertThat(prometheus.run("pools", "-o", "json").out()).contains("\"kind\":\"prometheus\"");
    }

    @Test
    void waitingLooksAgainUntilTheServiceIsHealthy() {
        service.at(POOLS, 503, report(10));
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (service.paths().size() < 2) {
                                Thread.onSpinWait();
                            }
                            service.at(POOLS, 200, report(1));
                        });
        Cli.Result result = Cli.BARE.run("pools", "--url", service.url(), "--wait", "30s");
        assertThat(result.exit()).isZero();
        assertThat(service.paths().size()).isGreaterThan(1);
    }

    /// They are full of pools, so that "no pools in it" would send their owner astray.
    @Test
    void whatPoolmonWroteItselfIsToldAndWhatToDoWithIt() throws Exception {
        Path saved = Files.writeString(folder.resolve("answer.json"), report(1));
        String json = Cli.BARE.run("pools", "--file", saved.toString(), "-o", "json").out();
        String looks =
                Recordings.look(0, "http://a:1", "main", 1, 10, 5)
                        + Recordings.look(10, "http://a:1", "main", 2, 10, 5);
        List<String> recordings =
                List.of(
                        looks,
                        looks.substring(0, looks.length() - 9),
                        looks.lines().findFirst().get());
        for (String recording : recordings) {
            Cli.Result result = read(recording);
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains("looks.json is a recording of poolmon, not the answer of a service")
                    .contains("poolmon trend --file FILE", "poolmon watch --replay FILE");
        }
        for (String report : List.of(json, json.replaceFirst(",", ",\n"))) {
            Cli.Result result = read(report);
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains("looks.json is a report of poolmon, not the answer of a service")
                    .contains("Save what the service itself says");
        }
        assertThat(read("{\"schema\":\"other\"}\n{}").out()).contains("broken or cut off JSON");
    }

    private Cli.Result read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("looks.json"), text);
        return Cli.BARE.run("pools", "--file", file.toString());
    }
}
