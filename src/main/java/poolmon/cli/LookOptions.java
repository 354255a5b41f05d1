package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import poolmon.config.Environment;
import poolmon.model.FailOn;
import poolmon.model.Question;
import poolmon.model.Thresholds;
import poolmon.output.Format;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// The options that every command has that looks at something.
final class LookOptions {
    private final CommandSpec spec;
    private final Option<Format> format;
    private final Option<Boolean> quiet;
    private final Option<When> color;
    private final Option<Double> warning;
    private final Option<Double> critical;
    private final Option<Duration> timeout;
    private final Option<FailOn> failOn;
    private final Option<Duration> wait;
    private final Option<boolean[]> verbose;

    /// Adds the options to a command.
    LookOptions(CommandSpec spec) {
        this.spec = spec;
        Options options = new Options(spec);
        format =
                options.word(
                        Format.class, Format.TABLE, "FORMAT", "How to print:", "-o", "--output");
        quiet = options.flag("Print nothing, tell by the exit code alone.", "-q", "--quiet");
        color = options.word(When.class, When.AUTO, "WHEN", "Colours:", "--color");
        warning =
                options.value(
                        Double.class,
                        Percent::read,
                        "80",
                        "PCT",
                        "Degraded from this utilisation on",
                        "-w",
                        "--warning");
        critical =
                options.value(
                        Double.class,
                        Percent::read,
                        "95",
                        "PCT",
                        "Critical above this utilisation",
                        "-c",
                        "--critical");
        timeout =
                options.value(
                        Duration.class,
                        Durations::read,
                        "5s",
                        "DURATION",
                        "Give up after this time",
                        "--timeout");
        failOn =
                options.word(
                        FailOn.class,
                        FailOn.DEGRADED,
                        "STATUS",
                        "From which status on to exit with its code and not with 0:",
                        "--fail-on");
        wait =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "Look again until all is healthy, for at most this time.",
                        "--wait");
        verbose =
                options.repeatedFlag(
                        "Tell on stderr what was tried; -vv also tells the details of errors.",
                        "-v",
                        "--verbose");
        spec.addOption(Options.help());
    }

    /// When to use colours.
    enum When {
        AUTO,
        ALWAYS,
        NEVER;

        /// The word that a user types.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Format format() {
        return format.value();
    }

    boolean isQuiet() {
        return quiet.value();
    }

    FailOn failOn() {
        return failOn.value();
    }

    /// How often `-v` was given.
    int verbosity() {
        return verbose.value().length;
    }

    /// The thresholds, checked against each other.
    Thresholds thresholds() {
        return sensible(() -> new Thresholds(warning.value(), critical.value()));
    }

    /// How long to look again and again; zero without `--wait`.
    Duration waiting() {
        return wait.given().orElse(Duration.ZERO);
    }

    /// The time for one look.
    Duration timeout() {
        return sensible(
                () -> {
                    if (timeout.value().isZero()) {
                        throw new IllegalArgumentException(
                                "The timeout must be longer than nothing.");
                    }
                    return timeout.value();
                });
    }

    /// Whether to print in colour. The option decides, then NO_COLOR, then CLICOLOR_FORCE, then
    /// whether somebody looks at a terminal that can.
    boolean colour(World world) {
        return switch (color.value()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> {
                Environment env = world.environment();
                if (env.get("NO_COLOR").isPresent()) {
                    yield false;
                }
                boolean forced = env.get("CLICOLOR_FORCE").filter(v -> !v.equals("0")).isPresent();
                boolean dumb = env.get("TERM").filter(t -> t.equals("dumb")).isPresent();
                yield forced || (world.tty() && !dumb);
            }
        };
    }

    /// Only what goes on in time can be drawn.
    void printable(Question question) {
        if (format.value() == Format.SVG && question != Question.TREND) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-o svg draws the charts of trend; "
                            + question.word()
                            + " has nothing to draw.");
        }
    }

    /// What `made` makes of the options. That they make no sense is a usage error.
    <T> T sensible(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
