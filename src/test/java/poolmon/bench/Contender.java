package poolmon.bench;

import poolmon.fixture.Tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command line that is measured.
///
/// @param label what the table calls it
/// @param command its path, and its arguments
/// @param variables more of its environment
/// @param exits the exit codes of a run that did what it was to do
record Contender(
        String label, List<String> command, Map<String, String> variables, Set<Integer> exits) {

    /// A look of poolmon, which may find that all is well or not, but has to look.
    static Contender poolmon(String label, String... arguments) {
        List<String> command = new ArrayList<>(List.of(EmptyProgram.LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return new Contender(label, List.copyOf(command), Map.of(), Set.of(0, 1, 2));
    }

    /// What one would run instead, as one types it into a shell; empty where one of its tools is
    /// not installed.
    static Optional<Contender> shell(String label, String line, String... tools) {
        for (String tool : tools) {
            if (new Tool(tool).path().isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Contender(label, List.of("/bin/sh", "-c", line), Map.of(), Set.of(0, 1, 2)));
    }

    /// The same with a variable.
    Contender with(String name, String value) {
        return new Contender(label, command, Map.of(name, value), exits);
    }
}
