package poolmon.model;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where to look. How a target shows itself is what a user typed, less every secret.
public sealed interface Target {

    /// The target for people and for JSON, without a secret.
    String shown();

    /// What kind of thing stands there.
    Kind kind();

    /// Whether this may have been found by way of another target: an address of its host, a node
    /// of its cluster, a server that its sentinels watch.
    default boolean isPartOf(Target whole) {
        return switch (this) {
            case Service service when service.address().isPresent() ->
                    service.at(Optional.empty()).equals(whole);
            case Watched watched -> watched.server().equals(whole);
            case Redis node ->
                    switch (whole) {
                        case Redis known -> known.on(node.host()).equals(node);
                        case Sentinel group ->
                                group.sentinels().getFirst().on(node.host()).equals(node);
                        default -> false;
                    };
            default -> false;
        };
    }

    /// The kinds of targets; the words are part of the JSON contract.
    enum Kind {
        SERVICE,
        POSTGRES,
        PGBOUNCER,
        REDIS,
        PROMETHEUS,
        RECORDING;

        /// The word that stands in JSON, for example `service`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A running service, by its base URL or by the full URL of its endpoint. The URL itself holds
    /// no user information; that is in `access`.
    ///
    /// @param address the address to connect to instead of all that the host's name has; the name
    ///     is still what the service is asked for
    /// @param format the only format to understand the answer by, for example `health-pools`
    /// @param samples how often to ask, each time on a fresh connection, 1 or more: a service with
    ///     several worker processes answers for one of them at a time
    record Service(
            URI url,
            Access access,
            Optional<InetAddress> address,
            Optional<String> format,
            int samples)
            implements Target {

        private static final List<String> TELLTALES =
                List.of("token", "key", "secret", "password", "passwd", "pwd", "auth", "sig");

        public Service {
            if (samples < 1) {
                throw new IllegalArgumentException("A service is asked at least once.");
            }
        }

        /// A service that is asked directly, once, with or without a login.
        public Service(URI url, Optional<Credentials> login) {
            this(url, Access.PLAIN.withLogin(login), Optional.empty(), Optional.empty(), 1);
        }

        /// The same service at one of the addresses of its host, or at all of them.
        public Service at(Optional<InetAddress> place) {
            return new Service(url, access, place, format, samples);
        }

        @Override
        public Kind kind() {
            return Kind.SERVICE;
        }

        @Override
        public String shown() {
            return shown(url, access)
                    + address.map(place -> " at " + place.getHostAddress()).orElse("");
        }

        private static String shown(URI url, Access access) {
            String text = url.toString();
            String query = url.getRawQuery();
            if (query != null) {
                text = text.replace("?" + query, "?" + masked(query));
            }
            if (access.login().isPresent()) {
                int who = text.indexOf("://") + 3;
                text =
                        text.substring(0, who)
                                + shown(access.login().get())
                                + "@"
                                + text.substring(who);
            }
            return new ServerText(text).shown();
        }

        /// Who gives a name and no password gives a token in the place of the name.
        private static String shown(Credentials login) {
            return login.password().value().isEmpty() ? "***" : login.user() + ":***";
        }

        private static String masked(String query) {
            return List.of(query.split("&")).stream()
                    .map(Service::maskedParameter)
                    .collect(Collectors.joining("&"));
        }

        private static String maskedParameter(String parameter) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? "" : parameter.substring(0, equals).toLowerCase(Locale.ROOT);
            return TELLTALES.stream().anyMatch(name::contains)
                    ? parameter.substring(0, equals + 1) + "***"
                    : parameter;
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A Prometheus-compatible server that scrapes services.
    ///
    /// @param match a selector such as `{job="orders"}` that narrows what is looked at
    record Fleet(URI url, Access access, Optional<String> match) implements Target {
        @Override
        public Kind kind() {
            return Kind.PROMETHEUS;
        }

        @Override
        public String shown() {
            return Service.shown(url, access);
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// What a Prometheus-compatible server remembers of a fleet's pools.
    ///
    /// @param range how far back
    /// @param traffic whether to ask for the traffic's latency and errors, too
    record History(Fleet fleet, Duration range, boolean traffic) implements Target {
        @Override
        public Kind kind() {
            return Kind.PROMETHEUS;
        }

        @Override
        public String shown() {
            return fleet.shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// What a service said earlier, kept in a file.
    ///
    /// @param file its path; absent: standard input
    /// @param format the only format to understand it by
    record Saved(Optional<Path> file, Optional<String> format) implements Target {
        @Override
        public Kind kind() {
            return Kind.SERVICE;
        }

        @Override
        public String shown() {
            return file.map(path -> new ServerText(path.toString()).shown()).orElse("stdin");
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// Looks that `watch` has recorded.
    ///
    /// @param file its path; absent: standard input
    record Recording(Optional<Path> file) implements Target {
        @Override
        public Kind kind() {
            return Kind.RECORDING;
        }

        @Override
        public String shown() {
            return file.map(path -> new ServerText(path.toString()).shown()).orElse("stdin");
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A PostgreSQL server.
    ///
    /// @param hosts at least one, tried in this order
    /// @param parameters connection parameters by their libpq names (`sslmode`, `sslrootcert`, …)
    record Postgres(
            List<Host> hosts,
            Optional<String> database,
            Optional<String> user,
            Optional<Secret> password,
            Map<String, String> parameters)
            implements Target {

        public Postgres {
            hosts = List.copyOf(hosts);
            parameters = Map.copyOf(parameters);
        }

        /// The same target with a password, for one that was asked for later.
        public Postgres withPassword(Secret secret) {
            return new Postgres(hosts, database, user, Optional.of(secret), parameters);
        }

        @Override
        public Kind kind() {
            return Kind.POSTGRES;
        }

        @Override
        public String shown() {
            // a slash in a host belongs to the path of a Unix socket, and a URL has it in disguise
            String where =
                    hosts.stream()
                            .map(host -> host.shown().replace("/", "%2F"))
                            .collect(Collectors.joining(","));
            String who =
                    user.map(name -> name + (password.isPresent() ? ":***" : "") + "@").orElse("");
            return new ServerText(
                            "postgresql://" + who + where + database.map(d -> "/" + d).orElse(""))
                    .shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A PostgreSQL server with a second way in for the case that it is full.
    ///
    /// @param ordinary how it is asked
    /// @param reserved by whom it is asked where it refuses that for want of a slot: a superuser,
    ///     or a member of `pg_use_reserved_connections`
    record Guarded(Postgres ordinary, Postgres reserved) implements Target {
        @Override
        public Kind kind() {
            return Kind.POSTGRES;
        }

        @Override
        public String shown() {
            return ordinary.shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A PostgreSQL server that is looked at again and again: its counters are read, too.
    record Watched(Postgres server) implements Target {
        @Override
        public Kind kind() {
            return Kind.POSTGRES;
        }

        @Override
        public String shown() {
            return server.shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// PgBouncer's admin console, which is a database named [#DATABASE] that PgBouncer itself
    /// answers for.
    ///
    /// @param console where it is and who asks, as for a PostgreSQL server
    record Bouncer(Postgres console) implements Target {
        /// The name that is reserved for the console.
        public static final String DATABASE = "pgbouncer";

        @Override
        public Kind kind() {
            return Kind.PGBOUNCER;
        }

        @Override
        public String shown() {
            return console.shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A Redis or Valkey server. What else belongs to its cluster is found by asking it.
    ///
    /// @param host with a path for its name, and any port, where it is a Unix socket
    /// @param user the ACL user, absent for the default one
    /// @param database the number of the logical database, 0 or more
    /// @param tls whom to trust and who we are, where TLS is spoken
    /// @param listsClients whether to ask for its clients, which costs a server with many of them
    record Redis(
            Host host,
            Optional<String> user,
            Optional<Secret> password,
            int database,
            Optional<Access.Tls> tls,
            boolean listsClients)
            implements Target {

        /// A server whose clients are asked for.
        public Redis(
                Host host,
                Optional<String> user,
                Optional<Secret> password,
                int database,
                boolean tls) {
            this(
                    host,
                    user,
                    password,
                    database,
                    tls ? Optional.of(Access.Tls.DEFAULT) : Optional.empty(),
                    true);
        }

        /// The same target with a password, for one that was asked for later.
        public Redis withPassword(Secret secret) {
            return new Redis(host, user, Optional.of(secret), database, tls, listsClients);
        }

        /// The same login on another server.
        public Redis on(Host other) {
            return new Redis(other, user, password, database, tls, listsClients);
        }

        /// The same target, asked in another way.
        ///
        /// @param settings what to say and to trust, where TLS is spoken
        public Redis with(Access.Tls settings, boolean clients) {
            return new Redis(host, user, password, database, tls.map(any -> settings), clients);
        }

        /// Whether TLS is spoken.
        public boolean isTls() {
            return tls.isPresent();
        }

        /// Whether it is reached by a Unix socket.
        public boolean isSocket() {
            return host.name().startsWith("/");
        }

        @Override
        public Kind kind() {
            return Kind.REDIS;
        }

        @Override
        public String shown() {
            String who = login();
            return new ServerText(
                            isSocket()
                                    ? "unix://" + who + host.name() + "?db=" + database
                                    : (isTls() ? "rediss://" : "redis://")
                                            + who
                                            + host.shown()
                                            + "/"
                                            + database)
                    .shown();
        }

        /// A name without a password is no login: it is the password in the place of the name.
        private String login() {
            if (password.isPresent()) {
                return user.orElse("") + ":***@";
            }
            return user.isPresent() ? "***@" : "";
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A Redis master that sentinels watch, with its replicas.
    ///
    /// @param sentinels at least one, asked in this order until one answers; login, database and
    ///     TLS are those of the servers that they watch
    /// @param master its name
    record Sentinel(List<Redis> sentinels, String master) implements Target {
        public Sentinel {
            sentinels = List.copyOf(sentinels);
        }

        @Override
        public Kind kind() {
            return Kind.REDIS;
        }

        @Override
        public String shown() {
            Redis first = sentinels.getFirst();
            String hosts =
                    sentinels.stream().map(s -> s.host().shown()).collect(Collectors.joining(","));
            return new ServerText(
                            (first.isTls() ? "rediss" : "redis")
                                    + "+sentinel://"
                                    + first.login()
                                    + hosts
                                    + "/"
                                    + master
                                    + "/"
                                    + first.database())
                    .shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// What a look that was recorded was taken at. It can be shown and not asked.
    ///
    /// @param label how the target showed itself then
    record Recorded(ServerText label, Kind kind) implements Target {
        @Override
        public String shown() {
            return label.shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }
}
