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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows sessions that wait for a lock to the one at the root, the only one worth ending.
public final class BlockingChains implements Rule {
    /// What `pg_blocking_pids` says of a prepared transaction.
    private static final int PREPARED = 0;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    Map<Integer, Session> byPid = byPid(reading.sessions());
                    Map<Integer, List<Integer>> blocking = blocking(reading.sessions());
                    for (int root : roots(blocking, byPid)) {
                        BlockingTree tree = BlockingTree.of(root, blocking, byPid);
                        Severity severity = worst(target.sessions(), tree.waiting());
                        if (severity != Severity.INFO) {
                            target.finding(finding(observation.target(), tree, reading, severity));
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

    private static Severity worst(List<JudgedSession> judged, Set<Integer> pids) {
        return judged.stream()
                .filter(s -> pids.contains(s.session().pid()))
                .map(JudgedSession::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFO);
    }

    private static Finding finding(
            Target target, BlockingTree tree, ServerReading reading, Severity severity) {
        List<String> evidence = new ArrayList<>();
        String who;
        Optional<Session> root = tree.session();
        if (root.isPresent()) {
            who = "session " + tree.root() + " (" + SessionGroups.whose(root.get()) + ")";
            evidence.add(doing(root.get()));
        } else if (tree.root() == PREPARED) {
            who = "a prepared transaction";
            for (Session prepared : reading.prepared()) {
                evidence.add(
                        prepared.query().shown()
                                + prepared.inState()
                                        .map(age -> ", " + Figures.age(age) + " ago")
                                        .orElse(""));
            }
        } else {
            who = "process " + tree.root() + ", which is no client session,";
        }
        evidence.addAll(tree.lines());
        Finding finding =
                Finding.of(
                        FindingCode.LOCK_CHAIN,
                        severity,
                        target,
                        who
                                + " blocks "
                                + Figures.count(tree.waiting().size(), "session")
                                + ", the longest for "
                                + Figures.age(tree.longest()),
                        evidence);
        if (tree.root() == PREPARED) {
            return finding.withRemedy(
                    List.of(
                            "Now: in its database: COMMIT PREPARED or ROLLBACK PREPARED, whichever"
                                    + " its coordinator decided.",
                            "For good: set max_prepared_transactions = 0 where nobody needs"
                                    + " them."));
        }
        return root.isEmpty() ? finding : finding.withRemedy(remedy(tree.root()));
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
                + waitsFor(session)
                + ", statement: "
                + SessionGroups.excerpt(session.query());
    }

    /// What the root itself waits for. It is no lock, or it would not be the root; as a rule its
    /// client has forgotten it.
    private static String waitsFor(Session session) {
        if (session.waitEvent().filter(event -> event.raw().equals("ClientRead")).isPresent()) {
            return " and waits for its client";
        }
        return session.waitEventType()
                .map(
                        type ->
                                " and waits for "
                                        + type.shown()
                                        + session.waitEvent()
                                                .map(event -> ":" + event.shown())
                                                .orElse(""))
                .orElse("");
    }
}
