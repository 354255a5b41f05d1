package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import poolmon.config.Environment;
import poolmon.config.Settings;
import poolmon.model.Deadline;
import poolmon.model.FailOn;
import poolmon.model.Question;
import poolmon.model.Thresholds;
import poolmon.output.Format;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
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
    private final Configured config;
    private Duration spent = Duration.ZERO;

    /// Adds the options to a command.
    LookOptions(CommandSpec spec, World world, Offer offer) {
        this.spec = spec;
        Options options = new Options(spec);
        format =
                options.settingWord(
                        Format.class,
                        Settings.OUTPUT.byDefault(),
                        "FORMAT",
                        "How to print:",
                        offer.formats(),
                        "-o",
                        "--output");
        quiet = options.flag("Print nothing, tell by the exit code alone.", "-q", "--quiet");
        color =
                options.settingWord(
                        When.class,
                        Settings.COLOR.byDefault(),
                        "WHEN",
                        "Colours:",
                        List.of(When.values()),
                        "--color");
        warning =
                options.setting(
                        Double.class,
                        Percent::read,
                        Settings.WARNING.byDefault(),
                        "PCT",
                        "Degraded from this utilisation on",
                        "-w",
                        "--warning");
        critical =
                options.setting(
                        Double.class,
                        Percent::read,
                        Settings.CRITICAL.byDefault(),
                        "PCT",
                        "Critical above this utilisation",
                        "-c",
                        "--critical");
        timeout =
                options.setting(
                        Duration.class,
                        SettingValues::timeout,
                        Settings.TIMEOUT.byDefault(),
                        "DURATION",
                        "Give up after this time",
                        "--timeout");
        failOn =
                options.settingWord(
                        FailOn.class,
                        Settings.FAIL_ON.byDefault(),
                        "STATUS",
                        "Exit with 0 unless the code is at least that of this status:",
                        List.of(FailOn.values()),
                        "--fail-on");
        wait =
                options.optional(
                        offer.waits(),
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
        config = new Configured(spec, world, this::patience);
        spec.addOption(Options.help());
        spec.addOption(Options.version());
    }

    /// What holds beside the options.
    Configured config() {
        return config;
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
        return chosen(format, Settings.OUTPUT, text -> SettingValues.word(Format.values(), text));
    }

    /// How to print what is no report and has but some of the formats. Another one is a usage error
    /// where it was typed; where it is set for all that poolmon prints it does not count.
    ///
    /// @param has the table among them, which is what does not need to be told
    /// @param refusal the sentence for the user
    Format among(List<Format> has, String refusal) {
        if (format.given().filter(typed -> !has.contains(typed)).isPresent()) {
            throw new ParameterException(spec.commandLine(), refusal);
        }
        Format wanted = format();
        return has.contains(wanted) ? wanted : Format.TABLE;
    }

    private <T> T chosen(Option<T> option, Settings setting, Function<String, T> reader) {
        return sensible(() -> config.value(option, setting, reader, List.of()));
    }

    boolean isQuiet() {
        return quiet.value();
    }

    FailOn failOn() {
        return chosen(failOn, Settings.FAIL_ON, text -> SettingValues.word(FailOn.values(), text));
    }

    /// How often `-v` was given.
    int verbosity() {
        return verbose.value().length;
    }

    /// The thresholds, checked against each other.
    Thresholds thresholds() {
        return sensible(() -> thresholds(List.of()));
    }

    /// The thresholds of a part of what is looked at.
    ///
    /// @param nearer what of the config file counts before its defaults, the nearest first
    /// @throws IllegalArgumentException where they do not fit each other
    Thresholds thresholds(List<Map<Settings, String>> nearer) {
        return new Thresholds(
                config.value(warning, Settings.WARNING, Percent::read, nearer),
                config.value(critical, Settings.CRITICAL, Percent::read, nearer));
    }

    /// The pools' `max_overflow`, where anybody says it.
    OptionalLong maxOverflow() {
        return sensible(() -> maxOverflow(OptionalLong.empty(), List.of()));
    }

    /// The same for a part of what is looked at.
    ///
    /// @param given what an option says
    /// @param nearer what of the config file counts before its defaults, the nearest first
    /// @throws IllegalArgumentException with a sentence for the user
    OptionalLong maxOverflow(OptionalLong given, List<Map<Settings, String>> nearer) {
        return given.isPresent()
                ? given
                : config.ofFile(Settings.MAX_OVERFLOW, nearer)
                        .map(text -> OptionalLong.of(Whole.read(text)))
                        .orElse(OptionalLong.empty());
    }

    /// Whether the config file forbids to end any session.
    boolean isReadOnly() {
        return sensible(
                () ->
                        config.ofFile(Settings.READ_ONLY, List.of())
                                .filter("true"::equals)
                                .isPresent());
    }

    /// How long to look again and again; zero without `--wait`.
    Duration waiting() {
        return wait.given().orElse(Duration.ZERO);
    }

    /// The time for one look.
    Duration timeout() {
        return chosen(timeout, Settings.TIMEOUT, SettingValues::timeout);
    }

    /// Time that was spent before the look and counts as a part of it.
    void spend(Duration time) {
        spent = spent.plus(time);
    }

    /// How long the config file, which may itself tell the timeout, may keep us waiting.
    private Duration patience() {
        return timeout.given()
                .or(() -> config.ofVariable(Settings.TIMEOUT, SettingValues::timeout))
                .orElseGet(() -> SettingValues.timeout(Settings.TIMEOUT.byDefault()));
    }

    /// Reads a file before the look, within the time for it.
    ///
    /// @throws IllegalArgumentException what the reading throws
    <T> T read(Function<Deadline, T> reading) {
        Duration most = timeLeft();
        Deadline deadline = Deadline.in(most);
        T came = reading.apply(deadline);
        spend(most.minus(deadline.left()));
        return came;
    }

    /// What is left of the time for one look.
    Duration timeLeft() {
        Duration left = timeout().minus(spent).minus(config.spent());
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /// Whether to print in colour. The option decides, then NO_COLOR, then CLICOLOR_FORCE, then the
    /// config file, then whether somebody looks at a terminal that can.
    boolean colour(World world) {
        Environment env = world.environment();
        boolean never = env.get("NO_COLOR").isPresent();
        boolean forced = env.get("CLICOLOR_FORCE").filter(v -> !v.equals("0")).isPresent();
        When when =
                color.given()
                        .filter(word -> word != When.AUTO)
                        .or(() -> never ? Optional.of(When.NEVER) : Optional.empty())
                        .or(() -> forced ? Optional.of(When.ALWAYS) : Optional.empty())
                        .or(color::given)
                        .orElseGet(this::colourOfFile);
        return switch (when) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> {
                boolean dumb = env.get("TERM").filter(t -> t.equals("dumb")).isPresent();
                yield world.tty() && !dumb;
            }
        };
    }

    /// Only what goes on in time can be drawn.
    void printable(Question question) {
        if (format() == Format.SVG && question != Question.TREND) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-o svg draws the charts of trend; "
                            + question.word()
                            + " has nothing to draw.");
        }
    }

    private When colourOfFile() {
        return sensible(() -> config.ofFile(Settings.COLOR, List.of()))
                .map(text -> SettingValues.word(When.values(), text))
                .orElse(When.AUTO);
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
