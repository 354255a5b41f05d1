package poolmon.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.ArgSpec;

import java.util.Objects;
import java.util.Optional;

/// One option of a command. It has a value once the command line has been read.
///
/// @param <T> what the option's text is turned into
/// @param spec what the parser knows of it
record Option<T>(ArgSpec spec) {

    /// The value of an option that always has one: a flag, a list, or one with a default.
    T value() {
        return Objects.requireNonNull(read());
    }

    /// The value of an option that may be left out.
    Optional<T> given() {
        return Optional.ofNullable(read());
    }

    private @Nullable T read() {
        return spec.getValue();
    }
}
