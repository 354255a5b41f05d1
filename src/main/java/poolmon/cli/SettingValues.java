package poolmon.cli;

import picocli.CommandLine.TypeConversionException;

import poolmon.config.Settings;
import poolmon.model.FailOn;
import poolmon.output.Format;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads what stands in the config file or in a variable as the options of the command line are
/// read.
final class SettingValues {
    private SettingValues() {}

    /// @throws IllegalArgumentException with what is wrong with the text
    static void check(Settings setting, String text) {
        try {
            switch (setting) {
                case OUTPUT -> word(Format.values(), text);
                case COLOR -> word(LookOptions.When.values(), text);
                case FAIL_ON -> word(FailOn.values(), text);
                case TIMEOUT -> timeout(text);
                case WARNING, CRITICAL -> Percent.read(text);
                case RATE -> Rates.read(text);
                case HOLD -> longerThanNothing(text, "it must be longer than nothing");
                case WAIT_TARGET -> Durations.read(text);
                case SURGE -> Surge.read(text);
                case MAX_OVERFLOW -> Whole.read(text);
                case REPLICAS, WORKERS, PGBOUNCER, DEFAULT_POOL_SIZE ->
                        Whole.within(text, 1, SizeOptions.MOST);
                case BUFFER,
                        POOL_SIZE,
                        OTHER_CONNECTIONS,
                        SLOTS,
                        ROLE_LIMIT,
                        DATABASE_LIMIT,
                        MAX_CLIENT_CONN ->
                        Whole.within(text, 0, SizeOptions.MOST);
                default -> {}
            }
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// A time that is longer than nothing.
    ///
    /// @throws IllegalArgumentException where it is not
    static Duration timeout(String text) {
        return longerThanNothing(text, "The timeout must be longer than nothing.");
    }

    private static Duration longerThanNothing(String text, String otherwise) {
        Duration time = Durations.read(text);
        if (time.isZero()) {
            throw new IllegalArgumentException(otherwise);
        }
        return time;
    }

    /// The word that is meant, in either case of letters.
    ///
    /// @throws IllegalArgumentException where it is none of them
    static <T extends Enum<T>> T word(T[] words, String text) {
        List<String> known = new ArrayList<>();
        for (T each : words) {
            if (each.name().equalsIgnoreCase(text)) {
                return each;
            }
            known.add(each.toString());
        }
        throw new IllegalArgumentException("it is one of " + String.join(", ", known));
    }
}
