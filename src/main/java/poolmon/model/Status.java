package poolmon.model;

import java.util.Collection;
import java.util.Locale;

/// How well a pool, a server or a whole report stands.
///
/// The order of badness is critical, error, degraded, healthy: a pool that is known to be full is
/// more urgent than one that could not be looked at. `UNKNOWN` means that the service itself says
/// that it has no such pool; it takes no part in the comparison.
public enum Status {
    HEALTHY(0, 0),
    DEGRADED(1, 1),
    CRITICAL(2, 3),
    ERROR(3, 2),
    UNKNOWN(3, -1);

    private final int exitCode;
    private final int badness;

    Status(int exitCode, int badness) {
        this.exitCode = exitCode;
        this.badness = badness;
    }

    /// The word that stands in every output, for example `degraded`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The exit code that tells this status to a script: 0, 1, 2 or 3.
    public int exitCode() {
        return exitCode;
    }

    /// The worst of the given ones. With nothing to judge, or nothing but `UNKNOWN`, it is `ERROR`:
    /// not to know is never shown as healthy.
    public static Status worst(Collection<Status> all) {
        return all.stream()
                .filter(status -> status != UNKNOWN)
                .max((a, b) -> Integer.compare(a.badness, b.badness))
                .orElse(ERROR);
    }

    /// Whether this is worse than the other. Nothing is better than `UNKNOWN`, which tells nothing.
    public boolean worseThan(Status other) {
        return badness > other.badness;
    }

    /// Whether this is the other, or worse.
    public boolean atLeast(Status other) {
        return this == other || worseThan(other);
    }
}
