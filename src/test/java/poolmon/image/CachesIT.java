package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.HttpService;
import poolmon.fixture.TlsService;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Each class cache is picked, used, and of these classes. Nothing else would tell: a JVM that
/// refuses a cache just starts more slowly, and one whose classes have changed under its cache runs
/// the old code.
class CachesIT {
    private static final Image BUILT = Image.built();
    private static final String POOLS =
            """
            {"status": "healthy", "pools": {"orders": {"pool_size": 10, "max_overflow": 5,
            "checked_out": 14, "overflow": 4, "status": "degraded"}}}
            """;

    @TempDir private Path somewhere;

    static List<String> caches() throws IOException {
        return BUILT.caches();
    }

    @ParameterizedTest
    @MethodSource("caches")
    void isPickedAndUsed(String cache) throws Exception {
        Path log = somewhere.resolve("log");
        String options = "-XX:AOTMode=on -Xlog:aot=info:file=" + log;
        Image.Result result = BUILT.runWith(options, commandOf(cache));
        assertThat(result.out()).startsWith(cache.equals("version") ? "poolmon " : "Usage: ");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(log).content().contains("lib/" + cache + ".aot");
    }

    /// A class that is not in the cache costs as much as a hundred that are: on the usual roads
    /// there are none to speak of, whatever is printed and wherever the target is named.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--url SERVICE",
                "--url SERVICE -o json",
                "--url SERVICE -o nagios",
                "--url SERVICE -o prometheus",
                "--url SERVICE -o csv",
                "--url SERVICE -o markdown",
                "orders --config FILE",
                "--url http://127.0.0.1:1",
                "--help"
            })
    void theUsualRoadsAreInTheCache(String road) throws Exception {
        Path file = somewhere.resolve("config.toml");
        try (HttpService service = new HttpService()) {
            service.at("/api/v1/health/pools", 200, POOLS);
            Files.writeString(file, "[targets.orders]\nurl = \"" + service.url() + "\"\n");
            String line = road.replace("SERVICE", service.url()).replace("FILE", file.toString());
            List<String> arguments = new ArrayList<>(List.of("pools"));
            arguments.addAll(List.of(line.split(" ", -1)));
            assertThat(logged(arguments.toArray(String[]::new)).out()).isNotEmpty();
        }
        assertThat(loaded())
                .hasSizeGreaterThan(1_000)
                .filteredOn(loaded -> !isCached(loaded))
                .hasSizeLessThan(20)
                .noneMatch(loaded -> loaded.contains("Lambda"));
    }

    /// The longest road of all; without the cache 1,200 classes are read on it.
    @Test
    void tlsIsInTheCache() throws Exception {
        try (TlsService service = new TlsService("good")) {
            String url = "https://" + service.address();
            logged("pools", "--url", url, "--cacert", TlsService.authority());
        }
        assertThat(loaded())
                .hasSizeGreaterThan(2_500)
                .filteredOn(loaded -> !isCached(loaded))
                .hasSizeLessThan(100);
    }

    /// What the tests above rest on.
    @Test
    void aJvmThatMustUseACacheDoesNotStartWithoutIt() throws Exception {
        Image.Result result =
                BUILT.runWith("-XX:AOTMode=on -XX:AOTCache=" + somewhere, "--version");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void nearlyAllClassesComeFromTheCache() throws Exception {
        logged("--version");
        List<String> loaded = loaded();
        assertThat(loaded).hasSizeGreaterThan(100);
        assertThat(loaded.stream().filter(CachesIT::isCached))
                .hasSizeGreaterThan(loaded.size() * 95 / 100);
    }

    @Test
    void areOfTheseClasses() throws Exception {
        byte[] modules = Files.readAllBytes(BUILT.modules());
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(modules);
        String digest = HexFormat.of().formatHex(sum);
        assertThat(BUILT.home().resolve("lib/trained-on.sha256"))
                .hasContent(digest + "  runtime/lib/modules\n");
    }

    /// Runs a command line and has the JVM write down what it loads.
    private Image.Result logged(String... arguments) throws Exception {
        return BUILT.runWith(
                "-Xlog:class+load=info:file=" + somewhere.resolve("classes"), arguments);
    }

    /// The classes that were loaded, one a line.
    private List<String> loaded() throws IOException {
        return Files.readAllLines(somewhere.resolve("classes")).stream()
                .filter(line -> line.contains("source:"))
                .toList();
    }

    private static boolean isCached(String loaded) {
        return loaded.contains("shared objects file");
    }

    private static String[] commandOf(String cache) {
        return switch (cache) {
            case "version" -> new String[] {"--version"};
            case "other" -> new String[] {"--help"};
            default -> new String[] {cache, "--help"};
        };
    }
}
