package poolmon.rules;

import poolmon.model.ServerText;
import poolmon.model.Status;

import java.util.Locale;
import java.util.Optional;

/// What a service's own word for a status means. The words are those of the services that poolmon
/// comes from (`healthy`, `degraded`, `critical`, `unhealthy`, `error`, `unknown`) and of their
/// usual relatives (`ok`, `up`, `pass`, `warn`, `fail`, `down`).
final class ReportedWord {
    private ReportedWord() {}

    /// The status that a word means; absent for a word that is not known.
    static Optional<Status> status(ServerText word) {
        return Optional.ofNullable(
                switch (word.raw().strip().toLowerCase(Locale.ROOT)) {
                    case "healthy", "ok", "up", "pass", "passing" -> Status.HEALTHY;
                    case "degraded", "warn", "warning" -> Status.DEGRADED;
                    case "critical", "unhealthy", "down", "fail", "failed", "failing" ->
                            Status.CRITICAL;
                    case "error" -> Status.ERROR;
                    case "unknown" -> Status.UNKNOWN;
                    default -> null;
                });
    }
}
