package poolmon.config;

import poolmon.model.Host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The URLs by which PostgreSQL servers go: libpq's, JDBC's, R2DBC's, SQLAlchemy's with the driver
/// in the scheme (`postgresql+asyncpg`), and what frameworks made of them. All become settings by
/// libpq's names.
final class PostgresUrl {
    private static final int STANDARD_PORT = 5432;
    private static final Set<String> DIALECTS =
            Set.of("postgresql", "postgres", "pgsql", "postgis");

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final String hint;
    private final boolean java;

    private PostgresUrl(String hint, boolean java) {
        this.hint = hint;
        this.java = java;
    }

    /// Whether a DSN is a URL at all, be it a good one or not.
    static boolean isOne(String dsn) {
        int slashes = dsn.indexOf("://");
        return dsn.startsWith("jdbc:")
                || (slashes >= 0 && !dsn.substring(0, slashes).contains("="));
    }

    /// What the URL says, by libpq's names of parameters.
    ///
    /// @throws IllegalArgumentException without quoting the URL, which may hold a password
    static Map<String, String> settings(String dsn, String hint) {
        boolean java = dsn.startsWith("jdbc:") || dsn.startsWith("r2dbc:");
        PostgresUrl url = new PostgresUrl(hint, java);
        int slashes = dsn.indexOf("://");
        if (slashes < 0) {
            url.shortJdbc(dsn);
        } else {
            url.checkScheme(dsn.substring(0, slashes));
            url.read(dsn.substring(slashes + 3));
        }
        return url.settings;
    }

    /// `jdbc:postgresql:database?…`, which means the server on this machine.
    private void shortJdbc(String dsn) {
        int colon = dsn.indexOf(':', "jdbc:".length());
        checkScheme(colon < 0 ? dsn : dsn.substring(0, colon));
        String rest = dsn.substring(colon + 1);
        pathAndParameters(rest.startsWith("/") ? rest : "/" + rest);
    }

    /// The last part of `jdbc:postgresql` or `r2dbc:pool:postgresql`, the first of
    /// `postgresql+asyncpg`.
    private void checkScheme(String scheme) {
        String last = scheme.substring(scheme.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        int plus = last.indexOf('+');
        if (!DIALECTS.contains(plus < 0 ? last : last.substring(0, plus))) {
            throw new IllegalArgumentException(
                    "a PostgreSQL server is named by postgresql://, not "
                            + UrlParts.quoted(last)
                            + hint);
        }
    }

    private void read(String rest) {
        int end = UrlParts.endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            login(authority.substring(0, at));
        }
        if (at + 1 < authority.length()) {
            places(List.of(authority.substring(at + 1).split(",", -1)));
        }
        pathAndParameters(rest.substring(end));
    }

    private void login(String login) {
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        if (!user.isEmpty()) {
            settings.put("user", UrlParts.decoded(user));
        }
        if (colon >= 0) {
            settings.put("password", UrlParts.decoded(login.substring(colon + 1)));
        }
    }

    private void places(List<String> places) {
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String place : places) {
            if (place.isEmpty() || place.startsWith(":")) {
                names.add("");
                ports.add(place.isEmpty() ? "" : place.substring(1));
            } else if (place.toLowerCase(Locale.ROOT).startsWith("%2f") || place.startsWith("/")) {
                // the folder of a Unix socket, whose name ends with the port
                int colon = place.lastIndexOf(':');
                names.add(UrlParts.decoded(colon < 0 ? place : place.substring(0, colon)));
                ports.add(colon < 0 ? "" : place.substring(colon + 1));
            } else {
                Host host = UrlParts.host(place, STANDARD_PORT, hint);
                names.add(UrlParts.decoded(host.name()));
                ports.add(Integer.toString(host.port()));
            }
        }
        settings.put("host", String.join(",", names));
        settings.put("port", String.join(",", ports));
    }

    private void pathAndParameters(String tail) {
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        if (path.length() > 1 && path.startsWith("/")) {
            settings.put("dbname", UrlParts.decoded(path.substring(1)));
        }
        if (question >= 0) {
            parameters(tail.substring(question + 1));
        }
    }

    /// The parameters: libpq's own, and the names that JDBC and asyncpg have for them.
    private void parameters(String query) {
        List<String> hosts = new ArrayList<>();
        String ssl = "";
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = decoded(parameter.substring(0, equals));
                String value = decoded(parameter.substring(equals + 1));
                switch (name) {
                    case "host" -> hosts.addAll(List.of(value.split(",", -1)));
                    case "ssl" -> ssl = value;
                    case "database", "PGDBNAME" -> settings.put("dbname", value);
                    case "targetServerType" ->
                            settings.put("target_session_attrs", sessionKind(value));
                    default -> settings.put(name, value);
                }
            }
        }
        if (!hosts.isEmpty()) {
            hosts(hosts);
        }
        if (!ssl.isEmpty()) {
            settings.putIfAbsent("sslmode", sslMode(ssl));
        }
    }

    /// Hosts among the parameters, as SQLAlchemy has them: one with its port in each of several
    /// parameters, or all in one with the ports in another.
    private void hosts(List<String> hosts) {
        boolean withPorts = false;
        for (String host : hosts) {
            withPorts |= host.indexOf(':') > 0 && host.indexOf(':') == host.lastIndexOf(':');
        }
        if (withPorts) {
            places(hosts);
        } else {
            settings.put("host", String.join(",", hosts));
        }
    }

    /// In Java's world a `+` among the parameters is a blank.
    private String decoded(String text) {
        return UrlParts.decoded(java ? text.replace('+', ' ') : text);
    }

    private String sslMode(String value) {
        boolean unchecked =
                settings.getOrDefault("sslfactory", "").endsWith("NonValidatingFactory");
        return switch (value) {
            case "true" -> java && !unchecked ? "verify-full" : "require";
            case "false" -> "disable";
            default -> value;
        };
    }

    private static String sessionKind(String serverType) {
        return switch (serverType) {
            case "primary", "master" -> "primary";
            case "secondary", "slave" -> "standby";
            case "preferSecondary", "preferSlave" -> "prefer-standby";
            default -> "any";
        };
    }
}
