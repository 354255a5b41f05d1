package poolmon.config;

import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads what a user gives for a Redis server: `redis://user:password@host:6379/0`, `rediss://` for
/// TLS, or `host:port` alone.
public final class RedisUrl {
    private static final int STANDARD_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final String SENTINEL = "+sentinel";
    private static final Set<String> SOCKETS = Set.of("unix", "redis+unix", "redis-socket");
    private static final String HINT = "; give one such as redis://localhost:6379/0";

    private RedisUrl() {}

    /// What the text names: a server, or a master by way of its sentinels:
    /// `redis+sentinel://user:password@host:26379,host2/master/0`.
    ///
    /// @throws IllegalArgumentException with one sentence, without secrets, where it names none
    public static Target target(String text, Environment environment) {
        String stripped = text.strip();
        int slashes = stripped.indexOf("://");
        String scheme = slashes < 0 ? "" : stripped.substring(0, slashes).toLowerCase(Locale.ROOT);
        if (SOCKETS.contains(scheme)) {
            return socket(stripped.substring(slashes + 3), environment);
        }
        return scheme.endsWith(SENTINEL)
                ? sentinel(
                        scheme.substring(0, scheme.length() - SENTINEL.length()),
                        stripped.substring(slashes + 3),
                        environment)
                : parse(stripped, environment);
    }

    private static Target.Sentinel sentinel(String scheme, String rest, Environment environment) {
        int end = UrlParts.endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String login = authority.substring(0, at + 1);
        String path = rest.substring(end);
        int query = path.indexOf('?');
        String[] parts = (query < 0 ? path : path.substring(0, query)).split("/", 4);
        String master = parts.length > 1 ? UrlParts.decoded(parts[1]) : "";
        if (master.isEmpty()) {
            throw new IllegalArgumentException(
                    "the name of the master is missing; give one such as"
                            + " redis+sentinel://host:26379/mymaster");
        }
        String database = parts.length > 2 ? "/" + parts[2] : "";
        List<Target.Redis> sentinels = new ArrayList<>();
        for (String host : authority.substring(at + 1).split(",", -1)) {
            boolean portless = host.endsWith("]") || host.indexOf(':') < 0;
            String place = portless && !host.isEmpty() ? host + ":" + SENTINEL_PORT : host;
            sentinels.add(parse(scheme + "://" + login + place + database, environment));
        }
        return new Target.Sentinel(sentinels, master);
    }

    /// As redis-py and redis-cli have it: `unix://user:password@/path/to/socket?db=3`.
    private static Target.Redis socket(String rest, Environment environment) {
        int slash = rest.indexOf('/');
        int query = slash < 0 ? -1 : rest.indexOf('?', slash);
        int at = rest.lastIndexOf('@', slash < 0 ? rest.length() : slash);
        String path = slash < 0 ? "" : rest.substring(slash, query < 0 ? rest.length() : query);
        if (path.length() < 2 || slash != at + 1) {
            throw new IllegalArgumentException(
                    "the path of the socket is missing; give one such as"
                            + " unix:///run/redis/redis.sock");
        }
        String url = "redis://" + rest.substring(0, at + 1) + "localhost";
        Target.Redis server = parse(url + (query < 0 ? "" : rest.substring(query)), environment);
        return server.on(new Host(UrlParts.decoded(path), STANDARD_PORT));
    }

    /// The server that the text names. Where it has no password, `REDIS_PASSWORD` is taken.
    ///
    /// @throws IllegalArgumentException with one sentence, without secrets, where it names none
    public static Target.Redis parse(String text, Environment environment) {
        String stripped = text.strip();
        int slashes = stripped.indexOf("://");
        String scheme =
                slashes < 0 ? "redis" : stripped.substring(0, slashes).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("rediss") || scheme.equals("valkeys");
        if (!tls && !scheme.equals("redis") && !scheme.equals("valkey")) {
            throw new IllegalArgumentException(
                    "a Redis server is asked over redis:// or rediss://, not "
                            + UrlParts.quoted(scheme)
                            + HINT);
        }
        String rest = slashes < 0 ? stripped : stripped.substring(slashes + 3);
        int end = UrlParts.endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        int colon = userInfo.indexOf(':');
        String user = UrlParts.decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : UrlParts.decoded(userInfo.substring(colon + 1));
        return new Target.Redis(
                UrlParts.host(authority.substring(at + 1), STANDARD_PORT, HINT),
                Optional.of(user).filter(name -> !name.isEmpty()),
                Optional.of(password)
                        .filter(word -> !word.isEmpty())
                        .or(() -> environment.get("REDIS_PASSWORD"))
                        .map(Secret::new),
                database(rest.substring(end)),
                tls);
    }

    /// The server that the environment names: `REDIS_URL`, else `REDIS_HOST`, `REDIS_PORT`,
    /// `REDIS_DB` and `REDIS_PASSWORD`. Absent where neither a URL nor a host nor a port is set.
    ///
    /// @throws IllegalArgumentException with one sentence that begins with the variable's name
    public static Optional<Target> fromEnvironment(Environment environment) {
        Optional<String> url = environment.get("REDIS_URL");
        if (url.isPresent()) {
            return Optional.of(named("REDIS_URL", () -> target(url.get(), environment)));
        }
        Optional<String> host = environment.get("REDIS_HOST");
        Optional<String> port = environment.get("REDIS_PORT");
        if (host.isEmpty() && port.isEmpty()) {
            return Optional.empty();
        }
        int number = named("REDIS_PORT", () -> port.map(RedisUrl::port).orElse(STANDARD_PORT));
        int database =
                named(
                        "REDIS_DB",
                        () -> environment.get("REDIS_DB").map(RedisUrl::number).orElse(0));
        return Optional.of(
                new Target.Redis(
                        new Host(host.orElse("localhost"), number),
                        Optional.empty(),
                        environment.get("REDIS_PASSWORD").map(Secret::new),
                        database,
                        false));
    }

    /// Kubernetes sets `REDIS_PORT=tcp://10.0.0.7:6379` for every service that is called redis.
    private static int port(String text) {
        return UrlParts.port(
                text.startsWith("tcp://") ? text.substring(text.lastIndexOf(':') + 1) : text, "");
    }

    private static <T> T named(String variable, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    /// The number in `/3` or, as redis-py has it too, in `?db=3`; 0 where there is none.
    private static int database(String path) {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        String number = plain.startsWith("/") ? plain.substring(1) : "";
        if (number.isEmpty() && query >= 0) {
            for (String parameter : path.substring(query + 1).split("&", -1)) {
                number = parameter.startsWith("db=") ? parameter.substring(3) : number;
            }
        }
        return number.isEmpty() ? 0 : number(number);
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 6;
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw new IllegalArgumentException("the database is not a number such as 0" + HINT);
        }
        return Integer.parseInt(text);
    }
}
