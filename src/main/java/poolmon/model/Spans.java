package poolmon.model;

import java.time.Duration;

/// Multiples and parts of durations, without `Duration`'s own, which reckon in `BigDecimal`: see
/// [Decimal].
public final class Spans {
    private static final long SECOND = 1_000_000_000;

    private Spans() {}

    /// So many times the duration.
    ///
    /// @throws ArithmeticException beyond the longest one there is
    public static Duration times(Duration span, long factor) {
        return Duration.ofSeconds(
                Math.multiplyExact(span.getSeconds(), factor),
                Math.multiplyExact(span.getNano(), factor));
    }

    /// The so manieth part of the duration, rounded down.
    ///
    /// @param span not negative
    /// @param divisor above 0, at most nine milliards
    public static Duration part(Duration span, long divisor) {
        long rest = span.getSeconds() % divisor * SECOND + span.getNano();
        return Duration.ofSeconds(span.getSeconds() / divisor, rest / divisor);
    }
}
