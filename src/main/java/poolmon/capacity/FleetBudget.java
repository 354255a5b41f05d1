package poolmon.capacity;

import poolmon.model.Status;
import poolmon.model.Thresholds;

/// The most connections that a fleet opens: replicas × workers × pool, where each worker process
/// has a pool of its own, and a pool opens `pool_size + max_overflow` (SQLAlchemy) or its maximum
/// (HikariCP and others).
///
/// While a rolling deploy lasts, replicas of the old and of the new version stand side by side;
/// Kubernetes starts up to `maxSurge` more, 25 % rounded up unless told otherwise
/// (Kubernetes documentation, "Deployments", "Max Surge").
///
/// @param replicas instances of the service, 1 or more
/// @param workers processes of each, 1 or more
/// @param pool the most connections of one process
/// @param surge how many replicas more there are during a deploy
public record FleetBudget(long replicas, long workers, long pool, long surge) {

    /// Processes that have a pool, outside deploys.
    public long processes() {
        return replicas * workers;
    }

    /// The most connections outside deploys.
    public long steady() {
        return processes() * pool;
    }

    /// What a deploy adds.
    public long surging() {
        return surge * workers * pool;
    }

    /// The most connections at any time.
    public long most() {
        return steady() + surging();
    }

    /// The largest pool of one process with which the fleet stays within so many connections; 0
    /// where there is none.
    public long largestPool(long connections) {
        return Math.max(0, connections) / ((replicas + surge) * workers);
    }

    /// What is to be held of a plan that asks for so many of so many: critical where it does not
    /// fit, degraded where what it leaves is less than the warning threshold wants. This is the
    /// worst case and no state of things, so that the critical threshold does not matter.
    public static Status judge(long demand, long limit, Thresholds thresholds) {
        if (demand > limit) {
            return Status.CRITICAL;
        }
        return demand > 0 && 100.0 * demand / limit >= thresholds.warning()
                ? Status.DEGRADED
                : Status.HEALTHY;
    }
}
