package poolmon.cli;

import poolmon.config.ConfigTarget;
import poolmon.config.Settings;
import poolmon.model.Limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What is too much for a target of the config file and for each of its pools: as the options say,
/// else as the nearest part of the file says.
///
/// @param maxOverflow what the options say
record NamedLimits(LookOptions look, OptionalLong maxOverflow) {

    /// @throws IllegalArgumentException with a sentence for the user
    Limits of(ConfigTarget entry) {
        Map<Settings, String> whole = entry.single();
        Map<String, Limits> pools = new HashMap<>();
        entry.pools().forEach((pool, own) -> pools.put(pool, of(List.of(own, whole), Map.of())));
        return of(List.of(whole), pools);
    }

    Limits of(List<Map<Settings, String>> layers, Map<String, Limits> pools) {
        return new Limits(look.thresholds(layers), look.maxOverflow(maxOverflow, layers), pools);
    }
}
