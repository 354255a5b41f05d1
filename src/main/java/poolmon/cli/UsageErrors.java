package poolmon.cli;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.List;

/// Says in one sentence what is wrong with the command line, and where to read on. The whole help
/// would push that sentence off the screen.
final class UsageErrors {
    private UsageErrors() {}

    static int told(ParameterException e, PrintWriter err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println(command + ": " + sentence(e));
        suggestions(e).forEach(err::println);
        err.println("See '" + command + " --help' for the options.");
        return ExitCodes.USAGE;
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage() == null ? "The command line is wrong" : e.getMessage();
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }

    private static List<String> suggestions(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty()
                    ? List.of()
                    : List.of("Did you mean " + String.join(" or ", near) + "?");
        }
        return List.of();
    }
}
