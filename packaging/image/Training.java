import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One command line that a class cache is made from.
///
/// @param cache the name of the cache, which the launcher picks by the first word
/// @param arguments the command line
/// @param exitCode what it must exit with; another code means that it took a wrong road
record Training(String cache, List<String> arguments, int exitCode) {

    /// What a user's shell may set for other Java programs, and what would spoil the caches.
    private static final List<String> FOREIGN_OPTIONS =
            List.of("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /// The trainings, one line each. They take the road of an incident, the longest one there is.
    static List<Training> all(CannedServers servers) {
        return List.of(
                new Training("version", List.of("--version"), 0),
                new Training("other", List.of("--help"), 0));
    }

    /// Runs the command line in the image and lets the JVM remember what it loaded.
    void run(Path image) throws IOException, InterruptedException {
        Path lib = image.resolve("lib");
        Path made = lib.resolve(cache + ".aot");
        Path log = image.resolveSibling("training-" + cache + ".log");
        List<String> command = new ArrayList<>();
        command.add(image.resolve("runtime/bin/java").toString());
        command.add("-XX:AOTCacheOutput=" + made);
        // Exactly as in the launcher: a cache is good for one class path and one main class.
        command.addAll(List.of("-cp", lib.resolve("poolmon.jar").toString(), "poolmon.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(FOREIGN_OPTIONS);
        int code = builder.start().waitFor();
        if (code != exitCode || !Files.exists(made)) {
            throw new IllegalStateException(
                    "Training '%s' ended with %d instead of %d:%n%s"
                            .formatted(cache, code, exitCode, Files.readString(log)));
        }
    }
}
