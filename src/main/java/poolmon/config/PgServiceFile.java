package poolmon.config;

import poolmon.model.ServerText;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// libpq's service file: `PGSERVICEFILE`, else `~/.pg_service.conf`, else `pg_service.conf` in
/// `PGSYSCONFDIR`. What is no file on a disk is passed over: a named pipe might keep us waiting for
/// ever.
final class PgServiceFile {
    private PgServiceFile() {}

    /// The settings of a service.
    ///
    /// @throws IllegalArgumentException where no file has that service
    static Map<String, String> settings(String service, Environment environment) {
        for (Path file : files(environment)) {
            if (!Files.isRegularFile(file)) {
                continue;
            }
            try {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                Optional<Map<String, String>> found = section(text.lines().toList(), service);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException e) {
                // libpq, too, goes on to the next file
            }
        }
        throw new IllegalArgumentException(
                "the service \""
                        + new ServerText(service).shown()
                        + "\" is in none of libpq's service files (PGSERVICEFILE,"
                        + " ~/.pg_service.conf, PGSYSCONFDIR)");
    }

    private static List<Path> files(Environment environment) {
        Optional<Path> own =
                environment
                        .get("PGSERVICEFILE")
                        .map(Path::of)
                        .or(() -> environment.home().map(home -> home.resolve(".pg_service.conf")));
        Optional<Path> system =
                environment
                        .get("PGSYSCONFDIR")
                        .map(folder -> Path.of(folder).resolve("pg_service.conf"));
        return Stream.of(own, system).flatMap(Optional::stream).toList();
    }

    private static Optional<Map<String, String>> section(List<String> lines, String service) {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean inside = false;
        boolean found = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[")) {
                if (found) {
                    break; // like libpq, the first section of that name counts
                }
                inside = text.equals("[" + service + "]");
                found = inside;
            } else if (inside && !text.startsWith("#") && text.indexOf('=') > 0) {
                int equals = text.indexOf('=');
                settings.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
            }
        }
        return found ? Optional.of(settings) : Optional.empty();
    }
}
