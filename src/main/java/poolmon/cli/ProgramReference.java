package poolmon.cli;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import poolmon.model.Status;
import poolmon.reference.Program;
import poolmon.reference.Program.Exit;
import poolmon.reference.Program.Operand;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Value;
import poolmon.reference.Program.Verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What can be typed, told by the commands themselves.
public final class ProgramReference {
    private ProgramReference() {}

    /// All of it, for whoever packs poolmon.
    public static Program program() {
        return of(World.system());
    }

    static Program of(World world) {
        List<Verb> verbs = new ArrayList<>();
        for (Commands command : Commands.values()) {
            CommandSpec spec = CommandSpec.create();
            command.make(spec, world);
            verbs.add(verb(spec));
        }
        CommandSpec root = Poolmon.describe();
        return new Program(
                root.name(),
                Version.line(),
                root.usageMessage().description()[0],
                switches(root),
                verbs,
                exits());
    }

    private static List<Exit> exits() {
        return List.of(
                new Exit(Status.HEALTHY.exitCode(), "healthy, or done"),
                new Exit(Status.DEGRADED.exitCode(), "degraded: the warning threshold is reached"),
                new Exit(
                        Status.CRITICAL.exitCode(),
                        "critical: the critical threshold is exceeded, a limit is reached, or"
                                + " somebody is turned away for want of a slot"),
                new Exit(
                        Status.ERROR.exitCode(),
                        "error: something could not be looked at or done, and nothing else is"
                                + " critical"),
                new Exit(ExitCodes.USAGE, "the command line is wrong"),
                new Exit(ExitCodes.BUG, "a bug in poolmon"),
                new Exit(130, "interrupted"));
    }

    private static Verb verb(CommandSpec spec) {
        List<Operand> operands = new ArrayList<>();
        for (PositionalParamSpec operand : spec.positionalParameters()) {
            if (!operand.hidden()) {
                operands.add(
                        new Operand(
                                operand.paramLabel(),
                                value(operand),
                                operand.isMultiValue(),
                                description(operand)));
            }
        }
        return new Verb(
                spec.name(),
                spec.usageMessage().description()[0],
                switches(spec),
                operands,
                Arrays.asList(spec.usageMessage().footer()));
    }

    private static List<Switch> switches(CommandSpec spec) {
        List<Switch> switches = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                switches.add(
                        new Switch(
                                Arrays.asList(option.names()),
                                option.paramLabel(),
                                option.arity().max() == 0 ? new Value.None() : value(option),
                                option.isMultiValue(),
                                option.arity().max() > 1,
                                description(option)));
            }
        }
        return switches;
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    /// `-`, standard input, is a file with another type, hence the label.
    private static Value value(ArgSpec argument) {
        Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        List<String> words = words(argument, type);
        if (!words.isEmpty()) {
            return new Value.Words(words);
        }
        if (type == Path.class || argument.paramLabel().equals("FILE")) {
            return new Value.File();
        }
        return argument.isPositional() && argument.paramLabel().equals("NAME")
                ? new Value.TargetName()
                : new Value.Text();
    }

    private static List<String> words(ArgSpec argument, Class<?> type) {
        List<String> words = new ArrayList<>();
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                words.add(constant.toString());
            }
        } else if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(words::add);
        }
        return words;
    }
}
