package poolmon.reference;

import java.util.ArrayList;
import java.util.List;

/// All that can be typed after the program's name.
///
/// @param name what the program is called by
/// @param version for example `poolmon 1.2.3`
/// @param purpose one sentence
/// @param options those that stand where a command could stand
/// @param exits the exit codes of all commands
public record Program(
        String name,
        String version,
        String purpose,
        List<Switch> options,
        List<Verb> verbs,
        List<Exit> exits) {
    /// `poolmon help pools` is `poolmon pools --help`.
    static final String HELP = "help";

    public Program {
        options = List.copyOf(options);
        verbs = List.copyOf(verbs);
        exits = List.copyOf(exits);
    }

    /// The names of the commands, and the word that asks for the help of one.
    List<String> words() {
        List<String> words = new ArrayList<>();
        verbs.forEach(verb -> words.add(verb.name()));
        words.add(HELP);
        return words;
    }

    /// An exit code.
    ///
    /// @param meaning what it tells, a clause
    public record Exit(int code, String meaning) {}

    /// A command of the program.
    ///
    /// @param name what stands behind the program's name
    /// @param question the question that it answers
    /// @param operands what may be given beside options, in this order
    /// @param notes what else the help says, as it is laid out there
    public record Verb(
            String name,
            String question,
            List<Switch> options,
            List<Operand> operands,
            List<String> notes) {

        public Verb {
            options = List.copyOf(options);
            operands = List.copyOf(operands);
            notes = List.copyOf(notes);
        }
    }

    /// An option.
    ///
    /// @param names with their dashes, for example `-o` and `--output`
    /// @param label what stands for the value in the help
    /// @param mayRepeat whether it may be given more than once
    /// @param takesMany whether several values may follow, a space between them
    /// @param description whole sentences
    public record Switch(
            List<String> names,
            String label,
            Value value,
            boolean mayRepeat,
            boolean takesMany,
            String description) {

        public Switch {
            names = List.copyOf(names);
        }

        /// The description, as short as a list of options wants it.
        String summary() {
            return firstClause(description);
        }

        boolean takesValue() {
            return !(value instanceof Value.None);
        }
    }

    /// What may be given beside the options of a command.
    ///
    /// @param mayRepeat whether several may be given
    public record Operand(String label, Value value, boolean mayRepeat, String description) {

        /// The description, as short as a list of candidates wants it.
        String summary() {
            return firstClause(description);
        }
    }

    /// What a value is, as far as it can be told beforehand.
    public sealed interface Value {
        /// There is no value.
        record None() implements Value {}

        /// Anything.
        record Text() implements Value {}

        /// The path of a file.
        record File() implements Value {}

        /// The name of a target of the configuration file.
        record TargetName() implements Value {}

        /// One of some words.
        record Words(List<String> words) implements Value {
            public Words {
                words = List.copyOf(words);
            }
        }
    }

    private static String firstClause(String text) {
        int end = 0;
        while (end < text.length() && !isEndOfClause(text, end)) {
            end++;
        }
        return text.substring(0, end);
    }

    /// Whether a clause ends here. A default belongs to it.
    private static boolean isEndOfClause(String text, int at) {
        boolean isLastOfWord = at + 1 == text.length() || text.charAt(at + 1) == ' ';
        String before = "(default";
        return switch (text.charAt(at)) {
            case '.', ';' -> isLastOfWord;
            case ':' -> isLastOfWord && !text.startsWith(before, at - before.length());
            default -> false;
        };
    }
}
