package poolmon.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A target of the config file by its name: places to look at, how to get there, and what is too
/// much there.
///
/// @param name what a user types
/// @param values the settings as texts: one each, and of places as many as there are
/// @param secrets where secrets are to be had
/// @param pools the settings of pools of their own, by the name of the pool
/// @param fleet who opens connections to the server, and what these have to fit into
public record ConfigTarget(
        String name,
        Map<Settings, List<String>> values,
        Map<Settings, SecretReference> secrets,
        Map<String, Map<Settings, String>> pools,
        Map<Settings, List<String>> fleet) {

    public ConfigTarget {
        values = Map.copyOf(values);
        secrets = Map.copyOf(secrets);
        pools = Map.copyOf(pools);
        fleet = Map.copyOf(fleet);
    }

    /// The first value of each setting.
    public Map<Settings, String> single() {
        Map<Settings, String> single = new HashMap<>();
        values.forEach((setting, texts) -> single.put(setting, texts.getFirst()));
        return single;
    }

    /// All values of a setting; none where it is not given.
    public List<String> all(Settings setting) {
        return values.getOrDefault(setting, List.of());
    }

    /// The value of a setting that has one.
    public Optional<String> value(Settings setting) {
        return all(setting).stream().findFirst();
    }

    /// The value of a setting that is a path.
    public Optional<Path> path(Settings setting) {
        return value(setting).map(Path::of);
    }

    /// Whether a setting is given and true.
    public boolean is(Settings setting) {
        return value(setting).filter("true"::equals).isPresent();
    }

    /// How a secret is called in messages, for example `dsn_password of target "orders"`.
    public String whose(Settings setting) {
        return setting.key() + " of target \"" + name + "\"";
    }
}
