package poolmon.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the plan of a fleet has to be so that it can be reckoned with.
///
/// @param path where it stands in the file
record FleetCheck(
        Map<Settings, List<String>> fleet, List<String> path, ConfigReader.Findings findings) {

    /// @param keys all that stands there, right or wrong
    void check(Set<String> keys) {
        if (keys.isEmpty()) {
            findings.error(path, "fleet says nothing: give it for example replicas and pool_size");
        }
        needs(Settings.RATE, Settings.HOLD, keys);
        needs(Settings.HOLD, Settings.RATE, keys);
        needs(Settings.DEFAULT_POOL_SIZE, Settings.PGBOUNCER, keys);
        needs(Settings.MAX_CLIENT_CONN, Settings.PGBOUNCER, keys);
        if (fleet.getOrDefault(Settings.POOL_SIZE, List.of()).contains("0")
                && !keys.contains(Settings.MAX_OVERFLOW.key())) {
            error(Settings.POOL_SIZE, "a pool of 0 has no limit; give max_overflow, or a size");
        }
    }

    private void needs(Settings one, Settings other, Set<String> keys) {
        if (keys.contains(one.key()) && !keys.contains(other.key())) {
            error(one, "it needs " + other.key() + ", which is not given");
        }
    }

    private void error(Settings setting, String sentence) {
        findings.error(ConfigReader.below(path, setting.key()), setting.key() + ": " + sentence);
    }
}
