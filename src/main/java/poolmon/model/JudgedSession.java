package poolmon.model;

import java.util.List;

/// A session with what is held of it.
///
/// @param blocking pids of the sessions that wait for this one
public record JudgedSession(
        Session session, Verdict verdict, Severity severity, List<Integer> blocking) {
    public JudgedSession {
        blocking = List.copyOf(blocking);
    }
}
