package poolmon.leaks;

import poolmon.model.Figures;
import poolmon.model.ServerText;
import poolmon.model.Session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// Who waits for one session, directly or behind others. Who waits for several stands where the way
/// to the root is shortest.
///
/// @param session the root; absent where it is no client session
/// @param depth everybody who waits, from top to bottom, with how many are between and the root, 1
///     for none
record BlockingTree(
        int root,
        Optional<Session> session,
        Map<Integer, Integer> depth,
        Map<Integer, Session> byPid) {
    private static final int SHOWN = 12;

    /// @param blocking for each pid those that wait for it directly
    static BlockingTree of(
            int root, Map<Integer, List<Integer>> blocking, Map<Integer, Session> byPid) {
        Map<Integer, Integer> nearest = new LinkedHashMap<>();
        Map<Integer, List<Integer>> children = new LinkedHashMap<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            int pid = open.remove();
            for (int waiting : blocking.getOrDefault(pid, List.of())) {
                if (waiting != root && !nearest.containsKey(waiting)) {
                    nearest.put(waiting, nearest.getOrDefault(pid, 0) + 1);
                    children.computeIfAbsent(pid, any -> new ArrayList<>()).add(waiting);
                    open.add(waiting);
                }
            }
        }
        return new BlockingTree(
                root,
                Optional.ofNullable(byPid.get(root)),
                ordered(root, children, nearest),
                byPid);
    }

    /// By a stack and not by recursion: a chain may be as long as the server has sessions.
    private static Map<Integer, Integer> ordered(
            int root, Map<Integer, List<Integer>> children, Map<Integer, Integer> depths) {
        Map<Integer, Integer> ordered = new LinkedHashMap<>();
        Deque<Integer> open = new ArrayDeque<>(children.getOrDefault(root, List.of()));
        while (!open.isEmpty()) {
            int pid = open.pop();
            ordered.put(pid, depths.getOrDefault(pid, 1));
            children.getOrDefault(pid, List.of()).reversed().forEach(open::push);
        }
        return ordered;
    }

    Set<Integer> waiting() {
        return depth.keySet();
    }

    /// How long the one has waited that has waited for longest.
    Duration longest() {
        Duration longest = Duration.ZERO;
        for (int pid : waiting()) {
            Duration age = waits(pid).orElse(Duration.ZERO);
            longest = age.compareTo(longest) > 0 ? age : longest;
        }
        return longest;
    }

    private Optional<Duration> waits(int pid) {
        return Optional.ofNullable(byPid.get(pid)).flatMap(Session::queryAge);
    }

    /// A line for each that waits, indented as far as it is from the root.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Integer, Integer> each : depth.entrySet()) {
            if (lines.size() == SHOWN) {
                lines.add("and " + (depth.size() - SHOWN) + " more");
                break;
            }
            lines.add(line(each.getKey(), each.getValue()));
        }
        return lines;
    }

    private String line(int pid, int deep) {
        String lead = "└" + "─".repeat(Math.min(2 * deep - 1, 11)) + " pid " + pid;
        Session session = byPid.get(pid);
        if (session == null) {
            return lead;
        }
        return lead
                + " waits"
                + waits(pid).map(age -> " since " + Figures.age(age)).orElse("")
                + session.waitEvent().map(event -> " (" + lock(event) + ")").orElse("")
                + ", statement: "
                + SessionGroups.excerpt(session.query());
    }

    /// Whom somebody waits for, in a sentence.
    static String named(List<Integer> pids) {
        StringJoiner names = new StringJoiner(", ");
        for (int pid : pids) {
            names.add(pid == 0 ? "a prepared transaction" : "pid " + pid);
        }
        return names.toString();
    }

    private static String lock(ServerText event) {
        return "lock: " + event.shown();
    }
}
