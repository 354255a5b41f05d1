package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

import poolmon.config.ConfigFile;
import poolmon.config.ConfigProblem;
import poolmon.config.Nearest;
import poolmon.config.Settings;
import poolmon.model.Deadline;
import poolmon.model.ServerText;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What holds beside the options: variables, then the config file, which is read when it is first
/// asked for.
final class Configured {
    private static final String VARIABLE = "POOLMON_CONFIG";

    private final World world;
    private final Supplier<Duration> patience;
    private final Option<Path> config;
    private Optional<ConfigFile> read = Optional.empty();
    private Duration spent = Duration.ZERO;

    /// Adds the option to a command.
    ///
    /// @param patience how long the file may keep us waiting where it is a pipe
    Configured(CommandSpec spec, World world, Supplier<Duration> patience) {
        this.world = world;
        this.patience = patience;
        config =
                new Options(spec)
                        .optional(
                                Path.class,
                                Options::path,
                                "FILE",
                                "The config file, instead of ~/.config/poolmon/config.toml.",
                                "--config");
    }

    /// The file that was asked for by name, by option or variable.
    Optional<Path> named() {
        return config.given().or(() -> world.environment().get(VARIABLE).map(Path::of));
    }

    /// The file that counts, whether it is there or not; absent where there is no place for one.
    Optional<Path> place() {
        return named().or(() -> ConfigFile.place(world.environment()));
    }

    /// The file that counts and is there.
    ///
    /// @throws IllegalArgumentException where one was asked for by name and is not there
    Optional<Path> present() {
        return named().isPresent() ? named() : place().filter(file -> file.toFile().exists());
    }

    /// What stands in the file; nothing where there is none.
    ///
    /// @throws IllegalArgumentException with a sentence, where something in it is wrong
    ConfigFile file() {
        ConfigFile file = read.orElseGet(() -> present().map(this::good).orElse(ConfigFile.NONE));
        read = Optional.of(file);
        return file;
    }

    /// What stands in the file, right and wrong.
    ///
    /// @throws IllegalArgumentException with a sentence, where it cannot be read at all
    ConfigFile all(Path place) {
        Duration most = patience.get();
        Deadline deadline = Deadline.in(most);
        ConfigFile file =
                ConfigFile.read(place, world.environment(), SettingValues::check, deadline);
        spent = most.minus(deadline.left());
        if (file.hasSecrets() && ConfigFile.isOpenToOthers(place)) {
            PrintWriter err = new PrintWriter(world.err());
            err.println(
                    "poolmon: "
                            + shown(place)
                            + " holds a password and others may read it: chmod 600 it.");
            err.flush();
        }
        return file;
    }

    /// How long it took to read the file.
    Duration spent() {
        return spent;
    }

    private ConfigFile good(Path place) {
        ConfigFile file = all(place);
        Optional<ConfigProblem> error = file.error();
        if (error.isPresent()) {
            long more = file.problems().stream().filter(ConfigProblem::isError).count() - 1;
            throw new IllegalArgumentException(
                    error.get().shown(shown(place))
                            + (more > 0
                                    ? ". There is more: 'poolmon config check' tells all of it"
                                    : "")
                            + ".");
        }
        return file;
    }

    /// That a name is not that of a target, and what is.
    String unknown(String name) {
        String shown = new ServerText(name).shown();
        if (name.contains("://")) {
            return "A NAME is of a target of the config file; a URL goes behind its option, such as"
                    + " --url or --dsn.";
        }
        if (present().isEmpty()) {
            return "There is no config file, so that \""
                    + shown
                    + "\" names nothing"
                    + place().map(where -> ": write " + shown(where)).orElse("")
                    + ".";
        }
        List<String> known = List.copyOf(file().targets().keySet());
        return "The config file has no target \""
                + shown
                + "\""
                + Nearest.of(name, known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(".")
                + (known.isEmpty() ? "" : " It has " + String.join(", ", known) + ".");
    }

    static String shown(Path file) {
        return new ServerText(file.toString()).shown();
    }

    /// What counts for a setting: the option, else its variable, else the file, else the default.
    ///
    /// @param nearer what of the file counts before its defaults, the nearest first
    /// @throws IllegalArgumentException with a sentence for the user
    <T> T value(
            Option<T> option,
            Settings setting,
            Function<String, T> reader,
            List<Map<Settings, String>> nearer) {
        return option.given()
                .or(() -> ofVariable(setting, reader))
                .or(() -> ofFile(setting, nearer).map(reader))
                .orElseGet(() -> reader.apply(setting.byDefault()));
    }

    /// What the file says of a setting.
    ///
    /// @param nearer what of it counts before its defaults, the nearest first
    /// @throws IllegalArgumentException with a sentence for the user
    Optional<String> ofFile(Settings setting, List<Map<Settings, String>> nearer) {
        for (Map<Settings, String> layer : nearer) {
            if (layer.containsKey(setting)) {
                return Optional.ofNullable(layer.get(setting));
            }
        }
        return Optional.ofNullable(file().defaults().get(setting));
    }

    /// What the variable of a setting says.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    <T> Optional<T> ofVariable(Settings setting, Function<String, T> reader) {
        Optional<String> text =
                setting.variable().isEmpty()
                        ? Optional.empty()
                        : world.environment().get(setting.variable());
        try {
            return text.map(reader);
        } catch (IllegalArgumentException | TypeConversionException e) {
            throw new IllegalArgumentException(setting.variable() + ": " + e.getMessage(), e);
        }
    }
}
