package poolmon.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The options of one command, in the order of its help.
///
/// They are told to the parser one by one and not read from annotations: that would take as long as
/// looking at a pool and printing what was seen.
///
/// @param spec the command that they belong to
record Options(CommandSpec spec) {

    /// `--help`, which every command has.
    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    /// `--version`, which every command has, too.
    static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and exit.")
                .build();
    }

    /// An option that is on or off.
    Option<Boolean> flag(String description, String... names) {
        return add(
                OptionSpec.builder(names)
                        .type(boolean.class)
                        .initialValue(false)
                        .description(description));
    }

    /// A flag that says more when it is given several times, for example `-vv`.
    Option<boolean[]> repeatedFlag(String description, String... names) {
        return add(
                OptionSpec.builder(names)
                        .type(boolean[].class)
                        .arity("0")
                        .initialValue(new boolean[0])
                        .description(description));
    }

    /// An option with a text that may be given several times.
    Option<List<String>> texts(String label, String description, String... names) {
        return add(
                OptionSpec.builder(names)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .initialValue(List.of())
                        .paramLabel(label)
                        .description(description));
    }

    /// An option with a value that may be given several times.
    <T> Option<List<T>> several(
            Class<T> type,
            Function<String, T> reader,
            String label,
            String description,
            String... names) {
        ITypeConverter<T> converter = sensible(reader);
        return add(
                OptionSpec.builder(names)
                        .type(List.class)
                        .auxiliaryTypes(type)
                        .converters(converter)
                        .initialValue(List.of())
                        .paramLabel(label)
                        .description(description));
    }

    /// An option with one or more numbers behind it.
    Option<List<Integer>> numbers(String label, String description, String... names) {
        return add(
                OptionSpec.builder(names)
                        .type(List.class)
                        .auxiliaryTypes(Integer.class)
                        .arity("1..*")
                        .initialValue(List.of())
                        .paramLabel(label)
                        .description(description));
    }

    /// An option with one of some words.
    <T extends Enum<T>> Option<T> word(
            Class<T> words, T byDefault, String label, String description, String... names) {
        return add(
                OptionSpec.builder(names)
                        .type(words)
                        .converters(oneOf(words))
                        .defaultValue(byDefault.toString())
                        .paramLabel(label)
                        .description(
                                description
                                        + " ${COMPLETION-CANDIDATES} (default:"
                                        + " ${DEFAULT-VALUE})."));
    }

    /// An option with a value that has a default, which the description need not name.
    <T> Option<T> value(
            Class<T> type,
            Function<String, T> reader,
            String byDefault,
            String label,
            String description,
            String... names) {
        return add(
                typed(type, reader, label, names)
                        .defaultValue(byDefault)
                        .description(description + " (default: ${DEFAULT-VALUE})."));
    }

    /// An option with one of some words whose default may stand elsewhere.
    ///
    /// @param byDefault what holds where it stands nowhere
    /// @param offered the words that the help names; where there are none, it does not name the
    ///     option
    <T extends Enum<T>> Option<T> settingWord(
            Class<T> words,
            String byDefault,
            String label,
            String description,
            List<T> offered,
            String... names) {
        List<String> candidates = new ArrayList<>();
        for (T word : offered) {
            candidates.add(word.toString());
        }
        return add(
                OptionSpec.builder(names)
                        .type(words)
                        .converters(oneOf(words))
                        .completionCandidates(candidates)
                        .hidden(offered.isEmpty())
                        .paramLabel(label)
                        .description(
                                description
                                        + " ${COMPLETION-CANDIDATES} (default: "
                                        + byDefault
                                        + ")."));
    }

    /// An option with a value whose default may stand elsewhere.
    ///
    /// @param byDefault what holds where it stands nowhere
    <T> Option<T> setting(
            Class<T> type,
            Function<String, T> reader,
            String byDefault,
            String label,
            String description,
            String... names) {
        return add(
                typed(type, reader, label, names)
                        .description(description + " (default: " + byDefault + ")."));
    }

    /// An option with a value that may be left out.
    <T> Option<T> optional(
            Class<T> type,
            Function<String, T> reader,
            String label,
            String description,
            String... names) {
        return optional(true, type, reader, label, description, names);
    }

    /// The same that the help may keep to itself.
    ///
    /// @param offered whether the help names it
    <T> Option<T> optional(
            boolean offered,
            Class<T> type,
            Function<String, T> reader,
            String label,
            String description,
            String... names) {
        return add(typed(type, reader, label, names).hidden(!offered).description(description));
    }

    /// One of some words, which has to be given and stands by itself.
    <T extends Enum<T>> Option<T> operand(Class<T> words, String label, String description) {
        PositionalParamSpec operand =
                PositionalParamSpec.builder()
                        .type(words)
                        .converters(oneOf(words))
                        .arity("1")
                        .required(true)
                        .paramLabel(label)
                        .description(description + " ${COMPLETION-CANDIDATES}.")
                        .build();
        spec.addPositional(operand);
        return new Option<>(operand);
    }

    /// An option with one of some words that are not of an enum; it may be left out.
    Option<String> known(
            List<String> words,
            Function<String, String> reader,
            String label,
            String description,
            String... names) {
        return add(
                typed(String.class, reader, label, names)
                        .completionCandidates(words)
                        .description(description + " ${COMPLETION-CANDIDATES}."));
    }

    /// A word of an enum, in whatever case. The parser's own reader tells the names in capitals, as
    /// nobody writes them.
    static <T extends Enum<T>> ITypeConverter<T> oneOf(Class<T> words) {
        return text -> {
            StringBuilder known = new StringBuilder();
            for (T word : words.getEnumConstants()) {
                if (word.toString().equalsIgnoreCase(text)) {
                    return word;
                }
                known.append(known.isEmpty() ? "" : ", ").append(word);
            }
            throw new TypeConversionException("it is one of " + known);
        };
    }

    /// A path that is not empty.
    static Path path(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the name of the file is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no file can have this name", e);
        }
    }

    /// The parser quotes the text where its reader throws anything else, and the text may be a
    /// secret.
    private static <T> ITypeConverter<T> sensible(Function<String, T> reader) {
        return text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static <T> OptionSpec.Builder typed(
            Class<T> type, Function<String, T> reader, String label, String... names) {
        ITypeConverter<T> converter = sensible(reader);
        return OptionSpec.builder(names).type(type).converters(converter).paramLabel(label);
    }

    private <T> Option<T> add(OptionSpec.Builder builder) {
        OptionSpec option = builder.build();
        spec.addOption(option);
        return new Option<>(option);
    }
}
