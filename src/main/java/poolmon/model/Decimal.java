package poolmon.model;

import java.math.RoundingMode;

/// A decimal number: `unscaled` × 10^-`scale`.
///
/// It stands in for `java.math.BigDecimal`, which on its first use raises five to the power of
/// 65,536: 14 ms in the interpreter, a tenth of a whole look. A `double` has at most 17 digits,
/// which a `long` can hold.
///
/// @param unscaled the digits with their sign, at most 18 of them
/// @param scale how many of them are decimals; negative: so many zeros follow them
public record Decimal(long unscaled, int scale) {
    private static final int MOST_DIGITS = 18;

    /// The number that a `double` is printed as.
    ///
    /// @param value finite
    public static Decimal of(double value) {
        String text = Double.toString(value);
        int e = text.indexOf('E');
        int end = e < 0 ? text.length() : e;
        int point = text.indexOf('.');
        long unscaled =
                Long.parseLong(text.substring(0, point).concat(text.substring(point + 1, end)));
        int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
        return new Decimal(unscaled, end - point - 1 - exponent);
    }

    /// The nearest number with at most so many decimals, as the mode has it.
    ///
    /// @param mode one of `FLOOR`, `CEILING` and `HALF_UP`
    public Decimal rounded(int decimals, RoundingMode mode) {
        int dropped = scale - decimals;
        if (dropped <= 0) {
            return this;
        }
        long power = powerOfTen(Math.min(dropped, MOST_DIGITS));
        // where more is dropped than there are digits, a hundredth part of one is as good as less
        long digits = dropped > MOST_DIGITS ? Long.signum(unscaled) : unscaled;
        long quotient =
                switch (mode) {
                    case FLOOR -> Math.floorDiv(digits, power);
                    case CEILING -> Math.ceilDiv(digits, power);
                    case HALF_UP ->
                            Long.signum(digits) * ((Math.abs(digits) * 2 + power) / (2 * power));
                    default -> throw new IllegalArgumentException(mode.toString());
                };
        return new Decimal(quotient, decimals);
    }

    /// Without the decimals at its end that are 0.
    public Decimal stripped() {
        Decimal rest = this;
        while (rest.scale > 0 && rest.unscaled % 10 == 0) {
            rest = new Decimal(rest.unscaled / 10, rest.scale - 1);
        }
        return rest;
    }

    /// All its digits, without any exponent.
    public String plain() {
        return plain(Math.max(scale, 0));
    }

    /// The same with more decimals.
    ///
    /// @param decimals at least as many as it has
    public String plain(int decimals) {
        StringBuilder text = new StringBuilder(Long.toString(Math.abs(unscaled)));
        int zeros = unscaled == 0 ? decimals : decimals - scale;
        text.repeat('0', zeros);
        if (text.length() <= decimals) {
            text.insert(0, "0".repeat(decimals + 1 - text.length()));
        }
        if (decimals > 0) {
            text.insert(text.length() - decimals, '.');
        }
        return unscaled < 0 ? text.insert(0, '-').toString() : text.toString();
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
