package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ConfigTarget;
import poolmon.config.ServiceUrl;
import poolmon.config.Settings;
import poolmon.model.Criteria;
import poolmon.model.Outlook;
import poolmon.model.Question;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `poolmon trend`: where is the utilisation of pools going?
final class TrendCommand implements Command {
    /// Standard input, as everywhere on the command line.
    private static final String STDIN = "-";

    private final World world;
    private final Option<List<String>> files;
    private final PrometheusOptions prometheus;
    private final Option<Duration> range;
    private final Option<List<String>> pools;
    private final Option<Duration> within;
    private final AccessOptions access;
    private final LookOptions look;
    private final NamedTargets named;

    TrendCommand(CommandSpec spec, World world) {
        this.world = world;
        Options options = new Options(spec);
        files =
                options.texts(
                        "FILE",
                        "A recording made with watch --record; - is standard input; may be given"
                                + " several times.",
                        "-f",
                        "--file");
        prometheus =
                new PrometheusOptions(
                        spec, "A Prometheus-compatible server that scrapes the services.");
        range =
                options.value(
                        Duration.class,
                        Durations::read,
                        "6h",
                        "DURATION",
                        "How far back Prometheus is asked for",
                        "--range");
        pools =
                options.texts(
                        "NAME",
                        "Only pools of this name, with * for any part; may be given several times.",
                        "--pool");
        within =
                options.value(
                        Duration.class,
                        Durations::read,
                        "1h",
                        "DURATION",
                        "Degraded where a pool becomes critical within this time",
                        "--within");
        access = new AccessOptions(spec);
        look = new LookOptions(spec, world, Offer.HISTORY);
        named = new NamedTargets(spec, look, world, Settings.PROMETHEUS);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon trend --file incident.jsonl",
                        "Without --file and --prometheus it is the Prometheus in PROMETHEUS_URL.");
    }

    @Override
    public int run() throws Exception {
        Criteria criteria =
                new Criteria(look.thresholds(), new Outlook(within.value(), pools.value()));
        List<Target> targets = look.sensible(this::targets);
        if (look.verbosity() > 0) {
            access.tell(world);
        }
        return new Looking(world, look).at(Question.TREND, targets, criteria);
    }

    /// @throws IllegalArgumentException with a sentence for the user
    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (String file : files.value()) {
            targets.add(
                    new Target.Recording(
                            file.equals(STDIN)
                                    ? Optional.empty()
                                    : Optional.of(Options.path(file))));
        }
        Optional<String> server =
                prometheus
                        .url()
                        .or(
                                () ->
                                        targets.isEmpty()
                                                ? world.environment().get("PROMETHEUS_URL")
                                                : Optional.empty());
        server.ifPresent(url -> targets.add(history(url)));
        targets.addAll(named.of(this::ofFile));
        if (targets.isEmpty()) {
            named.fallBack();
            targets.addAll(named.of(this::ofFile));
        }
        check(targets);
        return targets;
    }

    private Target history(String url) {
        Target.Service reached =
                access.reached(ServiceUrl.parse(url), access.access(world, look), world);
        return new Target.History(
                new Target.Fleet(reached.url(), reached.access(), prometheus.match()),
                range.value(),
                true);
    }

    /// The Prometheus of a target of the config file.
    private List<Target> ofFile(ConfigTarget entry) {
        return named.services(entry, Settings.PROMETHEUS, access.access(world, look)).stream()
                .map(
                        reached ->
                                (Target)
                                        new Target.History(
                                                new Target.Fleet(
                                                        reached.url(),
                                                        reached.access(),
                                                        prometheus
                                                                .match()
                                                                .or(
                                                                        () ->
                                                                                entry.value(
                                                                                        Settings
                                                                                                .MATCH))),
                                                range.value(),
                                                true))
                .toList();
    }

    private void check(List<Target> targets) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "The trend of what? Give --file FILE with a recording, or --prometheus URL, or"
                            + " set PROMETHEUS_URL.");
        }
        prometheus.check(targets.stream().anyMatch(Target.History.class::isInstance));
        if (files.value().stream().filter(STDIN::equals).count() > 1) {
            throw new IllegalArgumentException("Standard input can be read but once.");
        }
        if (range.value().compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("--range is 1m or more.");
        }
        if (!look.waiting().isZero()) {
            throw new IllegalArgumentException(
                    "trend looks back and has nothing to wait for: leave --wait out.");
        }
    }
}
