package poolmon.cli;

import picocli.CommandLine.TypeConversionException;

/// Reads rates as people write them: `300/s`, `18000/m`, `2/h`; `300` is by the second.
final class Rates {
    private Rates() {}

    /// The rate by the second.
    ///
    /// @throws TypeConversionException with a sentence that says what to write
    static Double read(String text) {
        int slash = text.indexOf('/');
        String number = slash < 0 ? text : text.substring(0, slash);
        double seconds =
                switch (slash < 0 ? "s" : text.substring(slash + 1)) {
                    case "s" -> 1;
                    case "m", "min" -> 60;
                    case "h" -> 3600;
                    default -> throw wrong(text);
                };
        try {
            double rate = Double.parseDouble(number) / seconds;
            if (rate > 0 && rate < 1e9) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'" + text + "' is no rate; write for example 300/s or 18000/m");
    }
}
