package poolmon.source.postgres;

import java.util.List;

/// What libpq's `target_session_attrs` asks of a server.
public enum SessionKind {
    ANY("a server"),
    PRIMARY("a primary"),
    STANDBY("a standby");

    private final String words;

    SessionKind(String words) {
        this.words = words;
    }

    /// What to look for among the hosts: first the first, and if there is none, the second.
    static List<SessionKind> of(String attributes) {
        return switch (attributes) {
            case "read-write", "primary" -> List.of(PRIMARY);
            case "read-only", "standby" -> List.of(STANDBY);
            case "prefer-standby" -> List.of(STANDBY, ANY);
            default -> List.of(ANY);
        };
    }

    /// Whether a server will do.
    ///
    /// @param standby whether the server is one
    boolean accepts(boolean standby) {
        return this == ANY || standby == (this == STANDBY);
    }

    /// For a sentence, for example `a primary`.
    String words() {
        return words;
    }
}
