package poolmon.model;

import java.util.Locale;

/// How much a finding or a session's verdict matters.
public enum Severity {
    /// Worth knowing; changes no exit code.
    INFO,
    DEGRADED,
    CRITICAL,
    /// Something could not be told, and what was asked rests on it.
    ERROR;

    /// The word that stands in every output, for example `critical`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What this severity makes of a target.
    public Status status() {
        return switch (this) {
            case INFO -> Status.HEALTHY;
            case DEGRADED -> Status.DEGRADED;
            case CRITICAL -> Status.CRITICAL;
            case ERROR -> Status.ERROR;
        };
    }

    /// The severity of something whose status is known.
    public static Severity of(Status status) {
        return switch (status) {
            case HEALTHY, UNKNOWN -> INFO;
            case DEGRADED -> DEGRADED;
            case CRITICAL -> CRITICAL;
            case ERROR -> ERROR;
        };
    }
}
