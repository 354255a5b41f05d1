package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.capacity.SizePlan;
import poolmon.model.Selection;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a user tells of load, fleet and limits. Everything may be left out that a server can tell,
/// or that nobody wants to know.
final class SizeOptions {
    /// Beyond this nothing is a pool any more, and products of three such numbers stay exact.
    private static final long MOST = 100_000;

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
                options.value(
                        Duration.class,
                        Durations::read,
                        "10ms",
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

    /// What is told.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    SizePlan plan(Thresholds thresholds) {
        Optional<SizePlan.Traffic> traffic = traffic();
        long instances = atLeastOne(replicas, "--replicas");
        SizePlan plan =
                new SizePlan(
                        traffic,
                        target.value(),
                        number(buffer, "--buffer"),
                        new SizePlan.Fleet(
                                instances,
                                atLeastOne(workers, "--workers"),
                                poolSize(),
                                number(overflow, "--max-overflow"),
                                surge.given()
                                        .orElse(
                                                replicas.given().isPresent()
                                                        ? KUBERNETES
                                                        : new Surge(0, false))
                                        .of(instances)),
                        pooler(),
                        number(others, "--other-connections"),
                        new SizePlan.Limits(
                                number(slots, "--slots"),
                                number(roleLimit, "--role-limit"),
                                number(databaseLimit, "--database-limit")),
                        selection(),
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

    private Optional<SizePlan.Traffic> traffic() {
        if (rate.given().isPresent() != hold.given().isPresent()) {
            throw new IllegalArgumentException(
                    rate.given().isPresent()
                            ? "--rate says how many requests there are; give --hold DURATION, too:"
                                    + " how long each keeps its connection."
                            : "--hold says how long a request keeps its connection; give --rate"
                                    + " RATE, too: how many there are.");
        }
        if (hold.given().filter(Duration::isZero).isPresent()) {
            throw new IllegalArgumentException("--hold must be longer than nothing.");
        }
        return rate.given().map(r -> new SizePlan.Traffic(r, hold.given().orElseThrow()));
    }

    private OptionalLong poolSize() {
        OptionalLong size = number(poolSize, "--pool-size");
        if (size.isPresent() && size.getAsLong() + overflow.given().orElse(0L) < 1) {
            throw new IllegalArgumentException(
                    "A pool of --pool-size 0 has no limit; give --max-overflow N or a size.");
        }
        return size;
    }

    private Optional<SizePlan.Pooler> pooler() {
        if (bouncers.given().isEmpty()) {
            if (bouncerSize.given().isPresent() || maxClients.given().isPresent()) {
                throw new IllegalArgumentException(
                        "--default-pool-size and --max-client-conn are PgBouncer's: give"
                                + " --pgbouncer N, too, the number of its pools.");
            }
            return Optional.empty();
        }
        return Optional.of(
                new SizePlan.Pooler(
                        atLeastOne(bouncers, "--pgbouncer"),
                        number(bouncerSize, "--default-pool-size"),
                        number(maxClients, "--max-client-conn")));
    }

    private Selection selection() {
        return new Selection(
                applications.value(),
                users.value(),
                databases.value(),
                List.of(),
                Set.of(),
                Duration.ZERO,
                Optional.empty(),
                false,
                Selection.Order.VERDICT,
                OptionalInt.empty());
    }

    private static long atLeastOne(Option<Long> option, String name) {
        long number = number(option, name).orElse(1);
        if (number < 1) {
            throw new IllegalArgumentException(name + " is a number from 1 on.");
        }
        return number;
    }

    private static OptionalLong number(Option<Long> option, String name) {
        Optional<Long> number = option.given();
        if (number.filter(n -> n > MOST).isPresent()) {
            throw new IllegalArgumentException(name + " is at most " + MOST + ".");
        }
        return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
    }
}
