package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import poolmon.config.ConfigFile;
import poolmon.config.ConfigTarget;
import poolmon.config.RedisUrl;
import poolmon.config.SecretReference;
import poolmon.config.ServiceUrl;
import poolmon.config.Settings;
import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Deadline;
import poolmon.model.Limits;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The targets of the config file that a command is to look at: those that the command line names,
/// else those that the file itself names as the usual ones.
final class NamedTargets {
    private final Option<List<String>> names;
    private final List<Settings> places;
    private final boolean fleets;
    private final LookOptions look;
    private final World world;
    private final Map<Target, ConfigTarget> origins = new LinkedHashMap<>();
    private final Map<SecretReference, Secret> secrets = new HashMap<>();
    private Optional<Deadline> patience = Optional.empty();
    private Optional<List<ConfigTarget>> chosen = Optional.empty();

    /// Adds the names to a command.
    ///
    /// @param places what of a target the command looks at
    NamedTargets(CommandSpec spec, LookOptions look, World world, Settings... places) {
        this(spec, look, world, false, places);
    }

    private NamedTargets(
            CommandSpec spec, LookOptions look, World world, boolean fleets, Settings... places) {
        this.fleets = fleets;
        this.look = look;
        this.world = world;
        this.places = List.of(places);
        PositionalParamSpec parameter =
                PositionalParamSpec.builder()
                        .paramLabel("NAME")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .initialValue(List.of())
                        .description("A target of the config file; may be given several times.")
                        .build();
        spec.addPositional(parameter);
        names = new Option<>(parameter);
    }

    /// Of a command that looks at all that can be looked at now.
    static NamedTargets ofAllKinds(CommandSpec spec, LookOptions look, World world) {
        return new NamedTargets(
                spec, look, world, Settings.URL, Settings.DSN, Settings.REDIS, Settings.PROMETHEUS);
    }

    /// Of a command that reckons with fleets and the servers that these connect to.
    static NamedTargets withFleets(CommandSpec spec, LookOptions look, World world) {
        return new NamedTargets(spec, look, world, true, Settings.DSN);
    }

    /// The target whose fleet is planned, where there is one.
    ///
    /// @throws IllegalArgumentException where there are several
    Optional<ConfigTarget> planned() {
        List<ConfigTarget> found =
                chosen().stream().filter(entry -> !entry.fleet().isEmpty()).toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "One fleet is reckoned at a time: name one target, and give the connections of"
                            + " the others by --other-connections.");
        }
        return found.stream().findFirst();
    }

    /// Whether the command line names any.
    boolean areGiven() {
        return !names.value().isEmpty();
    }

    /// Whether any that is looked at has such a place.
    boolean have(Settings place) {
        return chosen().stream().anyMatch(entry -> !entry.all(place).isEmpty());
    }

    /// Takes the file's usual targets, where the command line names none.
    void fallBack() {
        if (!areGiven()) {
            ConfigFile file = look.config().file();
            chosen = Optional.of(file.usual().stream().map(file.targets()::get).toList());
        }
    }

    /// What is made of each target that is looked at.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> of(Function<ConfigTarget, List<Target>> made) {
        List<Target> targets = new ArrayList<>();
        for (ConfigTarget entry : chosen()) {
            for (Target target : made.apply(entry)) {
                origins.putIfAbsent(target, entry);
                targets.add(target);
            }
        }
        return targets;
    }

    /// The name of the target of the config file that a target is of.
    Optional<String> name(Target target) {
        return Optional.ofNullable(origins.get(target)).map(ConfigTarget::name);
    }

    private List<ConfigTarget> chosen() {
        if (chosen.isEmpty()) {
            List<ConfigTarget> found = new ArrayList<>();
            for (String name : names.value()) {
                found.add(entry(name));
            }
            chosen = Optional.of(List.copyOf(found));
        }
        return chosen.get();
    }

    private ConfigTarget entry(String name) {
        Configured config = look.config();
        ConfigFile file = config.file();
        ConfigTarget entry = file.targets().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(config.unknown(name));
        }
        boolean hasFleet = fleets && !entry.fleet().isEmpty();
        if (!hasFleet && places.stream().allMatch(place -> entry.all(place).isEmpty())) {
            throw new IllegalArgumentException(
                    "Target \""
                            + name
                            + "\" of the config file has nothing for this command, which needs "
                            + places.stream().map(Settings::key).collect(Collectors.joining(" or "))
                            + (fleets ? " or fleet" : "")
                            + ".");
        }
        return entry;
    }

    /// A secret of a target.
    ///
    /// @throws IllegalArgumentException with a sentence, where it is not to be had
    Optional<Secret> secret(ConfigTarget entry, Settings setting) {
        SecretReference reference = entry.secrets().get(setting);
        if (reference == null) {
            return Optional.empty();
        }
        Deadline deadline = patience.orElseGet(() -> Deadline.in(look.timeout()));
        patience = Optional.of(deadline);
        return Optional.of(
                secrets.computeIfAbsent(
                        reference, some -> read(some, entry.whose(setting), deadline)));
    }

    private Secret read(SecretReference reference, String whose, Deadline deadline) {
        Duration before = deadline.left();
        Secret secret = reference.read(whose, world.environment(), deadline);
        look.spend(before.minus(deadline.left()));
        return secret;
    }

    /// The services at one of the places of a target, reached as the target says and beyond that as
    /// the options say.
    ///
    /// @param place `url` or `prometheus`
    /// @param common what the options say
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target.Service> services(ConfigTarget entry, Settings place, Access common) {
        boolean fleet = place == Settings.PROMETHEUS;
        List<Target.Service> services = new ArrayList<>();
        for (String url : entry.all(place)) {
            Target.Service parsed = ServiceUrl.parse(url);
            Optional<Secret> password =
                    secret(entry, fleet ? Settings.PROMETHEUS_PASSWORD : Settings.URL_PASSWORD);
            Optional<Credentials> own =
                    parsed.access()
                            .login()
                            .map(
                                    who ->
                                            new Credentials(
                                                    who.user(), password.orElse(who.password())));
            Optional<Credentials> login = own.or(common::login);
            Optional<Secret> token =
                    login.isPresent()
                            ? Optional.empty()
                            : common.token()
                                    .or(
                                            () ->
                                                    secret(
                                                            entry,
                                                            fleet
                                                                    ? Settings.PROMETHEUS_TOKEN
                                                                    : Settings.URL_TOKEN));
            services.add(
                    new Target.Service(
                            parsed.url(),
                            new Access(
                                    login,
                                    token,
                                    common.headers(),
                                    tls(entry, common.tls()),
                                    common.proxies()),
                            Optional.empty(),
                            Optional.empty(),
                            1));
        }
        return services;
    }

    /// The Redis servers of a target.
    ///
    /// @param withPassword whether to log in with the target's password
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> redis(ConfigTarget entry, boolean withPassword) {
        List<Target> servers = new ArrayList<>();
        for (String url : entry.all(Settings.REDIS)) {
            Target server = RedisUrl.target(url, world.environment());
            Optional<Secret> password =
                    withPassword ? secret(entry, Settings.REDIS_PASSWORD) : Optional.empty();
            servers.add(password.map(word -> withPassword(server, word)).orElse(server));
        }
        return servers;
    }

    private static Target withPassword(Target target, Secret password) {
        return switch (target) {
            case Target.Redis server -> server.withPassword(password);
            case Target.Sentinel group ->
                    new Target.Sentinel(
                            group.sentinels().stream().map(s -> s.withPassword(password)).toList(),
                            group.master());
            default -> target;
        };
    }

    /// Whom to trust and who we are: as the options say, else as the target says.
    static Access.Tls tls(ConfigTarget entry, Access.Tls options) {
        boolean ours = options.certificate().isPresent();
        return new Access.Tls(
                options.authorities().or(() -> entry.path(Settings.CACERT)),
                options.certificate().or(() -> entry.path(Settings.CERT)),
                ours ? options.key() : entry.path(Settings.KEY),
                options.insecure() || entry.is(Settings.INSECURE));
    }

    /// Whether the file forbids to end sessions of a target.
    boolean isReadOnly(Target target) {
        ConfigTarget entry = origins.get(target);
        return look.isReadOnly() || (entry != null && entry.is(Settings.READ_ONLY));
    }

    /// What is too much for each of the targets, where the file says so for any.
    ///
    /// @param maxOverflow what the options say
    /// @throws IllegalArgumentException with a sentence for the user
    Map<Target, Limits> limits(List<Target> targets, OptionalLong maxOverflow) {
        Map<Target, Limits> limits = new HashMap<>();
        if (origins.isEmpty()) {
            return limits;
        }
        NamedLimits own = new NamedLimits(look, maxOverflow);
        for (Target target : targets) {
            ConfigTarget entry = origins.get(target);
            limits.put(target, entry == null ? own.of(List.of(), Map.of()) : own.of(entry));
        }
        return limits;
    }
}
