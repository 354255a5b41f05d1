package poolmon.model;

import java.util.Locale;

/// From which status on a report fails, that is, exits with another code than 0.
///
/// The order is that of the exit codes: `CRITICAL` lets degraded pass, `ERROR` lets degraded and
/// critical pass and fails only where nothing could be told, `NEVER` lets everything pass.
public enum FailOn {
    DEGRADED(1),
    CRITICAL(2),
    ERROR(3),
    NEVER(Integer.MAX_VALUE);

    private final int lowestFailingCode;

    FailOn(int lowestFailingCode) {
        this.lowestFailingCode = lowestFailingCode;
    }

    /// The word a user types, for example `degraded`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The word, which is also what the help and completions show.
    @Override
    public String toString() {
        return word();
    }

    /// The exit code of a report of the given status.
    public int exitCode(Status status) {
        return status.exitCode() >= lowestFailingCode ? status.exitCode() : 0;
    }
}
