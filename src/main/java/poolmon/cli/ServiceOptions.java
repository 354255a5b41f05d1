package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ConfigTarget;
import poolmon.config.ServiceUrl;
import poolmon.config.Settings;
import poolmon.config.UrlsFile;
import poolmon.model.Access;
import poolmon.model.Deadline;
import poolmon.model.Target;
import poolmon.source.Sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Whose pools to look at: services by URL or from a list, a Prometheus that watches them, or an
/// answer saved earlier.
final class ServiceOptions {
    /// Standard input, as everywhere on the command line.
    private static final String STDIN = "-";

    private static final int MOST_SAMPLES = 1000;

    private final Option<List<String>> urls;
    private final Option<String> urlsFile;
    private final Option<Boolean> resolveAll;
    private final Option<Long> samples;
    private final PrometheusOptions prometheus;
    private final Option<List<String>> files;
    private final Option<String> format;

    ServiceOptions(CommandSpec spec) {
        Options options = new Options(spec);
        urls =
                options.texts(
                        "URL",
                        "The service, by its base URL or the full URL of its endpoint; may be given"
                                + " several times.",
                        "-u",
                        "--url");
        urlsFile =
                options.optional(
                        String.class,
                        text -> text,
                        "FILE",
                        "Services too, one URL on each line; # starts a comment, - is standard"
                                + " input.",
                        "--urls-file");
        resolveAll =
                options.flag(
                        "Ask every address that the name in a URL has, as one target each.",
                        "--resolve-all");
        samples =
                options.optional(
                        Long.class,
                        Whole::read,
                        "N",
                        "Ask N times, each on a fresh connection: a service with several worker"
                                + " processes answers for one of them.",
                        "--samples");
        prometheus =
                new PrometheusOptions(
                        spec, "A Prometheus-compatible server that scrapes the services.");
        files =
                options.texts(
                        "FILE",
                        "An answer that was saved earlier; - is standard input.",
                        "-f",
                        "--file");
        format =
                options.known(
                        Sources.formats(),
                        ServiceOptions::known,
                        "NAME",
                        "Understand the answer by this format only:",
                        "--format");
    }

    private static String known(String format) {
        if (!Sources.formats().contains(format)) {
            throw new IllegalArgumentException(
                    "There is no format of this name; there are "
                            + String.join(", ", Sources.formats())
                            + ".");
        }
        return format;
    }

    /// What the options, else the environment, name; a service whose addresses are all to be asked
    /// stands for itself until [#resolved] is called.
    ///
    /// @param look whose time the reading of files takes
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> targets(World world, AccessOptions options, NamedTargets named, LookOptions look) {
        Access common = options.access(world, look);
        UnaryOperator<Target.Service> reached = service -> options.reached(service, common, world);
        List<Target> targets = new ArrayList<>();
        for (String url : urls.value()) {
            targets.add(service(url, reached));
        }
        urlsFile.given()
                .ifPresent(
                        file ->
                                look.read(end -> listed(file, world, end))
                                        .forEach(url -> targets.add(service(url, reached))));
        prometheus.url().ifPresent(url -> targets.add(fleet(url, reached)));
        for (String file : files.value()) {
            targets.add(
                    new Target.Saved(
                            file.equals(STDIN) ? Optional.empty() : Optional.of(Options.path(file)),
                            format.given()));
        }
        targets.addAll(named.of(entry -> ofFile(entry, named, common)));
        if (targets.isEmpty()) {
            fromEnvironment(world, reached).ifPresent(targets::add);
        }
        if (targets.isEmpty()) {
            named.fallBack();
            targets.addAll(named.of(entry -> ofFile(entry, named, common)));
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("Which service? Give --url URL or set POOLMON_URL.");
        }
        check(targets);
        return targets;
    }

    /// What a target of the config file names that has pools to tell of.
    private List<Target> ofFile(ConfigTarget entry, NamedTargets named, Access common) {
        List<Target> targets = new ArrayList<>();
        for (Target.Service service : named.services(entry, Settings.URL, common)) {
            targets.add(asked(service));
        }
        for (Target.Service server : named.services(entry, Settings.PROMETHEUS, common)) {
            targets.add(
                    new Target.Fleet(
                            server.url(),
                            server.access(),
                            prometheus.match().or(() -> entry.value(Settings.MATCH))));
        }
        for (String file : entry.all(Settings.FILE)) {
            targets.add(new Target.Saved(Optional.of(Options.path(file)), format.given()));
        }
        return targets;
    }

    private static List<String> listed(String file, World world, Deadline deadline) {
        return file.equals(STDIN)
                ? UrlsFile.read(world.in(), deadline)
                : UrlsFile.read(Options.path(file), deadline);
    }

    private Optional<Target> fromEnvironment(World world, UnaryOperator<Target.Service> reached) {
        Optional<String> url = world.environment().get("POOLMON_URL");
        if (url.isPresent()) {
            return Optional.of(service(url.get(), reached));
        }
        return world.environment().get("PROMETHEUS_URL").map(server -> fleet(server, reached));
    }

    private void check(List<Target> targets) {
        prometheus.check(targets.stream().anyMatch(Target.Fleet.class::isInstance));
        if (files.value().stream().filter(STDIN::equals).count() > 1) {
            throw new IllegalArgumentException("Standard input can be read but once.");
        }
    }

    private Target service(String url, UnaryOperator<Target.Service> reached) {
        return asked(reached.apply(ServiceUrl.parse(url)));
    }

    private Target.Service asked(Target.Service service) {
        long times = samples.given().orElse(1L);
        if (times < 1 || times > MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    "--samples is a number from 1 to " + MOST_SAMPLES + ".");
        }
        return new Target.Service(
                service.url(), service.access(), Optional.empty(), format.given(), (int) times);
    }

    private Target fleet(String url, UnaryOperator<Target.Service> reached) {
        Target.Service parsed = reached.apply(ServiceUrl.parse(url));
        return new Target.Fleet(parsed.url(), parsed.access(), prometheus.match());
    }

    /// The targets with each service that `--resolve-all` is about replaced by one for each of its
    /// addresses, as they are now.
    List<Target> resolved(List<Target> targets, World world) {
        if (!resolveAll.value()) {
            return targets;
        }
        List<Target> resolved = new ArrayList<>();
        for (Target target : targets) {
            if (target instanceof Target.Service service) {
                resolved.addAll(Addresses.of(service, world));
            } else {
                resolved.add(target);
            }
        }
        return resolved;
    }
}
