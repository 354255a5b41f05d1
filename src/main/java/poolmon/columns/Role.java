package poolmon.columns;

import poolmon.model.Severity;
import poolmon.model.Status;

/// What a piece of text stands for. How that looks is up to whoever paints it.
public enum Role {
    PLAIN,
    HEADING,
    DIM,
    HEALTHY,
    DEGRADED,
    CRITICAL,
    ERROR;

    /// The role of a text that tells a status.
    public static Role of(Status status) {
        return switch (status) {
            case HEALTHY -> HEALTHY;
            case DEGRADED -> DEGRADED;
            case CRITICAL -> CRITICAL;
            case ERROR -> ERROR;
            case UNKNOWN -> DIM;
        };
    }

    /// The role of a text that tells a severity. What is merely worth knowing stays plain: green
    /// would call it good.
    public static Role of(Severity severity) {
        return switch (severity) {
            case INFO -> PLAIN;
            case DEGRADED -> DEGRADED;
            case CRITICAL -> CRITICAL;
            case ERROR -> ERROR;
        };
    }
}
