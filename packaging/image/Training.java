import java.util.List;

/// One command line that the class cache of a command is made from.
///
/// @param cache the name of the cache, which the launcher picks by the command's name
/// @param arguments the command line
/// @param exitCode what it must exit with; another code means that it took a wrong road
record Training(String cache, List<String> arguments, int exitCode) {

    /// The trainings, one line each. They take the road of an incident, the longest one there is.
    static List<Training> all(CannedServers servers) {
        return List.of(
                new Training("version", List.of("--version"), 0),
                new Training("other", List.of("--help"), 0),
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
                        "watch",
                        List.of(
                                "watch",
                                "--url",
                                servers.service(),
                                "--dsn",
                                servers.postgres(),
                                "--redis",
                                servers.redis(),
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
                                servers.redis()),
                        2),
                new Training("trend", List.of("trend", "--file", servers.recording()), 1),
                new Training("redis", List.of("redis", "--redis", servers.redis()), 1),
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
                                "--for",
                                "1s"),
                        0));
    }
}
