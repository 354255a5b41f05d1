package poolmon.config;

import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads what a user gives for a Redis server: `redis://user:password@host:6379/0`, `rediss://` for
/// TLS, or `host:port` alone.
public final class RedisUrl {
    private static final int STANDARD_PORT = 6379;
    private static final String HINT = "; give one such as redis://localhost:6379/0";

    private RedisUrl() {}

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
    public static Optional<Target.Redis> fromEnvironment(Environment environment) {
        Optional<String> url = environment.get("REDIS_URL");
        if (url.isPresent()) {
            return Optional.of(named("REDIS_URL", () -> parse(url.get(), environment)));
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
