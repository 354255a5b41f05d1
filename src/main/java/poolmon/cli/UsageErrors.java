package poolmon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import poolmon.config.Nearest;
import poolmon.model.ServerText;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Says in one sentence what is wrong with the command line, and where to read on. The whole help
/// would push that sentence off the screen.
final class UsageErrors {
    private UsageErrors() {}

    static int told(ParameterException e, PrintWriter err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String sentence =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched(unmatched.getUnmatched().getFirst(), e.getCommandLine())
                        : String.valueOf(e.getMessage());
        boolean ends = sentence.endsWith(".") || sentence.endsWith("?");
        err.println(command + ": " + sentence + (ends ? "" : "."));
        err.println("See '" + command + " --help' for the options.");
        return ExitCodes.USAGE;
    }

    /// What follows the name of an option, and what looks like a URL, may hold a password: it is
    /// not repeated.
    private static String unmatched(String word, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (word.length() > 1 && word.charAt(0) == '-') {
            String name = option(word);
            List<String> known = new ArrayList<>(spec.optionsMap().keySet());
            return "There is no option '" + name + "'." + meant(name, known);
        }
        boolean isPlain = word.length() <= 30;
        for (int i = 0; i < word.length(); i++) {
            isPlain &= Character.isLetterOrDigit(word.charAt(i)) || word.charAt(i) == '-';
        }
        if (line.getParent() == null) {
            List<String> known = List.copyOf(line.getSubcommands().keySet());
            return isPlain
                    ? "There is no command '" + word + "'." + meant(word, known)
                    : "The first word is a command.";
        }
        return isPlain ? "Nothing is expected at '" + word + "'." : "There is a word too many.";
    }

    /// `--name` of `--name=value`, `-p` of `-pvalue`.
    private static String option(String word) {
        if (word.charAt(1) != '-') {
            return word.substring(0, word.offsetByCodePoints(1, 1));
        }
        int equals = word.indexOf('=');
        return new ServerText(equals < 0 ? word : word.substring(0, equals)).shown();
    }

    private static String meant(String word, List<String> known) {
        return Nearest.of(word, known).map(near -> " Did you mean " + near + "?").orElse("");
    }
}
