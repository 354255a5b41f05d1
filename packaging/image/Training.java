import java.util.ArrayList;
import java.util.List;

/// One command line that a class cache is made from.
///
/// @param cache the name of the cache, which the launcher picks by the command's name
/// @param arguments the command line
/// @param exitCode what it must exit with; another code means that it took a wrong road
record Training(String cache, List<String> arguments, int exitCode) {

    /// The trainings, one line each. They take the road of an incident, the longest one there is.
    static List<Training> all(CannedServers servers) {
        List<Training> all = new ArrayList<>(quick(servers));
        for (Training each : quick(servers)) {
            String command = each.cache();
            all.add(
                    new Training(
                            command + "-config",
                            List.of(command, "incident", "--config", servers.settings()),
                            each.exitCode()));
        }
        all.addAll(others(servers));
        return all;
    }

    /// The commands that are run often and by scripts. Each has a second cache for those who have a
    /// config file: to read one without its classes takes a third of a look's time, and to have
    /// them where there is none a fifteenth.
    private static List<Training> quick(CannedServers servers) {
        return List.of(
                new Training(
                        "pools",
                        List.of(
                                "pools",
                                "--url",
                                servers.service(),
                                "--url",
                                servers.coldService(),
                                "--url",
                                servers.metrics()),
                        2),
                new Training("db", List.of("db", "--dsn", servers.postgres()), 1),
                new Training(
                        "leaks",
                        List.of("leaks", "--dsn", servers.postgres(), "--url", servers.service()),
                        2),
                new Training(
                        "redis",
                        List.of(
                                "redis",
                                "--redis",
                                servers.redis(),
                                "--redis",
                                servers.calmRedis()),
                        1));
    }

    private static List<Training> others(CannedServers servers) {
        return List.of(
                new Training("version", List.of("--version"), 0),
                new Training("other", List.of("--help"), 0),
                new Training(
                        "watch",
                        List.of(
                                "watch",
                                "--url",
                                servers.service(),
                                "--dsn",
                                servers.postgres(),
                                "--redis",
                                servers.redis(),
                                "--config",
                                servers.settings(),
                                "--count",
                                "1"),
                        2),
                new Training("config", List.of("config", "list", "--config", servers.config()), 0),
                new Training(
                        "diagnose",
                        List.of(
                                "diagnose",
                                "--url",
                                servers.service(),
                                "--dsn",
                                servers.postgres(),
                                "--redis",
                                servers.redis(),
                                "--config",
                                servers.settings()),
                        2),
                new Training("trend", List.of("trend", "--file", servers.recording()), 1),
                new Training(
                        "size",
                        List.of(
                                "size",
                                "--dsn",
                                servers.postgres(),
                                "--rate",
                                "300/s",
                                "--hold",
                                "20ms",
                                "--pool-size",
                                "50",
                                "--max-overflow",
                                "500"),
                        2),
                new Training(
                        "serve",
                        List.of(
                                "serve",
                                "--listen",
                                "127.0.0.1:0",
                                "--url",
                                servers.service(),
                                "--dsn",
                                servers.postgres(),
                                "--redis",
                                servers.redis(),
                                "--config",
                                servers.settings(),
                                "--for",
                                "1s"),
                        0));
    }
}
