package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.PostgresDsn;
import poolmon.config.RedisUrl;
import poolmon.config.ServiceUrl;
import poolmon.model.Access;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;

/// What to watch: any mix of services, servers and a Prometheus; without any option all that the
/// environment names.
final class WatchTargets {
    private final Option<List<String>> urls;
    private final DsnOptions dsn;
    private final Option<List<String>> redis;
    private final Option<String> prometheus;
    private final Option<String> match;
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
                options.optional(
                        String.class,
                        text -> text,
                        "URL",
                        "A Prometheus-compatible server that scrapes services.",
                        "--prometheus");
        match =
                options.optional(
                        String.class,
                        text -> text,
                        "SELECTOR",
                        "Which services to ask Prometheus for, for example '{job=\"orders\"}'.",
                        "--match");
        tls = new TlsOptions(spec);
    }

    /// Whether an option names a target.
    boolean areGiven() {
        return !urls.value().isEmpty()
                || dsn.areGiven()
                || !redis.value().isEmpty()
                || prometheus.given().isPresent();
    }

    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> targets(World world) {
        if (match.given().isPresent() && prometheus.given().isEmpty()) {
            throw new IllegalArgumentException(
                    "--match selects among what a Prometheus knows: give --prometheus URL, too.");
        }
        Access.Tls settings = tls.tls();
        List<Target> targets = new ArrayList<>();
        urls.value().forEach(url -> targets.add(service(url, settings, world)));
        if (dsn.areGiven()) {
            targets.addAll(dsn.targets(world));
        }
        redis.value().forEach(url -> targets.add(redis(url, settings, world)));
        prometheus.given().ifPresent(url -> targets.add(fleet(url, settings, world)));
        if (targets.isEmpty()) {
            named(settings, world, targets);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "What is to be looked at? Give --url, --dsn, --redis or --prometheus, or set"
                            + " POOLMON_URL, DATABASE_URL, REDIS_URL or PROMETHEUS_URL.");
        }
        return targets;
    }

    private void named(Access.Tls settings, World world, List<Target> targets) {
        world.environment()
                .get("POOLMON_URL")
                .ifPresent(url -> targets.add(service(url, settings, world)));
        if (PostgresDsn.fromEnvironment(world.environment()).isPresent()) {
            targets.addAll(dsn.targets(world));
        }
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
        return new Target.Fleet(server.url(), server.access(), match.given());
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
