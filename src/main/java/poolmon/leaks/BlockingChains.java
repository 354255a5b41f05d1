package poolmon.leaks;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedSession;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows sessions that wait for a lock to the one at the root, the only one worth ending.
public final class BlockingChains implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    Map<Integer, Session> byPid = byPid(reading.sessions());
                    Map<Integer, List<Integer>> blocking = blocking(reading.sessions());
                    for (int root : roots(blocking, byPid)) {
                        Set<Integer> waiting = waitingFor(root, blocking);
                        Severity severity = worst(target.sessions(), waiting);
                        if (severity != Severity.INFO) {
                            target.finding(
                                    finding(observation.target(), root, waiting, byPid, severity));
                        }
                    }
                });
    }

    /// For each pid that others wait for directly, the pids that do, in the order of the sessions.
    static Map<Integer, List<Integer>> blocking(List<Session> sessions) {
        Map<Integer, List<Integer>> blocking = new LinkedHashMap<>();
        for (Session session : sessions) {
            // parallel workers make pg_blocking_pids name the same pid more than once
            for (int blocker : new LinkedHashSet<>(session.blockedBy())) {
                blocking.computeIfAbsent(blocker, pid -> new ArrayList<>()).add(session.pid());
            }
        }
        return blocking;
    }

    private static Map<Integer, Session> byPid(List<Session> sessions) {
        Map<Integer, Session> byPid = new LinkedHashMap<>();
        for (Session session : sessions) {
            byPid.put(session.pid(), session);
        }
        return byPid;
    }

    /// Those that block others and wait for nobody. A ring of sessions that wait for each other has
    /// none; the server's own deadlock check ends it within a second.
    private static List<Integer> roots(
            Map<Integer, List<Integer>> blocking, Map<Integer, Session> byPid) {
        return blocking.keySet().stream()
                .filter(
                        pid -> {
                            Session session = byPid.get(pid);
                            return session == null || session.blockedBy().isEmpty();
                        })
                .toList();
    }

    /// Everybody who waits for the root, directly or behind others.
    private static Set<Integer> waitingFor(int root, Map<Integer, List<Integer>> blocking) {
        Set<Integer> waiting = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>(blocking.getOrDefault(root, List.of()));
        while (!open.isEmpty()) {
            int pid = open.remove();
            if (pid != root && waiting.add(pid)) {
                open.addAll(blocking.getOrDefault(pid, List.of()));
            }
        }
        return waiting;
    }

    private static Severity worst(List<JudgedSession> judged, Set<Integer> pids) {
        return judged.stream()
                .filter(s -> pids.contains(s.session().pid()))
                .map(JudgedSession::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFO);
    }

    private static Finding finding(
            Target target,
            int root,
            Set<Integer> waiting,
            Map<Integer, Session> byPid,
            Severity severity) {
        Duration longest =
                waiting.stream()
                        .map(byPid::get)
                        .flatMap(
                                s ->
                                        s == null
                                                ? Optional.<Duration>empty().stream()
                                                : s.queryAge().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        Session session = byPid.get(root);
        List<String> evidence = new ArrayList<>();
        String who;
        if (root == 0) {
            who = "a prepared transaction";
            evidence.add("see pg_prepared_xacts: no session stands behind it any more");
        } else if (session == null) {
            who = "process " + root + ", which is no client session,";
        } else {
            who = "session " + root + " (" + SessionGroups.whose(session) + ")";
            evidence.add(doing(session));
        }
        evidence.add("waiting: " + pids(waiting));
        Finding finding =
                Finding.of(
                        FindingCode.LOCK_CHAIN,
                        severity,
                        target,
                        who
                                + " blocks "
                                + Figures.count(waiting.size(), "session")
                                + ", the longest for "
                                + Figures.age(longest),
                        evidence);
        return session == null ? finding : finding.withRemedy(remedy(root));
    }

    private static List<String> remedy(int root) {
        return List.of(
                "Now: end the session at the root: SELECT pg_terminate_backend(" + root + ");",
                "For good: keep transactions short and set lock_timeout.");
    }

    private static String doing(Session session) {
        String state = session.state().map(Session.State::text).orElse("in a hidden state");
        String since = session.inState().map(age -> " since " + Figures.age(age)).orElse("");
        return "pid "
                + session.pid()
                + " is "
                + state
                + since
                + ", statement: "
                + SessionGroups.excerpt(session.query());
    }

    private static String pids(Set<Integer> pids) {
        List<String> shown = pids.stream().limit(10).map(pid -> "pid " + pid).toList();
        int more = pids.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
