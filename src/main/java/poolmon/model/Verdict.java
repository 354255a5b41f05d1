package poolmon.model;

import java.util.Locale;

/// What is held of a session; the words are part of the JSON contract.
public enum Verdict {
    /// Idle in a transaction for too long: somebody took a connection and forgot it.
    LEAK_SUSPECT,
    /// Idle in a transaction that has failed and waits for its rollback.
    ABORTED_TRANSACTION,
    LONG_TRANSACTION,
    LONG_QUERY,
    /// Waits for a lock that another session holds.
    BLOCKED,
    /// Idle for long while the server is short of slots.
    STALE_IDLE,
    /// The server hides its state from us.
    HIDDEN,
    OK;

    /// The word that stands in every output, for example `leak-suspect`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
