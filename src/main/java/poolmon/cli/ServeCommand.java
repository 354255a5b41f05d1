package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.exporter.ExporterServer;
import poolmon.exporter.Group;
import poolmon.exporter.Guard;
import poolmon.exporter.Pace;
import poolmon.model.Criteria;
import poolmon.model.Criteria.Ages;
import poolmon.model.Figures;
import poolmon.model.Selection;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.output.Format;
import poolmon.source.KeptSources;
import poolmon.source.Sources;
import poolmon.survey.Survey;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `poolmon serve`: what is seen, over HTTP.
final class ServeCommand implements Command {
    private final World world;
    private final ServeOptions door;
    private final WatchTargets targets;
    private final ServeTargets ours;
    private final NamedTargets named;
    private final Option<Duration> every;
    private final Option<Boolean> onDemand;
    private final Option<Duration> whole;
    private final LookOptions look;

    ServeCommand(CommandSpec spec, World world) {
        this.world = world;
        door = new ServeOptions(spec);
        ours = new ServeTargets(spec);
        targets = new WatchTargets(spec);
        Options options = new Options(spec);
        every =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "Look so often, or with --on-demand at most so often (default: 15s, on"
                                + " demand 1s).",
                        "--every");
        onDemand =
                options.flag(
                        "Look only when somebody asks; who asks meanwhile shares the look.",
                        "--on-demand");
        whole =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "Stop after this time.",
                        "--for");
        look = new LookOptions(spec, world, Offer.SERVICE);
        named = NamedTargets.ofAllKinds(spec, look, world);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon serve --url http://localhost:8000 --dsn"
                                + " \"$DATABASE_URL\"",
                        "Serves /metrics, /probe?target=NAME, /api/v1/health/pools,"
                                + " /api/v1/health, /-/healthy and /-/ready. The health pages"
                                + " answer 503 from --fail-on on. SIGTERM ends it with exit code"
                                + " 0.");
    }

    @Override
    public int run() throws Exception {
        look.sensible(this::checked);
        Map<String, List<Target>> wanted = look.sensible(this::wanted);
        ExporterServer.Door opened = look.sensible(() -> door.door(look));
        Pace pace = look.sensible(() -> pace(wanted));
        if (look.verbosity() > 0) {
            targets.tell(world);
        }
        CountDownLatch stop = new CountDownLatch(1);
        Runnable forget = world.termination().apply(stop::countDown);
        List<KeptSources> sources = new ArrayList<>();
        try (ExporterServer server = start(opened, groups(wanted, sources), pace)) {
            say(listening(opened, server.port(), wanted, pace));
            if (whole.given().isEmpty()) {
                stop.await();
            } else {
                boolean _ = stop.await(whole.given().get().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (Refused refused) {
            say("poolmon: " + refused.getMessage());
            return Status.ERROR.exitCode();
        } finally {
            sources.forEach(KeptSources::close);
            forget.run();
        }
        return 0;
    }

    private boolean checked() {
        if (look.format() != Format.TABLE) {
            throw new IllegalArgumentException(
                    "serve prints no report, so that -o says nothing: ask for /metrics or"
                            + " /api/v1/health/pools.");
        }
        if (!look.waiting().isZero()) {
            throw new IllegalArgumentException(
                    "serve looks again and again by itself: leave --wait out.");
        }
        return true;
    }

    /// All groups by their names, which are those of the command line and of the config file; what
    /// has none stands under the empty name.
    private Map<String, List<Target>> wanted() {
        Map<String, List<Target>> wanted = new LinkedHashMap<>();
        if (!ours.areGiven() || targets.areGiven() || named.areGiven()) {
            for (Target target : targets.targets(world, named)) {
                String name = named.name(target).orElse("");
                wanted.computeIfAbsent(name, key -> new ArrayList<>()).add(target);
            }
        }
        ours.targets(targets, world)
                .forEach(
                        (name, all) ->
                                wanted.computeIfAbsent(name, key -> new ArrayList<>()).addAll(all));
        return wanted;
    }

    private Pace pace(Map<String, List<Target>> wanted) {
        Duration standard = Duration.ofSeconds(onDemand.value() ? 1 : 15);
        Duration time = every.given().orElse(standard);
        if (time.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("--every is 100ms or more.");
        }
        List<Target> all = wanted.values().stream().flatMap(List::stream).toList();
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                look.maxOverflow(),
                                Criteria.Trust.COUNTS,
                                Ages.DEFAULT,
                                Selection.ALL,
                                Addresses.known(WatchTargets.services(all), world))
                        .with(named.limits(all, OptionalLong.empty()));
        return new Pace(criteria, look.failOn(), look.timeout(), time, onDemand.value());
    }

    /// Each group with connections of its own: those of one group are never used by two looks at
    /// the same time.
    private List<Group> groups(Map<String, List<Target>> wanted, List<KeptSources> sources) {
        List<Group> groups = new ArrayList<>();
        wanted.forEach(
                (name, all) -> {
                    KeptSources own = new KeptSources(new Sources(world.in()));
                    sources.add(own);
                    groups.add(new Group(name, all, new Survey(own, world.clock())));
                });
        return groups;
    }

    private ExporterServer start(ExporterServer.Door opened, List<Group> groups, Pace pace)
            throws Refused {
        try {
            return ExporterServer.start(opened, groups, pace, world.clock());
        } catch (IOException e) {
            throw new Refused(
                    "Cannot listen on "
                            + where(opened, opened.address().getPort())
                            + " ("
                            + e.getMessage()
                            + "): choose another place with --listen HOST:PORT.",
                    e);
        }
    }

    /// The address is not to be had.
    private static final class Refused extends Exception {
        @java.io.Serial private static final long serialVersionUID = 1;

        Refused(String sentence, IOException cause) {
            super(sentence, cause);
        }
    }

    private String listening(
            ExporterServer.Door opened, int port, Map<String, List<Target>> wanted, Pace pace) {
        long count = wanted.values().stream().mapToLong(List::size).sum();
        boolean exposed =
                opened.guard() instanceof Guard.Open
                        && !opened.address().getAddress().isLoopbackAddress();
        String time = Figures.age(pace.every());
        return "poolmon: Serving "
                + count
                + (count == 1 ? " target" : " targets")
                + " at "
                + (opened.tls().isPresent() ? "https://" : "http://")
                + where(opened, port)
                + (pace.onDemand() ? ", looking when asked." : ", looking every " + time + ".")
                + (exposed
                        ? " Everybody who reaches this address may read: see --auth-token-file."
                        : "");
    }

    private static String where(ExporterServer.Door opened, int port) {
        InetAddress address = opened.address().getAddress();
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private void say(String sentence) {
        if (!look.isQuiet()) {
            PrintWriter err = new PrintWriter(world.err());
            err.println(sentence);
            err.flush();
        }
    }
}
