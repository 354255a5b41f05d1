package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ConfigTarget;
import poolmon.config.RedisUrl;
import poolmon.config.Settings;
import poolmon.leaks.RedisCourses;
import poolmon.model.Access;
import poolmon.model.Criteria;
import poolmon.model.Criteria.Ages;
import poolmon.model.Question;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `poolmon redis`: has Redis client slots left, and who uses them?
final class RedisCommand implements Command {
    private final World world;
    private final Option<List<String>> urls;
    private final Option<Boolean> withoutClients;
    private final Option<Duration> idle;
    private final WatchOptions watch;
    private final TlsOptions tls;
    private final Passwords passwords;
    private final LookOptions look;
    private final NamedTargets named;

    RedisCommand(CommandSpec spec, World world) {
        this.world = world;
        Options options = new Options(spec);
        urls =
                options.texts(
                        "URL",
                        "The server: redis://[USER[:PASSWORD]@]HOST[:PORT][/DB], rediss:// for TLS,"
                                + " unix:///PATH, or redis+sentinel://HOST[,HOST…]/MASTER; may be"
                                + " given several times. Of a cluster any node.",
                        "-r",
                        "--redis");
        withoutClients =
                options.flag(
                        "Do not list the clients, which costs a server that has many of them.",
                        "--no-clients");
        idle =
                options.value(
                        Duration.class,
                        Durations::read,
                        "10m",
                        "DURATION",
                        "Idle for so long is a suspect while the server is short of slots",
                        "--idle-after");
        watch =
                new WatchOptions(
                        spec,
                        "Watch for so long and tell what happens meanwhile, for example 1m:"
                                + " clients that become more and more, connections turned away.");
        tls = new TlsOptions(spec);
        passwords = new Passwords(spec);
        look = new LookOptions(spec, world, Offer.LOOK);
        named = new NamedTargets(spec, look, world, Settings.REDIS);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon redis --redis redis://cache.example:6379",
                        "Without --redis the server is the one in REDIS_URL, else in REDIS_HOST,",
                        "REDIS_PORT, REDIS_DB and REDIS_PASSWORD.");
    }

    @Override
    public int run() throws Exception {
        List<Target> targets = look.sensible(this::targets);
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                OptionalLong.empty(),
                                Criteria.Trust.COUNTS,
                                Ages.DEFAULT.withIdle(idle.value()))
                        .with(look.sensible(() -> named.limits(targets, OptionalLong.empty())));
        if (look.verbosity() > 0) {
            tls.tell(world);
        }
        Looking looking = new Looking(world, look);
        Optional<WatchOptions.Watch> watched = look.sensible(watch::watch);
        if (watched.isPresent()) {
            return new Watching(world, look, looking, watched.get())
                    .at(Question.REDIS, targets, criteria, new RedisCourses());
        }
        return looking.at(Question.REDIS, targets, criteria);
    }

    private List<Target> targets() {
        Access.Tls settings = tls.tls();
        List<Target> targets = new ArrayList<>();
        for (String url : urls.value()) {
            targets.add(reached(RedisUrl.target(url, world.environment()), settings));
        }
        targets.addAll(named.of(entry -> ofFile(entry, settings)));
        if (targets.isEmpty() && !named.areGiven()) {
            RedisUrl.fromEnvironment(world.environment())
                    .ifPresent(server -> targets.add(reached(server, settings)));
            if (targets.isEmpty()) {
                named.fallBack();
                targets.addAll(named.of(entry -> ofFile(entry, settings)));
            }
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Which server? Give --redis URL or set REDIS_URL or REDIS_HOST.");
        }
        return targets;
    }

    private List<Target> ofFile(ConfigTarget entry, Access.Tls settings) {
        return named.redis(entry, !passwords.areAskedFor()).stream()
                .map(server -> reached(server, NamedTargets.tls(entry, settings)))
                .toList();
    }

    private Target reached(Target target, Access.Tls settings) {
        if (target instanceof Target.Sentinel group) {
            Target.Redis first = reached(group.sentinels().getFirst(), settings);
            return new Target.Sentinel(
                    group.sentinels().stream().map(s -> first.on(s.host())).toList(),
                    group.master());
        }
        return reached((Target.Redis) target, settings);
    }

    private Target.Redis reached(Target.Redis server, Access.Tls settings) {
        Target.Redis asked =
                passwords.areAskedFor()
                        ? server.withPassword(Passwords.of(server, world, "REDIS_PASSWORD"))
                        : server;
        return asked.with(settings, !withoutClients.value());
    }
}
