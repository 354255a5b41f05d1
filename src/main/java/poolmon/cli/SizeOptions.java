package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.capacity.SizePlan;
import poolmon.config.Settings;
import poolmon.model.Selection;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a user tells of load, fleet and limits, by options or else in the config file. All of it
/// may be left out that a server can tell, or that nobody wants to know.
final class SizeOptions {
    /// Beyond this nothing is a pool any more, and products of three such numbers stay exact.
    static final long MOST = 100_000;

    private static final Surge KUBERNETES = new Surge(25, true);

    private final Option<Double> rate;
    private final Option<Duration> hold;
    private final Option<Duration> target;
    private final Option<Long> buffer;
    private final Option<Long> replicas;
    private final Option<Long> workers;
    private final Option<Long> poolSize;
    private final Option<Long> overflow;
    private final Option<Surge> surge;
    private final Option<Long> others;
    private final Option<Long> slots;
    private final Option<Long> roleLimit;
    private final Option<Long> databaseLimit;
    private final Option<Long> bouncers;
    private final Option<Long> bouncerSize;
    private final Option<Long> maxClients;
    private final Option<List<String>> applications;
    private final Option<List<String>> users;
    private final Option<List<String>> databases;

    SizeOptions(CommandSpec spec) {
        Options options = new Options(spec);
        rate =
                options.optional(
                        Double.class,
                        Rates::read,
                        "RATE",
                        "Requests that take a connection, of the whole fleet at its busiest:"
                                + " 300/s, 18000/m.",
                        "--rate");
        hold =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "How long a request keeps its connection on average: 20ms.",
                        "--hold");
        target =
                options.setting(
                        Duration.class,
                        Durations::read,
                        Settings.WAIT_TARGET.byDefault(),
                        "DURATION",
                        "The longest that 99 of 100 requests are to wait for a connection",
                        "--wait-target");
        buffer =
                whole(
                        options,
                        "Connections beyond the average load (default: the root of the load).",
                        "--buffer");
        replicas = whole(options, "Instances of the service (default: 1).", "--replicas");
        workers =
                whole(
                        options,
                        "Processes of each instance, which have a pool each (default: 1).",
                        "--workers");
        poolSize =
                whole(
                        options,
                        "The pool that there is or shall be: SQLAlchemy's pool_size, HikariCP's"
                                + " maximumPoolSize (default: what the load needs).",
                        "--pool-size");
        overflow =
                whole(
                        options,
                        "SQLAlchemy's max_overflow (default: 0 with --pool-size, else what the load"
                                + " needs).",
                        "--max-overflow");
        surge =
                options.optional(
                        Surge.class,
                        Surge::read,
                        "PCT|N",
                        "Instances more while a deploy is rolled out (default: 25%% with"
                                + " --replicas, rounded up, as Kubernetes; else 0).",
                        "--surge");
        others =
                whole(
                        options,
                        "Connections of other applications (default: those that the server has).",
                        "--other-connections");
        slots =
                whole(
                        options,
                        "Slots of the server for ordinary roles: max_connections less the reserved"
                                + " ones, 97 unless configured (default: those of the server).",
                        "--slots");
        roleLimit =
                whole(
                        options,
                        "The connection limit of the fleet's role (default: that of the server).",
                        "--role-limit");
        databaseLimit =
                whole(
                        options,
                        "The connection limit of the fleet's database (default: that of the"
                                + " server).",
                        "--database-limit");
        bouncers =
                whole(
                        options,
                        "The fleet goes through so many pools of PgBouncer: its processes ×"
                                + " databases × roles.",
                        "--pgbouncer");
        bouncerSize =
                whole(
                        options,
                        "Connections of each of them (default: what the load needs).",
                        "--default-pool-size");
        maxClients = whole(options, "Clients that PgBouncer lets in.", "--max-client-conn");
        applications = names(options, "application", "--app");
        users = names(options, "role", "--user");
        databases = names(options, "database", "--database");
    }

    private static Option<Long> whole(Options options, String description, String name) {
        return options.optional(Long.class, Whole::read, "N", description, name);
    }

    private static Option<List<String>> names(Options options, String what, String name) {
        return options.texts(
                "NAME",
                "Sessions of this "
                        + what
                        + " are the fleet's; * stands for any part; may be given several times.",
                name);
    }

    /// Whether load or pool is told.
    boolean tellAnything() {
        return rate.given().isPresent() || hold.given().isPresent() || tellPools();
    }

    /// Whether the options tell how large the pools are.
    boolean tellPools() {
        return poolSize.given().isPresent();
    }

    /// What is told.
    ///
    /// @param fleet what the config file says of it
    /// @throws IllegalArgumentException with a sentence for the user
    SizePlan plan(FleetSettings fleet, Thresholds thresholds) {
        Optional<SizePlan.Traffic> traffic = traffic(fleet);
        long instances = atLeastOne(fleet.whole(replicas, Settings.REPLICAS));
        Surge more =
                fleet.value(surge, Settings.SURGE, Surge::read)
                        .orElse(
                                fleet.whole(replicas, Settings.REPLICAS).number().isPresent()
                                        ? KUBERNETES
                                        : new Surge(0, false));
        SizePlan plan =
                new SizePlan(
                        traffic,
                        fleet.value(target, Settings.WAIT_TARGET, Durations::read)
                                .orElseGet(() -> Durations.read(Settings.WAIT_TARGET.byDefault())),
                        number(fleet.whole(buffer, Settings.BUFFER)),
                        new SizePlan.Fleet(
                                instances,
                                atLeastOne(fleet.whole(workers, Settings.WORKERS)),
                                poolSize(fleet),
                                number(fleet.whole(overflow, Settings.MAX_OVERFLOW)),
                                more.of(instances)),
                        pooler(fleet),
                        number(fleet.whole(others, Settings.OTHER_CONNECTIONS)),
                        new SizePlan.Limits(
                                number(fleet.whole(slots, Settings.SLOTS)),
                                number(fleet.whole(roleLimit, Settings.ROLE_LIMIT)),
                                number(fleet.whole(databaseLimit, Settings.DATABASE_LIMIT))),
                        selection(fleet),
                        thresholds);
        if (traffic.isPresent()
                && traffic.get().perSecond() * traffic.get().hold().toNanos() / 1e9 > MOST) {
            throw new IllegalArgumentException(
                    "--rate × --hold is more than "
                            + MOST
                            + " connections: is --hold what one request takes?");
        }
        return plan;
    }

    private Optional<SizePlan.Traffic> traffic(FleetSettings fleet) {
        Optional<Double> requests = fleet.value(rate, Settings.RATE, Rates::read);
        Optional<Duration> each = fleet.value(hold, Settings.HOLD, Durations::read);
        if (requests.isPresent() != each.isPresent()) {
            throw new IllegalArgumentException(
                    requests.isPresent()
                            ? "--rate says how many requests there are; give --hold DURATION, too:"
                                    + " how long each keeps its connection."
                            : "--hold says how long a request keeps its connection; give --rate"
                                    + " RATE, too: how many there are.");
        }
        if (each.filter(Duration::isZero).isPresent()) {
            throw new IllegalArgumentException("--hold must be longer than nothing.");
        }
        return requests.map(r -> new SizePlan.Traffic(r, each.orElseThrow()));
    }

    private OptionalLong poolSize(FleetSettings fleet) {
        OptionalLong size = number(fleet.whole(poolSize, Settings.POOL_SIZE));
        long more = number(fleet.whole(overflow, Settings.MAX_OVERFLOW)).orElse(0);
        if (size.isPresent() && size.getAsLong() + more < 1) {
            throw new IllegalArgumentException(
                    "A pool of --pool-size 0 has no limit; give --max-overflow N or a size.");
        }
        return size;
    }

    private Optional<SizePlan.Pooler> pooler(FleetSettings fleet) {
        FleetSettings.Count pools = fleet.whole(bouncers, Settings.PGBOUNCER);
        FleetSettings.Count size = fleet.whole(bouncerSize, Settings.DEFAULT_POOL_SIZE);
        FleetSettings.Count clients = fleet.whole(maxClients, Settings.MAX_CLIENT_CONN);
        if (pools.number().isEmpty()) {
            if (size.number().isPresent() || clients.number().isPresent()) {
                throw new IllegalArgumentException(
                        "--default-pool-size and --max-client-conn are PgBouncer's: give"
                                + " --pgbouncer N, too, the number of its pools.");
            }
            return Optional.empty();
        }
        return Optional.of(new SizePlan.Pooler(atLeastOne(pools), number(size), number(clients)));
    }

    private Selection selection(FleetSettings fleet) {
        return new Selection(
                fleet.texts(applications, Settings.APP),
                fleet.texts(users, Settings.USER),
                fleet.texts(databases, Settings.DATABASE),
                List.of(),
                Set.of(),
                Duration.ZERO,
                Optional.empty(),
                false,
                Selection.Order.VERDICT,
                OptionalInt.empty());
    }

    private static long atLeastOne(FleetSettings.Count whole) {
        long number = number(whole).orElse(1);
        if (number < 1) {
            throw new IllegalArgumentException(whole.name() + " is a number from 1 on.");
        }
        return number;
    }

    private static OptionalLong number(FleetSettings.Count whole) {
        Optional<Long> number = whole.number();
        if (number.filter(n -> n > MOST).isPresent()) {
            throw new IllegalArgumentException(whole.name() + " is at most " + MOST + ".");
        }
        return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
    }
}
