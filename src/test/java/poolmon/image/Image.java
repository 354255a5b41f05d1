package poolmon.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An app image somewhere on the disk.
///
/// @param home the folder with `bin`, `lib` and `runtime`
record Image(Path home) {

    /// What one run of the launcher left behind.
    record Result(int exit, String out, String err) {}

    /// The image that this build has made.
    static Image built() {
        return new Image(Path.of(System.getProperty("poolmon.image", "target/poolmon")));
    }

    Path launcher() {
        return home.resolve("bin/poolmon").toAbsolutePath();
    }

    /// The classes of the runtime and of poolmon.
    Path modules() {
        return home.resolve("runtime/lib/modules");
    }

    /// What `lib` holds of the class caches: the names without `.aot`.
    List<String> caches() throws IOException {
        try (var files = Files.list(home.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".aot"))
                    .map(name -> name.substring(0, name.length() - ".aot".length()))
                    .sorted()
                    .toList();
        }
    }

    /// Runs the launcher in an empty environment: no `PATH`, no `HOME`, no `JAVA_HOME`.
    Result run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), Path.of("/"), Map.of(), arguments);
    }

    /// Runs the launcher with more options for the JVM.
    Result runWith(String javaOptions, String... arguments)
            throws IOException, InterruptedException {
        return run(launcher(), Path.of("/"), Map.of("POOLMON_JAVA_OPTS", javaOptions), arguments);
    }

    /// Runs what is found at `launcher`, from `directory`, with nothing but `environment`.
    static Result run(
            Path launcher, Path directory, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> err =
                CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String out = text(process.getInputStream());
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end within 30 s");
        }
        return new Result(process.exitValue(), out, err.join());
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
