package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ServiceUrl;
import poolmon.model.Target;

import java.time.Duration;
import java.util.Optional;

/// A Prometheus that remembers how pools went on.
final class HistoryOptions {
    private static final Duration USUAL = Duration.ofHours(1);

    private final Option<String> prometheus;
    private final Option<String> match;

    HistoryOptions(CommandSpec spec) {
        Options options = new Options(spec);
        prometheus =
                options.optional(
                        String.class,
                        text -> text,
                        "URL",
                        "A Prometheus-compatible server: tell a leak from load by what it remembers"
                                + " of the pools, an hour back or as long as --for says.",
                        "--prometheus");
        match =
                options.optional(
                        String.class,
                        text -> text,
                        "SELECTOR",
                        "Which services to ask Prometheus for, for example '{job=\"orders\"}'.",
                        "--match");
    }

    /// The server, where it is to be asked.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Optional<Target> target(World world, Optional<Duration> range) {
        if (match.given().isPresent() && prometheus.given().isEmpty()) {
            throw new IllegalArgumentException(
                    "--match selects among what a Prometheus knows: give --prometheus URL, too.");
        }
        return prometheus
                .given()
                .map(
                        url -> {
                            Target.Service server =
                                    AccessOptions.byProxies(ServiceUrl.parse(url), world);
                            return new Target.History(
                                    new Target.Fleet(server.url(), server.access(), match.given()),
                                    range.orElse(USUAL),
                                    false);
                        });
    }
}
