package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.Target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Targets that are asked for by a name: `--target NAME=URL`.
final class ServeTargets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final Option<List<String>> named;

    ServeTargets(CommandSpec spec) {
        named =
                new Options(spec)
                        .texts(
                                "NAME=WHERE",
                                "A service or server under a name, for /probe?target=NAME: the URL"
                                        + " of a service, a DSN or a redis:// URL; may be given"
                                        + " several times, for one name, too.",
                                "--target");
    }

    /// Whether there are any.
    boolean areGiven() {
        return !named.value().isEmpty();
    }

    /// The targets by their names, in the order of the command line.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Map<String, List<Target>> targets(WatchTargets how, World world) {
        Map<String, List<Target>> targets = new LinkedHashMap<>();
        for (String each : named.value()) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? "" : each.substring(0, equals);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "--target is NAME=WHERE, for example orders=http://localhost:8000; a name"
                                + " is made of letters, digits, '_', '.' and '-'.");
            }
            targets.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(how.target(each.substring(equals + 1), world));
        }
        return targets;
    }
}
