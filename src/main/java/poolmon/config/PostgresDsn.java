package poolmon.config;

import org.jspecify.annotations.Nullable;

import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what people have for a PostgreSQL server: libpq's URI and key=value forms, JDBC URLs, and
/// what applications carry in `DATABASE_URL` (`postgresql+asyncpg://…`). What a DSN leaves open
/// comes from its service, then from libpq's `PG*` variables, then from libpq's defaults.
public final class PostgresDsn {
    private static final int STANDARD_PORT = 5432;
    private static final String HINT =
            "; give one such as postgresql://user@localhost:5432/database";
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /// libpq's parameters by the variables that set them.
    private static final Map<String, String> VARIABLES =
            Map.ofEntries(
                    Map.entry("host", "PGHOST"),
                    Map.entry("hostaddr", "PGHOSTADDR"),
                    Map.entry("port", "PGPORT"),
                    Map.entry("dbname", "PGDATABASE"),
                    Map.entry("user", "PGUSER"),
                    Map.entry("password", "PGPASSWORD"),
                    Map.entry("options", "PGOPTIONS"),
                    Map.entry("connect_timeout", "PGCONNECT_TIMEOUT"),
                    Map.entry("target_session_attrs", "PGTARGETSESSIONATTRS"),
                    Map.entry("channel_binding", "PGCHANNELBINDING"),
                    Map.entry("sslmode", "PGSSLMODE"),
                    Map.entry("sslnegotiation", "PGSSLNEGOTIATION"),
                    Map.entry("sslrootcert", "PGSSLROOTCERT"),
                    Map.entry("sslcert", "PGSSLCERT"),
                    Map.entry("sslkey", "PGSSLKEY"));

    private PostgresDsn() {}

    /// The server that a DSN names.
    ///
    /// @throws IllegalArgumentException with one sentence, without secrets, where it names none
    public static Target.Postgres parse(String text, Environment environment) {
        return target(given(text), environment);
    }

    /// Whether a password stands in a DSN itself.
    ///
    /// @throws IllegalArgumentException as for [#parse], as far as the DSN alone is wrong
    static boolean hasPassword(String text) {
        Map<String, String> settings = given(text);
        boolean has = settings.containsKey("password");
        if (!settings.containsKey("service")) {
            target(settings, new Environment(Map.of(), Optional.empty()));
        }
        return has;
    }

    private static Map<String, String> given(String text) {
        String dsn = text.strip();
        return PostgresUrl.isOne(dsn)
                ? PostgresUrl.settings(dsn, HINT)
                : KeyValues.parse(dsn, HINT);
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
        boolean named = false;
        for (String name : List.of("PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE")) {
            named |= environment.get(name).isPresent();
        }
        return named ? Optional.of(target(Map.of(), environment)) : Optional.empty();
    }

    private static Target.Postgres target(Map<String, String> given, Environment environment) {
        Map<String, String> settings = completed(given, environment);
        @Nullable String address = settings.remove("hostaddr");
        @Nullable String name = settings.remove("host");
        List<Host> hosts =
                hosts(name == null || name.isEmpty() ? address : name, settings.remove("port"));
        String user = taken(settings, "user").or(() -> environment.get("USER")).orElse("postgres");
        String database = taken(settings, "dbname").orElse(user);
        Optional<Secret> password =
                taken(settings, "password")
                        .map(Secret::new)
                        .or(() -> PgPass.password(hosts, database, user, environment));
        settings.remove("passfile"); // its job is done
        @Nullable String mode = settings.get("sslmode");
        if (mode != null && !SSL_MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "the sslmode is none of disable, allow, prefer, require, verify-ca and"
                            + " verify-full");
        }
        return new Target.Postgres(
                hosts, Optional.of(database), Optional.of(user), password, settings);
    }

    /// Like libpq: what is given, then the service, then the environment.
    private static Map<String, String> completed(
            Map<String, String> given, Environment environment) {
        Map<String, String> settings = new HashMap<>(given);
        settings.values().removeIf(String::isEmpty);
        Optional<String> service =
                taken(settings, "service").or(() -> environment.get("PGSERVICE"));
        if (service.isPresent()) {
            PgServiceFile.settings(service.get(), environment).forEach(settings::putIfAbsent);
        }
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            Optional<String> value = environment.get(variable.getValue());
            if (value.isPresent()) {
                settings.putIfAbsent(variable.getKey(), value.get());
            }
        }
        return settings;
    }

    private static Optional<String> taken(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.remove(name));
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
            if (name.startsWith("@")) {
                throw new IllegalArgumentException(
                        "the host is an abstract Unix socket, which poolmon cannot connect to; give"
                                + " the folder of another one, or a host name such as localhost");
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
}
