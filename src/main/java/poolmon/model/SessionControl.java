package poolmon.model;

import java.util.List;

/// Ends what sessions do, or sessions themselves. The only thing in poolmon that changes anything
/// on a server.
public interface SessionControl {

    /// Ends each of the sessions if it is still the one that was looked at.
    ///
    /// @param guarded true: only where the session has also not gone on since the look
    /// @return what came of each, in their order; never throws for a server's sake
    List<Ending> end(
            Target.Postgres target,
            Act act,
            List<Session> sessions,
            boolean guarded,
            Deadline deadline);

    /// What is done to a session.
    enum Act {
        /// The statement that it runs is broken off; the session stays.
        CANCEL,
        /// The session is ended, and its transaction rolled back.
        TERMINATE
    }
}
