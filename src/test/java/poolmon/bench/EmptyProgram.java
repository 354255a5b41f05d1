package poolmon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;

/// The least that a Java program can cost here: a `main` that does nothing, on the image's runtime,
/// from a jar, with a class cache made as those of poolmon are made.
final class EmptyProgram {
    static final Path IMAGE =
            Path.of(System.getProperty("poolmon.image", "target/poolmon")).toAbsolutePath();
    static final Path LAUNCHER = IMAGE.resolve("bin/poolmon");
    private static final String JAVA = IMAGE.resolve("runtime/bin/java").toString();

    private EmptyProgram() {}

    /// Makes it in a folder.
    static Contender in(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("Empty.java");
        Path jar = folder.resolve("empty.jar");
        Path cache = folder.resolve("empty.aot");
        Files.writeString(source, "class Empty { public static void main(String[] args) {} }\n");
        run("javac", "--release", "25", "-d", folder.toString(), source.toString());
        run("jar", "--create", "--file", jar.toString(), "-C", folder.toString(), "Empty.class");
        Process training =
                new ProcessBuilder(
                                JAVA, "-XX:AOTCacheOutput=" + cache, "-cp", jar.toString(), "Empty")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("training.log").toFile())
                        .start();
        if (training.waitFor() != 0 || !Files.exists(cache)) {
            throw new IllegalStateException("The empty program has no cache.");
        }
        return new Contender(
                "an empty Java program",
                List.of(JAVA, "-XX:AOTCache=" + cache, "-cp", jar.toString(), "Empty"),
                Map.of(),
                Set.of(0));
    }

    /// poolmon with the cache of a command, doing next to nothing: what it costs to have the
    /// command's classes.
    static Contender withCacheOf(String command) {
        Path lib = IMAGE.resolve("lib");
        return new Contender(
                "classes of " + command,
                List.of(
                        JAVA,
                        "-XX:AOTCache=" + lib.resolve(command + ".aot"),
                        "-m",
                        "poolmon/poolmon.cli.Main",
                        "--version"),
                Map.of(),
                Set.of(0));
    }

    private static void run(String tool, String... arguments) {
        int code =
                ToolProvider.findFirst(tool)
                        .orElseThrow(() -> new IllegalStateException("This JDK has no " + tool))
                        .run(System.err, System.err, arguments);
        if (code != 0) {
            throw new IllegalStateException(tool + " failed with " + code + ".");
        }
    }
}
