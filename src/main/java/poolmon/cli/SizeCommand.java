package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.capacity.ObservedLoad;
import poolmon.capacity.SizePlan;
import poolmon.capacity.Sizer;
import poolmon.config.ConfigTarget;
import poolmon.config.Settings;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Report;
import poolmon.model.Sizing;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.rules.Rules;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// `poolmon size`: which pool size does the load need, and does the fleet fit into the server?
final class SizeCommand implements Command {
    /// What findings are about where no server was looked at.
    private static final String PLAN = "plan";

    private static final Duration WATCHED = Duration.ofSeconds(30);

    private final World world;
    private final DsnOptions dsn;
    private final SizeOptions sizes;
    private final WatchOptions watch;
    private final LookOptions look;
    private final NamedTargets named;

    SizeCommand(CommandSpec spec, World world) {
        this.world = world;
        sizes = new SizeOptions(spec);
        dsn = new DsnOptions(spec);
        watch =
                new WatchOptions(
                        spec,
                        "Observe the server's load for so long (default: 30s where neither the load"
                                + " nor a pool is told).");
        look = new LookOptions(spec, world, Offer.LOOK);
        named = NamedTargets.withFleets(spec, look, world);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon size --rate 300/s --hold 20ms --replicas 4 --workers 2",
                        "         poolmon size --dsn \"$DATABASE_URL\" --app orders-api --for 1m",
                        "         poolmon size --pool-size 10 --replicas 4 --slots 97",
                        "         poolmon size orders, with [targets.orders.fleet] in the config"
                                + " file",
                        "A server is looked at where --dsn names it, or DATABASE_URL or PGHOST",
                        "where neither load nor pool is told.");
    }

    @Override
    public int run() throws Exception {
        Optional<ConfigTarget> planned = look.sensible(this::planned);
        SizePlan plan = look.sensible(() -> plan(planned));
        Optional<Target> server = look.sensible(() -> server(plan, planned));
        Optional<WatchOptions.Watch> watched = look.sensible(() -> watched(plan, server));
        look.sensible(() -> checked(plan, server, watched));
        long start = System.nanoTime();
        ObservedLoad load = new ObservedLoad(plan.selection());
        Report report =
                server.isPresent()
                        ? seen(server.get(), watched, load)
                        : unseen(world.clock().instant());
        boolean told = plan.traffic().isPresent() || plan.fleet().poolSize().isPresent();
        if (load.reading().isPresent() || told) {
            String subject =
                    server.map(Target::shown)
                            .or(() -> planned.map(ConfigTarget::name))
                            .orElse(PLAN);
            report = sized(report, plan, subject, load);
        }
        report = report.took(Duration.ofNanos(System.nanoTime() - start));
        new Looking(world, look).tellAndPrint(report);
        return report.exitCode();
    }

    /// The target of the config file whose fleet counts: the one that is named, or the usual one
    /// where neither the command line nor the environment says anything.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    private Optional<ConfigTarget> planned() {
        boolean told = sizes.tellAnything() || dsn.areGiven();
        if (!named.areGiven() && !told && dsn.ofEnvironment(world).isEmpty()) {
            named.fallBack();
        }
        return named.planned();
    }

    /// @throws IllegalArgumentException with a sentence for the user
    private SizePlan plan(Optional<ConfigTarget> planned) {
        if (planned.isEmpty()) {
            return sizes.plan(new FleetSettings(Map.of()), look.thresholds());
        }
        ConfigTarget target = planned.get();
        List<Map<Settings, String>> nearer = List.of(target.single());
        Map<Settings, List<String>> told = new HashMap<>(target.fleet());
        if (told.containsKey(Settings.POOL_SIZE) || sizes.tellPools()) {
            // what is known of the target's pools holds for those of its fleet
            look.config()
                    .ofFile(Settings.MAX_OVERFLOW, nearer)
                    .ifPresent(most -> told.putIfAbsent(Settings.MAX_OVERFLOW, List.of(most)));
        }
        FleetSettings fleet = new FleetSettings(told);
        return sizes.plan(
                watch.watch().isPresent() ? fleet.withoutLoad() : fleet, look.thresholds(nearer));
    }

    private Report sized(Report report, SizePlan plan, String subject, ObservedLoad load) {
        Sizing sizing = new Sizer(plan, load.reading(), load.seen(), subject).size();
        return report.with(
                sizing.withFindings(Rules.withRemedies(sizing.findings())), look.failOn());
    }

    private Report unseen(Instant now) {
        return new Report(
                Question.SIZE, now, Duration.ZERO, Status.HEALTHY, 0, look.thresholds(), List.of());
    }

    private Report seen(Target server, Optional<WatchOptions.Watch> watched, ObservedLoad load)
            throws IOException, InterruptedException {
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                OptionalLong.empty(),
                                Criteria.Trust.COUNTS,
                                Criteria.Ages.DEFAULT)
                        .with(
                                look.sensible(
                                        () -> named.limits(List.of(server), OptionalLong.empty())));
        // one look is a watch of one look
        WatchOptions.Watch time = watched.orElse(new WatchOptions.Watch(Duration.ZERO, WATCHED));
        return new Watching(world, look, new Looking(world, look), time)
                .look(
                        Question.SIZE,
                        List.of(server),
                        criteria,
                        (seconds, targets) -> add(seconds, targets, load));
    }

    private static void add(double seconds, List<TargetReport> targets, ObservedLoad load) {
        for (TargetReport target : targets) {
            if (target.reading().orElse(null) instanceof ServerReading reading) {
                load.add(seconds, reading);
            }
        }
    }

    /// The server to look at, where one is needed. What is told in full is checked without any: a
    /// DATABASE_URL that happens to be set does not matter then, and a plan in the config file is
    /// checked where its server cannot be reached.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    private Optional<Target> server(SizePlan plan, Optional<ConfigTarget> planned) {
        boolean told = plan.traffic().isPresent() || plan.fleet().poolSize().isPresent();
        boolean known = plan.limits().slots().isPresent() && watch.watch().isEmpty();
        if (told && !dsn.areGiven() && (known || !named.have(Settings.DSN))) {
            return Optional.empty();
        }
        List<Target> servers;
        try {
            // of a target whose fleet is planned another server may be looked at
            servers =
                    planned.isPresent() && dsn.areGiven()
                            ? dsn.alone(world)
                            : dsn.targets(world, named);
        } catch (IllegalArgumentException e) {
            if (dsn.areGiven() || named.areGiven()) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "There is nothing to reckon from: give --rate and --hold, or --pool-size and"
                            + " --slots, or --dsn DSN to observe a server.",
                    e);
        }
        if (servers.size() > 1) {
            throw new IllegalArgumentException("A fleet is sized for one server: give one --dsn.");
        }
        if (servers.getFirst() instanceof Target.Bouncer) {
            throw new IllegalArgumentException(
                    "--dsn is the PostgreSQL server, not PgBouncer's console; for a PgBouncer"
                            + " between give --pgbouncer N.");
        }
        return Optional.of(servers.getFirst());
    }

    private Optional<WatchOptions.Watch> watched(SizePlan plan, Optional<Target> server) {
        Optional<WatchOptions.Watch> told = watch.watch();
        if (told.isPresent() && server.isEmpty()) {
            throw new IllegalArgumentException(
                    "--for says how long to observe a server: give --dsn DSN, too.");
        }
        if (told.isPresent() && plan.traffic().isPresent()) {
            throw new IllegalArgumentException(
                    "The load is told by --rate and --hold, or observed by --for: give one of"
                            + " both.");
        }
        boolean needed =
                plan.traffic().isEmpty() && (plan.fleet().poolSize().isEmpty() || told.isPresent());
        if (!needed) {
            return Optional.empty();
        }
        WatchOptions.Watch time = told.orElseGet(() -> watch.every(WATCHED));
        if (time.looks() < 2) {
            throw new IllegalArgumentException(
                    "A load shows between two looks: give --for a longer time than --every.");
        }
        return Optional.of(time);
    }

    /// @throws IllegalArgumentException with a sentence for the user
    private static boolean checked(
            SizePlan plan, Optional<Target> server, Optional<WatchOptions.Watch> watched) {
        boolean loadIsKnown = plan.traffic().isPresent() || watched.isPresent();
        boolean limits =
                server.isPresent()
                        || plan.limits().slots().isPresent()
                        || plan.limits().role().isPresent()
                        || plan.limits().database().isPresent()
                        || plan.pooler().flatMap(p -> present(p.maxClients())).isPresent();
        if (!loadIsKnown && !limits) {
            throw new IllegalArgumentException(
                    "--pool-size says what the fleet opens; give what it has to fit into, too:"
                            + " --slots N or --dsn DSN.");
        }
        if (!loadIsKnown && plan.pooler().filter(p -> p.size().isEmpty()).isPresent()) {
            throw new IllegalArgumentException(
                    "How many connections has each pool of PgBouncer? Give --default-pool-size N,"
                            + " or --rate and --hold.");
        }
        return true;
    }

    private static Optional<Long> present(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }
}
