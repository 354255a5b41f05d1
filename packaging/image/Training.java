import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What one class cache is made from.
///
/// @param cache the name of the cache, which the launcher picks by the command's name
/// @param lines the command lines; with the roads that people and pipelines take most, since a
///     class that is not in the cache costs a hundred times what one costs that is
record Training(String cache, List<Line> lines) {
    private static final String DEAD = "127.0.0.1:1";

    /// One command line.
    ///
    /// @param exitCode what it must exit with; another code means that it took a wrong road
    record Line(int exitCode, List<String> arguments) {

        /// The same one with more arguments.
        Line and(String... more) {
            return new Line(exitCode, Stream.concat(arguments.stream(), Stream.of(more)).toList());
        }
    }

    private static Line line(int exitCode, String... arguments) {
        return new Line(exitCode, List.of(arguments));
    }

    /// The trainings, one for each cache.
    static List<Training> all(CannedServers servers) {
        return List.of(
                pools(servers),
                db(servers),
                redis(servers),
                leaks(servers),
                watch(servers),
                serve(servers),
                diagnose(servers),
                size(servers),
                new Training("trend", printed(line(1, "trend", "--file", servers.recording()))),
                new Training(
                        "config", List.of(line(0, "config", "list", "--config", servers.config()))),
                new Training("version", List.of(line(0, "--version"))),
                new Training("other", List.of(line(0, "--help"))));
    }

    private static Training pools(CannedServers servers) {
        Line several =
                line(
                        2,
                        "pools",
                        "--url",
                        servers.service(),
                        "--url",
                        servers.coldService(),
                        "--url",
                        servers.metrics());
        return quick(
                "pools",
                several,
                servers,
                line(3, "pools", "--url", "http://" + DEAD),
                line(2, "pools", "--url", servers.tlsService(), "--cacert", servers.rsaAuthority()),
                line(3, "pools", "--url", servers.tlsService()));
    }

    private static Training db(CannedServers servers) {
        Line one = line(1, "db", "--dsn", servers.postgres());
        return quick(
                "db",
                one,
                servers,
                line(3, "db", "--dsn", "postgresql://" + DEAD),
                line(1, "db", "--dsn", verified(servers)),
                line(1, "db", "--dsn", servers.tlsPostgres() + "?sslmode=require"));
    }

    private static Training redis(CannedServers servers) {
        Line both = line(1, "redis", "--redis", servers.redis(), "--redis", servers.calmRedis());
        return quick(
                "redis",
                both,
                servers,
                line(3, "redis", "--redis", "redis://" + DEAD),
                line(1, "redis", "--redis", servers.tlsRedis(), "--cacert", servers.ecAuthority()));
    }

    private static Training leaks(CannedServers servers) {
        Line joined = line(2, "leaks", "--dsn", servers.postgres(), "--url", servers.service());
        return quick(
                "leaks",
                joined,
                servers,
                line(3, "leaks", "--dsn", "postgresql://" + DEAD),
                line(2, "leaks", "--dsn", verified(servers)));
    }

    /// The commands that are run often and by scripts: in each format, by a name of the config
    /// file, and by somebody who asks how.
    ///
    /// @param more what is looked at in vain, and over TLS
    private static Training quick(String command, Line found, CannedServers servers, Line... more) {
        List<Line> lines = new ArrayList<>(printed(found));
        lines.add(line(found.exitCode(), command, "incident", "--config", servers.settings()));
        lines.addAll(List.of(more));
        lines.add(line(0, command, "--help"));
        return new Training(command, lines);
    }

    private static String verified(CannedServers servers) {
        return servers.tlsPostgres() + "?sslmode=verify-full&sslrootcert=" + servers.ecAuthority();
    }

    private static List<Line> printed(Line line) {
        return List.of(
                line,
                line.and("-o", "json"),
                line.and("-o", "nagios"),
                line.and("-o", "prometheus"),
                line.and("-o", "csv"),
                line.and("-o", "markdown"));
    }

    private static Training watch(CannedServers servers) {
        String[] once = {"--count", "1"};
        return new Training(
                "watch",
                List.of(all("watch", servers).and(once), overTls("watch", servers).and(once)));
    }

    private static Training serve(CannedServers servers) {
        Line all = all("serve", servers);
        return new Training(
                "serve",
                List.of(
                        new Line(
                                0, all.and("--listen", "127.0.0.1:0", "--for", "1s").arguments())));
    }

    private static Training diagnose(CannedServers servers) {
        Line all = all("diagnose", servers);
        return new Training(
                "diagnose",
                List.of(
                        all,
                        all.and("-o", "json"),
                        all.and("-o", "markdown"),
                        line(2, "diagnose", "--url", servers.service()),
                        overTls("diagnose", servers)));
    }

    private static Line all(String command, CannedServers servers) {
        return line(
                2,
                command,
                "--url",
                servers.service(),
                "--dsn",
                servers.postgres(),
                "--redis",
                servers.redis(),
                "--config",
                servers.settings());
    }

    private static Line overTls(String command, CannedServers servers) {
        return line(
                2,
                command,
                "--url",
                servers.tlsService(),
                "--dsn",
                verified(servers),
                "--cacert",
                servers.rsaAuthority());
    }

    private static Training size(CannedServers servers) {
        Line fleet =
                line(
                        2,
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
                        "500");
        return new Training("size", List.of(fleet, fleet.and("-o", "json")));
    }
}
