package poolmon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every setting that may stand in the config file, one line each: by which flag and variable it
/// goes as well, its key, its default, and what it means. A flag decides, then the variable, then
/// the file.
public enum Settings {
    OUTPUT(Kind.TEXT, In.DEFAULTS, "-o", "POOLMON_OUTPUT", "output", "table", "how to print"),
    COLOR(Kind.TEXT, In.DEFAULTS, "--color", "NO_COLOR", "color", "auto", "when to use colours"),
    TIMEOUT(
            Kind.TEXT,
            In.DEFAULTS,
            "--timeout",
            "POOLMON_TIMEOUT",
            "timeout",
            "5s",
            "when to give up"),
    FAIL_ON(
            Kind.TEXT,
            In.DEFAULTS,
            "--fail-on",
            "POOLMON_FAIL_ON",
            "fail_on",
            "degraded",
            "from which status on to exit with its code"),
    TARGET(
            Kind.TEXTS,
            In.DEFAULTS,
            "NAME",
            "",
            "target",
            "",
            "the targets to look at where neither option nor variable names one"),
    WARNING(
            Kind.NUMBER,
            In.ALL,
            "-w",
            "POOLMON_WARNING",
            "warning",
            "80",
            "degraded from this percentage on"),
    CRITICAL(
            Kind.NUMBER,
            In.ALL,
            "-c",
            "POOLMON_CRITICAL",
            "critical",
            "95",
            "critical above this percentage"),
    MAX_OVERFLOW(
            Kind.NUMBER,
            In.EVERYWHERE,
            "--max-overflow",
            "",
            "max_overflow",
            "",
            "the pool's max_overflow, where the service does not tell it"),
    READ_ONLY(
            Kind.FLAG,
            In.BOTH,
            "--readonly",
            "",
            "read_only",
            "false",
            "end no session; once said, no option takes it back"),
    URL(Kind.TEXTS, In.TARGETS, "--url", "POOLMON_URL", "url", "", "a service, or several"),
    DSN(Kind.TEXTS, In.TARGETS, "--dsn", "DATABASE_URL", "dsn", "", "PostgreSQL or PgBouncer"),
    ADMIN_DSN(
            Kind.TEXT,
            In.TARGETS,
            "--admin-dsn",
            "",
            "admin_dsn",
            "",
            "the same server by way of a reserved slot"),
    REDIS(Kind.TEXTS, In.TARGETS, "--redis", "REDIS_URL", "redis", "", "Redis or Valkey"),
    PROMETHEUS(
            Kind.TEXT,
            In.TARGETS,
            "--prometheus",
            "PROMETHEUS_URL",
            "prometheus",
            "",
            "a Prometheus that scrapes the services"),
    MATCH(Kind.TEXT, In.TARGETS, "--match", "", "match", "", "which services to ask it for"),
    FILE(Kind.TEXTS, In.TARGETS, "--file", "", "file", "", "an answer that was saved earlier"),
    CACERT(Kind.TEXT, In.TARGETS, "--cacert", "", "cacert", "", "whom to trust over TLS"),
    CERT(Kind.TEXT, In.TARGETS, "--cert", "", "cert", "", "our own certificate"),
    KEY(Kind.TEXT, In.TARGETS, "--key", "", "key", "", "its key"),
    INSECURE(Kind.FLAG, In.TARGETS, "--insecure", "", "insecure", "false", "trust anybody"),
    URL_PASSWORD(
            Kind.SECRET,
            In.TARGETS,
            "--password-file",
            "POOLMON_PASSWORD",
            "url_password",
            "",
            "of the user in url"),
    URL_TOKEN(
            Kind.SECRET,
            In.TARGETS,
            "--bearer-token-file",
            "",
            "url_token",
            "",
            "the bearer token for url"),
    DSN_PASSWORD(
            Kind.SECRET, In.TARGETS, "-W", "PGPASSWORD", "dsn_password", "", "of the user in dsn"),
    ADMIN_DSN_PASSWORD(
            Kind.SECRET, In.TARGETS, "", "", "admin_dsn_password", "", "of the user in admin_dsn"),
    REDIS_PASSWORD(
            Kind.SECRET, In.TARGETS, "-W", "REDIS_PASSWORD", "redis_password", "", "for redis"),
    PROMETHEUS_PASSWORD(
            Kind.SECRET,
            In.TARGETS,
            "--password-file",
            "POOLMON_PASSWORD",
            "prometheus_password",
            "",
            "of the user in prometheus"),
    PROMETHEUS_TOKEN(
            Kind.SECRET,
            In.TARGETS,
            "--bearer-token-file",
            "",
            "prometheus_token",
            "",
            "the bearer token for prometheus"),
    RATE(Kind.AMOUNT, In.FLEETS, "--rate", "", "rate", "", "requests at the busiest time"),
    HOLD(Kind.TEXT, In.FLEETS, "--hold", "", "hold", "", "how long each keeps its connection"),
    WAIT_TARGET(
            Kind.TEXT,
            In.FLEETS,
            "--wait-target",
            "",
            "wait_target",
            "10ms",
            "the longest that 99 of 100 are to wait"),
    BUFFER(Kind.NUMBER, In.FLEETS, "--buffer", "", "buffer", "", "connections beyond the load"),
    REPLICAS(Kind.NUMBER, In.FLEETS, "--replicas", "", "replicas", "1", "instances"),
    WORKERS(Kind.NUMBER, In.FLEETS, "--workers", "", "workers", "1", "processes of each"),
    POOL_SIZE(Kind.NUMBER, In.FLEETS, "--pool-size", "", "pool_size", "", "the pool of each"),
    SURGE(Kind.AMOUNT, In.FLEETS, "--surge", "", "surge", "25%", "instances more during a deploy"),
    OTHER_CONNECTIONS(
            Kind.NUMBER,
            In.FLEETS,
            "--other-connections",
            "",
            "other_connections",
            "",
            "connections of other applications"),
    SLOTS(Kind.NUMBER, In.FLEETS, "--slots", "", "slots", "", "slots of the server"),
    ROLE_LIMIT(
            Kind.NUMBER,
            In.FLEETS,
            "--role-limit",
            "",
            "role_limit",
            "",
            "the connection limit of the role"),
    DATABASE_LIMIT(
            Kind.NUMBER,
            In.FLEETS,
            "--database-limit",
            "",
            "database_limit",
            "",
            "the connection limit of the database"),
    PGBOUNCER(Kind.NUMBER, In.FLEETS, "--pgbouncer", "", "pgbouncer", "", "pools of PgBouncer"),
    DEFAULT_POOL_SIZE(
            Kind.NUMBER,
            In.FLEETS,
            "--default-pool-size",
            "",
            "default_pool_size",
            "",
            "connections of each of them"),
    MAX_CLIENT_CONN(
            Kind.NUMBER,
            In.FLEETS,
            "--max-client-conn",
            "",
            "max_client_conn",
            "",
            "clients that PgBouncer lets in"),
    APP(Kind.TEXTS, In.FLEETS, "--app", "", "app", "", "the fleet's application_name"),
    USER(Kind.TEXTS, In.FLEETS, "--user", "", "user", "", "the fleet's role"),
    DATABASE(Kind.TEXTS, In.FLEETS, "--database", "", "database", "", "the fleet's database");

    /// What stands behind the key.
    enum Kind {
        TEXT,
        TEXTS,
        NUMBER,
        /// A number, or in quotes a number with its unit.
        AMOUNT,
        FLAG,
        SECRET
    }

    /// Where in the file a setting may stand.
    enum Place {
        DEFAULTS,
        TARGETS,
        POOLS,
        FLEETS
    }

    /// The places that go together.
    private static final class In {
        static final Set<Place> DEFAULTS = Set.of(Place.DEFAULTS);
        static final Set<Place> TARGETS = Set.of(Place.TARGETS);
        static final Set<Place> BOTH = Set.of(Place.DEFAULTS, Place.TARGETS);
        static final Set<Place> ALL = Set.of(Place.DEFAULTS, Place.TARGETS, Place.POOLS);
        static final Set<Place> FLEETS = Set.of(Place.FLEETS);
        static final Set<Place> EVERYWHERE =
                Set.of(Place.DEFAULTS, Place.TARGETS, Place.POOLS, Place.FLEETS);
    }

    private final Kind kind;
    private final Set<Place> places;
    private final String flag;
    private final String variable;
    private final String key;
    private final String byDefault;
    private final String doc;

    Settings(
            Kind kind,
            Set<Place> places,
            String flag,
            String variable,
            String key,
            String byDefault,
            String doc) {
        this.kind = kind;
        this.places = places;
        this.flag = flag;
        this.variable = variable;
        this.key = key;
        this.byDefault = byDefault;
        this.doc = doc;
    }

    Kind kind() {
        return kind;
    }

    Set<Place> places() {
        return places;
    }

    /// The option that says the same, for example `--timeout`; empty where there is none.
    public String flag() {
        return flag;
    }

    /// The environment variable that says the same; empty where there is none.
    public String variable() {
        return variable;
    }

    /// The key in the file.
    public String key() {
        return key;
    }

    /// What holds where nobody says anything; empty where nothing does.
    public String byDefault() {
        return byDefault;
    }

    /// What it means, in a few words.
    public String doc() {
        return doc;
    }

    /// The setting with this key in a place of the file.
    static Optional<Settings> named(String key, Place place) {
        for (Settings setting : values()) {
            if (setting.key.equals(key) && setting.places.contains(place)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /// The keys that may stand in a place of the file.
    static List<String> keys(Place place) {
        List<String> keys = new ArrayList<>();
        for (Settings setting : values()) {
            if (setting.places.contains(place)) {
                keys.add(setting.key);
            }
        }
        return keys;
    }
}
