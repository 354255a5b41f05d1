package poolmon.model;

/// How much of something is in use, kept as numbers so that thresholds are compared before any
/// rounding.
///
/// @param used connections or slots in use, 0 or more; may exceed the capacity
/// @param capacity connections or slots that there are, 1 or more
public record Utilization(long used, long capacity) {
    public Utilization {
        if (used < 0 || capacity < 1) {
            throw new IllegalArgumentException(used + " of " + capacity + " is no utilisation");
        }
    }

    /// 100 × used / capacity, not rounded.
    public double percent() {
        return 100.0 * used / capacity;
    }

    /// True when the limit is reached.
    public boolean isFull() {
        return used >= capacity;
    }
}
