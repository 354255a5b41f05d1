package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ServiceUrl;
import poolmon.model.Target;

import java.time.Duration;
import java.util.Optional;

/// A Prometheus that remembers how pools went on.
final class HistoryOptions {
    private static final Duration USUAL = Duration.ofHours(1);

    private final PrometheusOptions prometheus;

    HistoryOptions(CommandSpec spec) {
        prometheus =
                new PrometheusOptions(
                        spec,
                        "A Prometheus-compatible server: tell a leak from load by what it remembers"
                                + " of the pools, an hour back or as long as --for says.");
    }

    /// The server, where it is to be asked.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Optional<Target> target(World world, Optional<Duration> range) {
        prometheus.check(prometheus.url().isPresent());
        return prometheus
                .url()
                .map(
                        url -> {
                            Target.Service server =
                                    AccessOptions.byProxies(ServiceUrl.parse(url), world);
                            return new Target.History(
                                    new Target.Fleet(
                                            server.url(), server.access(), prometheus.match()),
                                    range.orElse(USUAL),
                                    false);
                        });
    }
}
