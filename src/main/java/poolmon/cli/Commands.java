package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/// The list of the commands, in the order of the help.
enum Commands {
    POOLS("Are the service's pools healthy?", PoolsCommand::new),
    DB("Has the PostgreSQL server connection slots left, and who uses them?", DbCommand::new),
    REDIS("Has Redis client slots left, and who uses them?", RedisCommand::new),
    LEAKS(
            "Which sessions hold connections too long, whose are they, and is it a leak?",
            LeaksCommand::new),
    WATCH("The same, live: how do pools, sessions and servers go on?", WatchCommand::new),
    DIAGNOSE("All of it joined: what is wrong, why, and what to do?", DiagnoseCommand::new),
    SIZE(
            "Which pool size does the load need, and does the fleet fit into the server?",
            SizeCommand::new),
    TREND("Where is utilisation going, and when does it reach the thresholds?", TrendCommand::new),
    CONFIG(
            "Which targets and defaults does the config file name, and is it right?",
            ConfigCommand::new),
    SERVE("All of it over HTTP: metrics for Prometheus, and health endpoints.", ServeCommand::new),
    COMPLETION("How does a shell complete poolmon's command lines?", CompletionCommand::new);

    private final String question;
    private final BiFunction<CommandSpec, World, Command> constructor;

    Commands(String question, BiFunction<CommandSpec, World, Command> constructor) {
        this.question = question;
        this.constructor = constructor;
    }

    /// The command with this name, if there is one.
    static Optional<Commands> named(String word) {
        for (Commands command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /// What a user types.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Describes the command and its options in `spec` and makes it.
    Command make(CommandSpec spec, World world) {
        spec.name(word());
        spec.usageMessage().description(question, "").sortOptions(false);
        return constructor.apply(spec, world);
    }
}
