package poolmon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One session of a PostgreSQL server, by the names of `pg_stat_activity`. All ages are against the
/// server's clock at the moment of the look. What the server keeps from us is absent.
///
/// @param state absent where the server hides it from us
/// @param inState for how long it has been in this state: now − `state_change`
/// @param transactionAge now − `xact_start`; absent outside a transaction
/// @param queryAge now − `query_start`: the age of the statement only while `active`
/// @param query the statement that runs, or the last one where none runs
/// @param blockedBy pids of the sessions that it waits for; 0 stands for a prepared transaction
public record Session(
        int pid,
        Optional<ServerText> user,
        Optional<ServerText> database,
        ServerText applicationName,
        Optional<ServerText> clientAddress,
        Optional<State> state,
        Optional<ServerText> waitEventType,
        Optional<ServerText> waitEvent,
        Optional<Instant> backendStart,
        Optional<Instant> transactionStart,
        Optional<Instant> stateChange,
        Optional<Duration> inState,
        Optional<Duration> transactionAge,
        Optional<Duration> queryAge,
        ServerText query,
        List<Integer> blockedBy) {

    public Session {
        blockedBy = List.copyOf(blockedBy);
    }

    /// True where the server keeps the state of the session from us.
    public boolean isHidden() {
        return state.isEmpty();
    }

    /// True for a session that runs a statement.
    public boolean isActive() {
        return state.filter(s -> s == State.ACTIVE || s == State.FASTPATH).isPresent();
    }

    /// True for a session that holds a transaction open without running a statement.
    public boolean isIdleInTransaction() {
        return state.filter(s -> s == State.IDLE_IN_TRANSACTION || s == State.ABORTED).isPresent();
    }

    /// The states of `pg_stat_activity.state`, each with the server's own text.
    public enum State {
        ACTIVE("active"),
        IDLE("idle"),
        IDLE_IN_TRANSACTION("idle in transaction"),
        ABORTED("idle in transaction (aborted)"),
        FASTPATH("fastpath function call"),
        DISABLED("disabled"),
        /// Since PostgreSQL 18: authenticating or setting up.
        STARTING("starting"),
        /// Not a state of a session: a transaction that was prepared for a commit in two phases and
        /// has no session any more.
        PREPARED("prepared"),
        /// A state that a newer server may have.
        OTHER("other");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /// The server's own text for it.
        public String text() {
            return text;
        }

        /// The state that the server calls so.
        public static State of(String text) {
            for (State state : values()) {
                if (state.text.equals(text)) {
                    return state;
                }
            }
            return OTHER;
        }
    }
}
