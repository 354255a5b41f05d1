package poolmon.model;

/// From which utilisation on a pool is degraded, and beyond which it is critical, in percent.
///
/// @param warning reached: degraded
/// @param critical exceeded: critical
public record Thresholds(double warning, double critical) {
    /// 80 % and 95 %, as the services have them that poolmon comes from.
    public static final Thresholds DEFAULT = new Thresholds(80, 95);

    public Thresholds {
        if (!(warning >= 0 && critical >= warning && critical <= 100)) {
            throw new IllegalArgumentException(
                    "The warning threshold must not be above the critical one, and both must lie"
                            + " between 0 and 100 percent.");
        }
    }

    /// Judges a percentage: 80.0 is degraded, 95.0 is degraded, 95.01 is critical.
    public Status judge(double percent) {
        if (!(percent <= critical)) { // NaN is not healthy
            return Status.CRITICAL;
        }
        return percent >= warning ? Status.DEGRADED : Status.HEALTHY;
    }

    /// Judges a utilisation. A reached limit is critical whatever the thresholds say.
    public Status judge(Utilization utilization) {
        return utilization.isFull() ? Status.CRITICAL : judge(utilization.percent());
    }
}
