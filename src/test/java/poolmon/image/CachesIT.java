package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// Each class cache is picked, used, and of this jar. Nothing else would tell: a JVM that refuses a
/// cache just starts more slowly, and one whose jar has changed under its cache runs the old code.
class CachesIT {
    private static final Image BUILT = Image.built();

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

    /// What the test above rests on.
    @Test
    void aJvmThatMustUseACacheDoesNotStartWithoutIt() throws Exception {
        Image.Result result =
                BUILT.runWith("-XX:AOTMode=on -XX:AOTCache=" + somewhere, "--version");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void nearlyAllClassesComeFromTheCache() throws Exception {
        Path log = somewhere.resolve("classes");
        BUILT.runWith("-Xlog:class+load=info:file=" + log, "--version");
        List<String> loaded =
                Files.readAllLines(log).stream().filter(line -> line.contains("source:")).toList();
        assertThat(loaded).hasSizeGreaterThan(100);
        assertThat(loaded.stream().filter(line -> line.contains("shared objects file")))
                .hasSizeGreaterThan(loaded.size() * 95 / 100);
    }

    @Test
    void areOfThisJar() throws Exception {
        byte[] jar = Files.readAllBytes(BUILT.jar());
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        assertThat(BUILT.home().resolve("lib/trained-on.sha256"))
                .hasContent(digest + "  poolmon.jar\n");
    }

    private static String[] commandOf(String cache) {
        return switch (cache) {
            case "version" -> new String[] {"--version"};
            case "other" -> new String[] {"--help"};
            default -> new String[] {cache, "--help"};
        };
    }
}
