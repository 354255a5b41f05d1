package poolmon.cli;

import picocli.CommandLine.TypeConversionException;

/// Reads a percentage between 0 and 100, with or without its sign: `80`, `92.5%`.
final class Percent {
    private Percent() {}

    /// @throws TypeConversionException with a sentence that says what to write
    static Double read(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            double percent = Double.parseDouble(number.strip());
            if (percent >= 0 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException(
                "'" + text + "' is no percentage; write a number from 0 to 100, for example 80");
    }
}
