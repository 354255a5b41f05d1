package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import java.time.Duration;
import java.util.Optional;

/// How long to watch, and how often to look.
final class WatchOptions {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Option<Duration> whole;
    private final Option<Duration> pause;

    /// @param description of `--for`
    WatchOptions(CommandSpec spec, String description) {
        Options options = new Options(spec);
        whole = options.optional(Duration.class, Durations::read, "DURATION", description, "--for");
        pause =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "Look so often while watching (default: 2s).",
                        "--every");
    }

    /// A time to watch.
    record Watch(Duration whole, Duration every) {
        int looks() {
            return (int) Math.max(1, Math.min(1_000_000, whole.toMillis() / every.toMillis()));
        }
    }

    /// How long, where it is said.
    Optional<Duration> whole() {
        return whole.given();
    }

    /// The time, where the user wants to watch.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Optional<Watch> watch() {
        if (whole.given().isEmpty()) {
            if (pause.given().isPresent()) {
                throw new IllegalArgumentException(
                        "--every says how often to look while watching: give --for DURATION, too.");
            }
            return Optional.empty();
        }
        return Optional.of(every(whole.given().get()));
    }

    /// So long, as often as the user says.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Watch every(Duration time) {
        Duration every = pause.given().orElse(Duration.ofSeconds(2));
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("--every is 100ms or more.");
        }
        return new Watch(time, every);
    }
}
