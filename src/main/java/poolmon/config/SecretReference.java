package poolmon.config;

import poolmon.model.Deadline;
import poolmon.model.Secret;

import java.nio.file.Path;
import java.util.List;

/// Where a secret of the config file is to be had. The file itself holds none.
public sealed interface SecretReference {

    /// In an environment variable.
    record Variable(String name) implements SecretReference {}

    /// In a file of its own.
    record InFile(Path file) implements SecretReference {}

    /// In the first line that a command prints.
    ///
    /// @param words the program and its arguments
    record Command(List<String> words) implements SecretReference {
        public Command {
            words = List.copyOf(words);
        }
    }

    /// The secret.
    ///
    /// @param whose for messages, for example `dsn_password of target "orders"`
    /// @param deadline for a command, and for a file that is a pipe
    /// @throws IllegalArgumentException with a sentence, without a word of what was read
    default Secret read(String whose, Environment environment, Deadline deadline) {
        return switch (this) {
            case Variable variable ->
                    environment
                            .get(variable.name())
                            .map(Secret::new)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "The variable "
                                                            + variable.name()
                                                            + " of "
                                                            + whose
                                                            + " is not set."));
            case InFile in -> SecretFile.password(whose, in.file(), deadline);
            case Command command ->
                    new SecretCommand(command.words(), whose).output(environment, deadline);
        };
    }
}
