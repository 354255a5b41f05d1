package poolmon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The root command. It makes only the subcommand that the command line names, since a start should
/// not pay for the options of the others.
final class Poolmon {
    private final World world;
    private final CommandLine root = new CommandLine(describe());
    private final Map<String, Command> commands = new HashMap<>();

    private Poolmon(World world) {
        this.world = world;
    }

    /// Runs one command line and returns the exit code.
    static int run(String[] args, World world) {
        return new Poolmon(world).run(withoutHelpWord(args));
    }

    /// `poolmon help pools` is `poolmon pools --help`.
    private static String[] withoutHelpWord(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] turned = Arrays.copyOfRange(args, 1, args.length + 1);
        turned[args.length - 1] = "--help";
        return turned;
    }

    private int run(String[] args) {
        PrintWriter err = new PrintWriter(world.err());
        Optional<Commands> named = args.length == 0 ? Optional.empty() : Commands.named(args[0]);
        named.ifPresentOrElse(this::add, () -> Arrays.asList(Commands.values()).forEach(this::add));
        layOut(root);
        try {
            return parsed(args);
        } catch (ParameterException e) {
            return UsageErrors.told(e, err);
        } catch (Exception | Error e) {
            return Bugs.told(e, args, err);
        } finally {
            err.flush(); // and not world.out(), whose errors are to be told
        }
    }

    private int parsed(String[] args) throws Exception {
        ParseResult result = root.parseArgs(args);
        CommandLine last = result.asCommandLineList().getLast();
        if (last.isVersionHelpRequested()) {
            return Version.print(world.out());
        }
        Command command = commands.get(last.getCommandName());
        if (last.isUsageHelpRequested() || command == null) {
            world.out().write(last.getUsageMessage(Ansi.OFF));
            return 0;
        }
        return command.run();
    }

    private void add(Commands command) {
        CommandSpec spec = CommandSpec.create();
        commands.put(command.word(), command.make(spec, world));
        CommandLine line = new CommandLine(spec);
        root.addSubcommand(line);
        layOut(line);
    }

    private void layOut(CommandLine line) {
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setUsageHelpWidth(Math.clamp(world.columns().orElse(80), 60, 120));
        line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /// The root command, without any subcommand.
    static CommandSpec describe() {
        CommandSpec spec = CommandSpec.create().name("poolmon");
        // not mixinStandardHelpOptions, which reads annotations
        spec.addOption(Options.help());
        spec.addOption(Options.version());
        spec.usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .description("Tells whether connection pools are healthy, why not, and what to do.")
                .footer(
                        "",
                        "Exit codes: 0 healthy, 1 degraded, 2 critical, 3 could not be looked at,",
                        "64 wrong usage, 70 bug in poolmon, 130 interrupted.",
                        "",
                        "poolmon COMMAND --help tells the options of a command.");
        return spec;
    }
}
