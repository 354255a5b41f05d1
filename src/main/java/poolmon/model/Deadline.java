package poolmon.model;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The instant at which a command gives up. A source asks it for the time left before each step,
/// instead of giving each step a time of its own: ten steps of five seconds are not five seconds.
public final class Deadline {
    private final LongSupplier nanoClock;
    private final long end;

    private Deadline(LongSupplier nanoClock, Duration time) {
        this.nanoClock = nanoClock;
        this.end = nanoClock.getAsLong() + time.toNanos();
    }

    /// The deadline that lies `time` ahead of now.
    public static Deadline in(Duration time) {
        return new Deadline(System::nanoTime, time);
    }

    /// The time left, never negative.
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoClock.getAsLong()));
    }

    /// The time left in whole milliseconds for interfaces where 0 means "for ever": at least 1.
    public int leftMillis() {
        return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
    }

    /// True when there is no time left.
    public boolean isOver() {
        return left().isZero();
    }
}
