package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.Secret;
import poolmon.model.Target;

/// `-W`: asks for the password of a target.
final class Passwords {
    private final Option<Boolean> ask;

    Passwords(CommandSpec spec) {
        ask = new Options(spec).flag("Ask for the password.", "-W", "--password");
    }

    /// True where the user wants to be asked.
    boolean areAskedFor() {
        return ask.value();
    }

    /// The password as the user types it.
    ///
    /// @param variable the environment variable that does the same where nobody can be asked
    /// @throws IllegalArgumentException where nobody can be asked
    static Secret of(Target target, World world, String variable) {
        return asked(target.shown(), world, "Set " + variable + " instead of -W.");
    }

    /// The password as the user types it.
    ///
    /// @param whose for the question
    /// @param otherWays what to do where nobody can be asked, as a sentence
    /// @throws IllegalArgumentException where nobody can be asked
    static Secret asked(String whose, World world, String otherWays) {
        return world.prompt()
                .apply("Password for " + whose + ": ")
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Nobody can be asked for the password here. " + otherWays));
    }
}
