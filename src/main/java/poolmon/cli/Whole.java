package poolmon.cli;

import picocli.CommandLine.TypeConversionException;

/// Reads a whole number of 0 or more.
final class Whole {
    private Whole() {}

    /// @throws TypeConversionException with a sentence that says what to write
    static Long read(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is no whole number of 0 or more");
    }

    /// The same within bounds.
    ///
    /// @throws TypeConversionException with a sentence that says what to write
    static Long within(String text, long least, long most) {
        Long number = read(text);
        if (number < least || number > most) {
            throw new TypeConversionException("it is a whole number from " + least + " to " + most);
        }
        return number;
    }
}
