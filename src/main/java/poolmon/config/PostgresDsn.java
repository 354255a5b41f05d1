package poolmon.config;

import org.jspecify.annotations.Nullable;

import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads what people have for a PostgreSQL server: libpq's URI and key=value forms, JDBC URLs, and
/// what applications carry in `DATABASE_URL` (`postgresql+asyncpg://…`). What a DSN leaves open
/// comes from its service, then from libpq's `PG*` variables, then from libpq's defaults.
public final class PostgresDsn {
    private static final int STANDARD_PORT = 5432;
    private static final String HINT =
            "; give one such as postgresql://user@localhost:5432/database";

    /// libpq's parameters by the variables that set them.
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "host", "PGHOST",
                    "port", "PGPORT",
                    "dbname", "PGDATABASE",
                    "user", "PGUSER",
                    "password", "PGPASSWORD",
                    "sslmode", "PGSSLMODE",
                    "sslrootcert", "PGSSLROOTCERT",
                    "sslcert", "PGSSLCERT",
                    "sslkey", "PGSSLKEY",
                    "target_session_attrs", "PGTARGETSESSIONATTRS");

    private PostgresDsn() {}

    /// The server that a DSN names.
    ///
    /// @throws IllegalArgumentException with one sentence, without secrets, where it names none
    public static Target.Postgres parse(String text, Environment environment) {
        String dsn = text.strip();
        Map<String, String> given = dsn.contains("://") ? fromUrl(dsn) : KeyValues.parse(dsn, HINT);
        return target(given, environment);
    }

    /// The server that the environment names: `DATABASE_URL`, else libpq's variables. Absent where
    /// none of them says where the server is or who asks.
    ///
    /// @throws IllegalArgumentException with one sentence that begins with the variable's name
    public static Optional<Target.Postgres> fromEnvironment(Environment environment) {
        Optional<String> url = environment.get("DATABASE_URL");
        if (url.isPresent()) {
            try {
                return Optional.of(parse(url.get(), environment));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("DATABASE_URL: " + e.getMessage(), e);
            }
        }
        boolean named =
                List.of("PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE").stream()
                        .anyMatch(name -> environment.get(name).isPresent());
        return named ? Optional.of(target(Map.of(), environment)) : Optional.empty();
    }

    private static Target.Postgres target(Map<String, String> given, Environment environment) {
        Map<String, String> settings = new HashMap<>(given);
        Optional<String> service =
                Optional.ofNullable(settings.remove("service"))
                        .or(() -> environment.get("PGSERVICE"));
        service.ifPresent(
                name -> PgServiceFile.settings(name, environment).forEach(settings::putIfAbsent));
        VARIABLES.forEach(
                (setting, variable) ->
                        environment
                                .get(variable)
                                .ifPresent(value -> settings.putIfAbsent(setting, value)));
        List<Host> hosts = hosts(settings.remove("host"), settings.remove("port"));
        String user =
                Optional.ofNullable(settings.remove("user"))
                        .or(() -> environment.get("USER"))
                        .orElse("postgres");
        String database = Optional.ofNullable(settings.remove("dbname")).orElse(user);
        Optional<Secret> password =
                Optional.ofNullable(settings.remove("password"))
                        .filter(word -> !word.isEmpty())
                        .map(Secret::new)
                        .or(() -> PgPass.password(hosts.getFirst(), database, user, environment));
        return new Target.Postgres(
                hosts, Optional.of(database), Optional.of(user), password, settings);
    }

    /// libpq's rule: several hosts and one port, or as many ports as hosts.
    private static List<Host> hosts(@Nullable String given, @Nullable String ports) {
        List<String> names = given == null || given.isEmpty() ? List.of("localhost") : split(given);
        List<String> numbers = ports == null || ports.isEmpty() ? List.of("") : split(ports);
        if (numbers.size() != 1 && numbers.size() != names.size()) {
            throw new IllegalArgumentException(
                    "it names "
                            + names.size()
                            + " hosts and "
                            + numbers.size()
                            + " ports, which do not match"
                            + HINT);
        }
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.startsWith("/") || name.startsWith("@")) {
                throw new IllegalArgumentException(
                        "the host is the path of a Unix socket, and poolmon cannot connect to those"
                                + " yet; give a host name such as localhost");
            }
            String number = numbers.size() == 1 ? numbers.getFirst() : numbers.get(i);
            hosts.add(
                    new Host(
                            name.isEmpty() ? "localhost" : name,
                            number.isEmpty() ? STANDARD_PORT : UrlParts.port(number, HINT)));
        }
        return hosts;
    }

    private static List<String> split(String list) {
        return List.of(list.split(",", -1));
    }

    private static Map<String, String> fromUrl(String dsn) {
        String url = dsn.startsWith("jdbc:") ? dsn.substring("jdbc:".length()) : dsn;
        int slashes = url.indexOf("://");
        String scheme = url.substring(0, slashes).toLowerCase(Locale.ROOT);
        String dialect = scheme.contains("+") ? scheme.substring(0, scheme.indexOf('+')) : scheme;
        if (!dialect.equals("postgresql") && !dialect.equals("postgres")) {
            throw new IllegalArgumentException(
                    "a PostgreSQL server is named by postgresql://, not "
                            + UrlParts.quoted(scheme)
                            + HINT);
        }
        String rest = url.substring(slashes + 3);
        int end = UrlParts.endOfAuthority(rest);
        Map<String, String> settings = new LinkedHashMap<>();
        authority(rest.substring(0, end), settings);
        String tail = rest.substring(end);
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        if (path.length() > 1) {
            settings.put("dbname", UrlParts.decoded(path.substring(1)));
        }
        if (question >= 0) {
            parameters(tail.substring(question + 1), settings);
        }
        return settings;
    }

    private static void authority(String authority, Map<String, String> settings) {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String login = authority.substring(0, at);
            int colon = login.indexOf(':');
            String user = colon < 0 ? login : login.substring(0, colon);
            if (!user.isEmpty()) {
                settings.put("user", UrlParts.decoded(user));
            }
            if (colon >= 0) {
                settings.put("password", UrlParts.decoded(login.substring(colon + 1)));
            }
        }
        String places = authority.substring(at + 1);
        if (places.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String place : split(places)) {
            if (place.toLowerCase(Locale.ROOT).startsWith("%2f") || place.startsWith(":")) {
                names.add(UrlParts.decoded(place.startsWith(":") ? "" : place));
                ports.add(place.startsWith(":") ? place.substring(1) : "");
            } else {
                Host host = UrlParts.host(place, STANDARD_PORT, HINT);
                names.add(UrlParts.decoded(host.name()));
                ports.add(Integer.toString(host.port()));
            }
        }
        settings.put("host", String.join(",", names));
        settings.put("port", String.join(",", ports));
    }

    /// The parameters of a URL: libpq's own, and the names that JDBC and asyncpg have for them.
    private static void parameters(String query, Map<String, String> settings) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = UrlParts.decoded(parameter.substring(0, equals));
                String value = UrlParts.decoded(parameter.substring(equals + 1));
                switch (name) {
                    case "ssl" -> settings.put("sslmode", sslMode(value));
                    case "targetServerType" -> settings.put("target_session_attrs", value);
                    default -> settings.put(name, value);
                }
            }
        }
    }

    private static String sslMode(String value) {
        return switch (value) {
            case "true", "" -> "require";
            case "false" -> "disable";
            default -> value;
        };
    }
}
