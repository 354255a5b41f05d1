package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The image runs anywhere, for anybody, without a JDK.
class ImageIT {
    private static final Image BUILT = Image.built();

    @TempDir private Path somewhere;

    @Test
    void needsNothingOfTheEnvironment() throws Exception {
        answers(BUILT.run("--version"));
    }

    @Test
    void runsFromItsOwnDirectory() throws Exception {
        Path bin = BUILT.launcher().getParent();
        answers(Image.run(Path.of("./poolmon"), bin, Map.of(), "--version"));
        answers(Image.run(Path.of("bin/poolmon"), bin.getParent(), Map.of(), "--version"));
    }

    @Test
    void isFoundOnThePath() throws Exception {
        Map<String, String> path = Map.of("PATH", BUILT.launcher().getParent() + ":/usr/bin:/bin");
        answers(Image.run(Path.of("/bin/sh"), somewhere, path, "-c", "exec poolmon --version"));
    }

    @Test
    void runsThroughSymlinks() throws Exception {
        Path absolute = somewhere.resolve("absolute");
        Files.createSymbolicLink(absolute, BUILT.launcher());
        Files.createDirectory(somewhere.resolve("sub"));
        Path relative = somewhere.resolve("sub/relative");
        Files.createSymbolicLink(relative, Path.of("../absolute"));

        answers(Image.run(absolute, Path.of("/"), Map.of(), "--version"));
        answers(Image.run(relative, Path.of("/"), Map.of(), "--version"));
        answers(Image.run(Path.of("./absolute"), somewhere, Map.of(), "--version"));
        answers(Image.run(Path.of("/bin/sh"), somewhere, Map.of(), "absolute", "--version"));

        // JUnit warns of links that lead out of its folder
        Files.delete(relative);
        Files.delete(absolute);
    }

    /// `cp -r` gives every file a new time, which must not cost the caches.
    @Test
    void mayBeCopiedAnywhere() throws Exception {
        Image copy = new Image(somewhere.resolve("a b/$HOME/pool mon"));
        Files.createDirectories(copy.home().getParent());
        copy(BUILT.home(), copy.home());

        answers(copy.run("--version"));
        answers(copy.runWith("-XX:AOTMode=on", "--version"));
    }

    @Test
    void heedsNoOptionsMeantForOtherJavaPrograms() throws Exception {
        Map<String, String> foreign =
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-Xmx1m",
                        "JDK_JAVA_OPTIONS", "-Xmx1m",
                        "_JAVA_OPTIONS", "-Xmx1m",
                        "CLASSPATH", "/nowhere",
                        "JAVA_HOME", "/nowhere");
        answers(Image.run(BUILT.launcher(), Path.of("/"), foreign, "--version"));
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        Image.Result result = BUILT.run("watch", "--replay", "no such  file $(id)");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("no such  file $(id)");
    }

    private static void answers(Image.Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).matches("poolmon \\d+\\.\\d+\\.\\d+\\S*\\n");
        assertThat(result.exit()).isZero();
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process cp = new ProcessBuilder("cp", "-r", from.toString(), to.toString()).start();
        assertThat(cp.waitFor()).isZero();
    }
}
