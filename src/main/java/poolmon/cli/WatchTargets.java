package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ConfigTarget;
import poolmon.config.Proxies;
import poolmon.config.RedisUrl;
import poolmon.config.ServiceUrl;
import poolmon.config.Settings;
import poolmon.model.Access;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What to watch: any mix of services, servers and a Prometheus; without any option all that the
/// environment names.
final class WatchTargets {
    private final Option<List<String>> urls;
    private final DsnOptions dsn;
    private final Option<List<String>> redis;
    private final PrometheusOptions prometheus;
    private final TlsOptions tls;

    WatchTargets(CommandSpec spec) {
        Options options = new Options(spec);
        urls =
                options.texts(
                        "URL", "A service, by URL; may be given several times.", "-u", "--url");
        dsn = new DsnOptions(spec);
        redis =
                options.texts(
                        "URL",
                        "A Redis server, by URL; may be given several times.",
                        "-r",
                        "--redis");
        prometheus =
                new PrometheusOptions(
                        spec, "A Prometheus-compatible server that scrapes services.");
        tls = new TlsOptions(spec);
    }

    /// Whether an option names a target.
    boolean areGiven() {
        return !urls.value().isEmpty()
                || dsn.areGiven()
                || !redis.value().isEmpty()
                || prometheus.url().isPresent();
    }

    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> targets(World world, NamedTargets named) {
        prometheus.check(prometheus.url().isPresent());
        Access.Tls settings = tls.tls();
        List<Target> targets = new ArrayList<>();
        urls.value().forEach(url -> targets.add(service(url, settings, world)));
        targets.addAll(dsn.given(world, named));
        redis.value().forEach(url -> targets.add(redis(url, settings, world)));
        prometheus.url().ifPresent(url -> targets.add(fleet(url, settings, world)));
        targets.addAll(ofFile(settings, world, named));
        if (targets.isEmpty() && !named.areGiven()) {
            ofEnvironment(settings, world, targets);
            if (targets.isEmpty()) {
                named.fallBack();
                targets.addAll(dsn.given(world, named));
                targets.addAll(ofFile(settings, world, named));
            }
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "What is to be looked at? Give --url, --dsn, --redis or --prometheus, or set"
                            + " POOLMON_URL, DATABASE_URL, REDIS_URL or PROMETHEUS_URL.");
        }
        return targets;
    }

    /// What the targets of the config file name, less their PostgreSQL servers.
    private List<Target> ofFile(Access.Tls settings, World world, NamedTargets named) {
        Access common =
                new Access(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        settings,
                        Proxies.of(world.environment()));
        List<Target> targets = new ArrayList<>();
        targets.addAll(named.of(entry -> List.copyOf(named.services(entry, Settings.URL, common))));
        targets.addAll(
                named.of(
                        entry ->
                                named.redis(entry, true).stream()
                                        .map(t -> secured(t, NamedTargets.tls(entry, settings)))
                                        .toList()));
        targets.addAll(
                named.of(
                        entry ->
                                named.services(entry, Settings.PROMETHEUS, common).stream()
                                        .map(server -> fleet(server, entry))
                                        .toList()));
        return targets;
    }

    private Target fleet(Target.Service server, ConfigTarget entry) {
        return new Target.Fleet(
                server.url(),
                server.access(),
                prometheus.match().or(() -> entry.value(Settings.MATCH)));
    }

    /// The target that a text names, whatever it is.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Target target(String text, World world) {
        if (text.matches("(?i)https?://.*")) {
            return service(text, tls.tls(), world);
        }
        if (text.matches("(?i)(rediss?([+]sentinel)?|unix)://.*")) {
            return redis(text, tls.tls(), world);
        }
        return dsn.target(text, world);
    }

    private void ofEnvironment(Access.Tls settings, World world, List<Target> targets) {
        world.environment()
                .get("POOLMON_URL")
                .ifPresent(url -> targets.add(service(url, settings, world)));
        targets.addAll(dsn.ofEnvironment(world));
        RedisUrl.fromEnvironment(world.environment())
                .ifPresent(target -> targets.add(secured(target, settings)));
        world.environment()
                .get("PROMETHEUS_URL")
                .ifPresent(url -> targets.add(fleet(url, settings, world)));
    }

    private static Target.Service service(String url, Access.Tls settings, World world) {
        Target.Service found = AccessOptions.byProxies(ServiceUrl.parse(url), world);
        Access own = found.access();
        return new Target.Service(
                found.url(),
                new Access(own.login(), own.token(), own.headers(), settings, own.proxies()),
                found.address(),
                found.format(),
                found.samples());
    }

    private Target fleet(String url, Access.Tls settings, World world) {
        Target.Service server = service(url, settings, world);
        return new Target.Fleet(server.url(), server.access(), prometheus.match());
    }

    private static Target redis(String url, Access.Tls settings, World world) {
        return secured(RedisUrl.target(url, world.environment()), settings);
    }

    private static Target secured(Target target, Access.Tls settings) {
        return switch (target) {
            case Target.Redis server -> server.with(settings, true);
            case Target.Sentinel group ->
                    new Target.Sentinel(
                            group.sentinels().stream().map(s -> s.with(settings, true)).toList(),
                            group.master());
            default -> target;
        };
    }

    /// The services among the targets.
    static List<Target> services(List<Target> targets) {
        return targets.stream().filter(Target.Service.class::isInstance).toList();
    }

    /// Tells what of the options is a danger, for `-v`.
    void tell(World world) {
        tls.tell(world);
    }
}
