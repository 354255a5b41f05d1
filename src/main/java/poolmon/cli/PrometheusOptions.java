package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import java.util.Optional;

/// A Prometheus-compatible server, and what of all that it knows is meant.
final class PrometheusOptions {
    private final Option<String> prometheus;
    private final Option<String> match;

    /// @param description what the server is for
    PrometheusOptions(CommandSpec spec, String description) {
        Options options = new Options(spec);
        prometheus =
                options.optional(String.class, text -> text, "URL", description, "--prometheus");
        match =
                options.optional(
                        String.class,
                        text -> text,
                        "SELECTOR",
                        "Which services to ask Prometheus for, for example '{job=\"orders\"}'.",
                        "--match");
    }

    /// The server's URL.
    Optional<String> url() {
        return prometheus.given();
    }

    /// The selector, for example `{job="orders"}`.
    Optional<String> match() {
        return match.given();
    }

    /// @param known whether there is a Prometheus, whoever names it
    /// @throws IllegalArgumentException with a sentence, where there is nothing to select of
    void check(boolean known) {
        if (!known && match.given().isPresent()) {
            throw new IllegalArgumentException(
                    "--match selects among what a Prometheus knows: give --prometheus URL, too.");
        }
    }
}
