package poolmon.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The environment that poolmon was started in, as a value: tests bring their own.
///
/// @param variables the environment variables
/// @param home the user's home directory, where there is one
public record Environment(Map<String, String> variables, Optional<Path> home) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /// The value of a variable. An empty one counts as not set, as in libpq.
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
