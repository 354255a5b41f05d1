package poolmon.cli;

import picocli.CommandLine.TypeConversionException;

/// By how much a rolling deploy goes beyond the number of replicas: `25%` of them, rounded up, or
/// so many, as Kubernetes' `maxSurge`.
///
/// @param percent whether `amount` is in percent
record Surge(double amount, boolean percent) {

    /// @throws TypeConversionException with a sentence that says what to write
    static Surge read(String text) {
        boolean percent = text.endsWith("%");
        try {
            Surge surge =
                    percent
                            ? new Surge(
                                    Double.parseDouble(text.substring(0, text.length() - 1)), true)
                            : new Surge(Whole.read(text), false);
            if (surge.amount >= 0 && surge.amount <= 100_000) {
                return surge;
            }
        } catch (NumberFormatException | TypeConversionException e) {
            // said below
        }
        throw new TypeConversionException(
                "'" + text + "' is no surge; write a percentage or a number of replicas, 25% or 1");
    }

    long of(long replicas) {
        return (long) Math.ceil(percent ? replicas * amount / 100 : amount);
    }
}
