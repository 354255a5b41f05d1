package poolmon.leaks;

import poolmon.model.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The sessions of a service that run a statement, as far as that does not get on.
///
/// @param waiting those that wait for a lock, the longest first
/// @param slow those whose statement runs for long, the longest first
record AtWork(List<Session> waiting, List<Session> slow) {

    /// @param limit from when on a statement runs for long
    static AtWork of(List<Session> sessions, Duration limit) {
        List<Session> waiting = new ArrayList<>();
        List<Session> slow = new ArrayList<>();
        for (Session session : sessions) {
            if (!session.isActive()) {
                continue;
            }
            if (!session.blockedBy().isEmpty()) {
                waiting.add(session);
            } else if (age(session).compareTo(limit) >= 0) {
                slow.add(session);
            }
        }
        waiting.sort(AtWork::longestFirst);
        slow.sort(AtWork::longestFirst);
        return new AtWork(List.copyOf(waiting), List.copyOf(slow));
    }

    static Duration age(Session session) {
        return session.queryAge().orElse(Duration.ZERO);
    }

    private static int longestFirst(Session a, Session b) {
        int longer = age(b).compareTo(age(a));
        return longer != 0 ? longer : Integer.compare(a.pid(), b.pid());
    }
}
