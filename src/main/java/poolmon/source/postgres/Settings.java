package poolmon.source.postgres;

import poolmon.model.Safeguards.Setting;
import poolmon.model.ServerText;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings as PostgreSQL writes them: a name, `=` and a value on each line. Times have a unit
/// (`5min`), or are in milliseconds, but those about TCP are in seconds (PostgreSQL documentation,
/// "Parameter Names and Values").
final class Settings {
    private Settings() {}

    static Map<String, String> of(ServerText lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : lines.raw().split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                settings.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return settings;
    }

    /// A whole number; 0 where a version does not know the setting.
    static long count(Map<String, String> settings, String name) {
        try {
            return Long.parseLong(settings.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static List<Setting> asTheServerHasThem(Map<String, String> settings) {
        List<Setting> all = new ArrayList<>();
        settings.forEach(
                (name, value) ->
                        all.add(
                                new Setting(
                                        Optional.empty(),
                                        Optional.empty(),
                                        name,
                                        duration(name, value))));
        return all;
    }

    /// The time that a setting sets; absent where it sets none that can be read.
    static Optional<Duration> duration(String name, String value) {
        int digits = 0;
        while (digits < value.length() && Character.digit(value.charAt(digits), 10) >= 0) {
            digits++;
        }
        if (digits == 0 || digits > 15) {
            return Optional.empty();
        }
        long number = Long.parseLong(value, 0, digits, 10);
        return switch (value.substring(digits).strip()) {
            case "" ->
                    Optional.of(
                            name.startsWith("tcp_")
                                    ? Duration.ofSeconds(number)
                                    : Duration.ofMillis(number));
            case "us" -> Optional.of(Duration.ofNanos(number * 1000));
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "min" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
    }
}
