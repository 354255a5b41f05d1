package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.Proxies;
import poolmon.config.ServiceUrl;
import poolmon.config.Settings;
import poolmon.leaks.PoolCourses;
import poolmon.model.Access;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `poolmon leaks`: which sessions hold connections too long, and whose are they?
final class LeaksCommand implements Command {

    private final World world;
    private final DsnOptions dsn;
    private final Option<List<String>> urls;
    private final WatchOptions watch;
    private final HistoryOptions history;
    private final AgeOptions ages;
    private final Option<Duration> idle;
    private final SessionOptions sessions;
    private final EndOptions ending;
    private final Option<Boolean> sql;
    private final LookOptions look;
    private final NamedTargets named;

    LeaksCommand(CommandSpec spec, World world) {
        this.world = world;
        dsn = new DsnOptions(spec);
        Options options = new Options(spec);
        urls =
                options.texts(
                        "URL",
                        "A service whose pool is held against the sessions that the server has of"
                                + " it; may be given several times.",
                        "-u",
                        "--url");
        watch =
                new WatchOptions(
                        spec,
                        "Watch for so long and tell a leak from load, for example 2m; with"
                                + " --prometheus so far back.");
        history = new HistoryOptions(spec);
        ages = new AgeOptions(spec);
        idle =
                options.value(
                        Duration.class,
                        Durations::read,
                        "10m",
                        "DURATION",
                        "Idle for so long is stale while the server is short of slots",
                        "--idle-after");
        sessions = new SessionOptions(spec);
        ending = new EndOptions(spec);
        sql = options.flag("Print the statement that poolmon runs, and run nothing.", "--sql");
        look = new LookOptions(spec, world, Offer.LOOK);
        named = new NamedTargets(spec, look, world, Settings.DSN, Settings.URL);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon leaks --dsn postgresql://monitor@db.example/postgres",
                        "Without --dsn the server is the one in DATABASE_URL, else in libpq's PG*",
                        "variables.");
    }

    @Override
    public int run() throws Exception {
        if (sql.value()) {
            return Statements.print(world, look);
        }
        Optional<Target> remembered = look.sensible(() -> history.target(world, watch.whole()));
        List<Target> targets = new ArrayList<>();
        if (remembered.isEmpty() || look.sensible(() -> dsn.areGiven(named))) {
            targets.addAll(look.sensible(() -> dsn.targets(world, named)));
        }
        List<Target> services = look.sensible(this::services);
        List<Target> all = new ArrayList<>(targets);
        all.addAll(services);
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                look.maxOverflow(),
                                Criteria.Trust.COUNTS,
                                ages.ages(idle.value()),
                                look.sensible(sessions::selection),
                                Addresses.known(services, world))
                        .with(look.sensible(() -> named.limits(all, OptionalLong.empty())));
        Looking looking = new Looking(world, look, sessions.detail());
        Optional<EndOptions.Wish> wish = look.sensible(ending::wish);
        if (wish.isPresent()) {
            look.sensible(() -> allowed(targets));
            EndingSessions ender = new EndingSessions(world, look, looking);
            EndOptions.Wish checked = look.sensible(() -> ender.checked(wish.get(), targets));
            return ender.run(checked, targets, criteria);
        }
        targets.addAll(services);
        if (remembered.isPresent()) {
            targets.add(remembered.get());
            return looking.at(Question.LEAKS, targets, criteria);
        }
        Optional<WatchOptions.Watch> watched = look.sensible(watch::watch);
        if (watched.isPresent()) {
            return new Watching(world, look, looking, watched.get())
                    .at(Question.LEAKS, targets, criteria, new PoolCourses(criteria));
        }
        return looking.at(Question.LEAKS, targets, criteria);
    }

    /// @throws IllegalArgumentException with a sentence for the user
    private List<Target> services() {
        List<Target> services = new ArrayList<>();
        for (String url : urls.value()) {
            services.add(AccessOptions.byProxies(ServiceUrl.parse(url), world));
        }
        Access common =
                new Access(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Access.Tls.DEFAULT,
                        Proxies.of(world.environment()));
        services.addAll(
                named.of(entry -> List.copyOf(named.services(entry, Settings.URL, common))));
        return services;
    }

    /// @throws IllegalArgumentException where the config file forbids to end sessions
    private List<Target> allowed(List<Target> targets) {
        for (Target target : targets) {
            if (named.isReadOnly(target)) {
                throw new IllegalArgumentException(
                        "The config file says read_only of "
                                + target.shown()
                                + ": nothing is ended.");
            }
        }
        return targets;
    }
}
