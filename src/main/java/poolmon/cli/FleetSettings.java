package poolmon.cli;

import poolmon.config.Settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the config file says of a fleet; an option decides before it.
///
/// @param told the settings of `[targets.NAME.fleet]`, which are checked
record FleetSettings(Map<Settings, List<String>> told) {

    FleetSettings {
        told = Map.copyOf(told);
    }

    /// A whole number, and what it is called where it comes from.
    record Count(Optional<Long> number, String name) {}

    /// The value of the option, else what the file says.
    <T> Optional<T> value(Option<T> option, Settings setting, Function<String, T> reader) {
        return option.given()
                .or(() -> told.getOrDefault(setting, List.of()).stream().findFirst().map(reader));
    }

    Count whole(Option<Long> option, Settings setting) {
        return new Count(
                value(option, setting, Whole::read),
                option.given().isPresent() ? setting.flag() : setting.key() + " of the fleet");
    }

    /// The texts of an option that may be given several times, else those of the file.
    List<String> texts(Option<List<String>> option, Settings setting) {
        return option.value().isEmpty() ? told.getOrDefault(setting, List.of()) : option.value();
    }

    /// The same without the load: it is observed.
    FleetSettings withoutLoad() {
        Map<Settings, List<String>> rest = new HashMap<>(told);
        rest.remove(Settings.RATE);
        rest.remove(Settings.HOLD);
        return new FleetSettings(rest);
    }
}
