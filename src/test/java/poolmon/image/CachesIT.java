package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Each class cache is picked, used, and of this jar. Nothing else would tell: a JVM that refuses a
/// cache just starts more slowly, and one whose jar has changed under its cache runs the old code.
class CachesIT {
    private static final Image BUILT = Image.built();
    private static final Pattern CACHE = Pattern.compile("lib/([a-z-]+)[.]aot");

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

    /// Who has a config file has it named, in a variable or as an option, or in its usual places.
    @ParameterizedTest
    @ValueSource(strings = {"pools", "db", "redis", "leaks"})
    void aConfigFileHasACacheOfItsOwn(String command) throws Exception {
        Path file = Files.createDirectories(somewhere.resolve(".config/poolmon"));
        Files.writeString(file.resolve("config.toml"), "");
        String folder = somewhere.toString();
        String ofItsOwn = command + "-config";
        assertThat(cacheOf(command, Map.of("HOME", folder))).isEqualTo(ofItsOwn);
        assertThat(cacheOf(command, Map.of("XDG_CONFIG_HOME", folder + "/.config")))
                .isEqualTo(ofItsOwn);
        assertThat(cacheOf(command, Map.of("POOLMON_CONFIG", "no-file"))).isEqualTo(ofItsOwn);
        assertThat(cacheOf(command, Map.of(), "--config", "no-file")).isEqualTo(ofItsOwn);
        assertThat(cacheOf(command, Map.of(), "--config=no-file")).isEqualTo(ofItsOwn);
        assertThat(cacheOf(command, Map.of("HOME", folder + "/elsewhere"))).isEqualTo(command);
        assertThat(cacheOf(command, Map.of())).isEqualTo(command);
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

    /// The name of the cache that the launcher picks, as the JVM tells it.
    private String cacheOf(String command, Map<String, String> variables, String... options)
            throws Exception {
        Path log = somewhere.resolve("picked");
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("POOLMON_JAVA_OPTS", "-Xlog:aot=info:file=" + log);
        List<String> arguments = new ArrayList<>(List.of(command, "--help"));
        arguments.addAll(List.of(options));
        Image.Result result =
                Image.run(
                        BUILT.launcher(),
                        Path.of("/"),
                        environment,
                        arguments.toArray(String[]::new));
        assertThat(result.exit()).isZero();
        return CACHE.matcher(Files.readString(log)).results().findFirst().orElseThrow().group(1);
    }

    private static String[] commandOf(String cache) {
        return switch (cache) {
            case "version" -> new String[] {"--version"};
            case "other" -> new String[] {"--help"};
            case String name when name.endsWith("-config") ->
                    new String[] {name.replace("-config", ""), "--help", "--config", "no-file"};
            default -> new String[] {cache, "--help"};
        };
    }
}
