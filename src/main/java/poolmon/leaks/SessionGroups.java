package poolmon.leaks;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedSession;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.SessionGroup;
import poolmon.model.Severity;
import poolmon.model.Verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Folds sessions that come from the same code into one line, and says of each verdict how many
/// sessions it befalls.
public final class SessionGroups implements Rule {

    private static final int EXCERPT = 160;

    /// The verdicts that become findings, each with its code and its words.
    private enum Told {
        LEAKS(Verdict.LEAK_SUSPECT, FindingCode.LEAK_SUSPECTED, "idle in a transaction"),
        ABORTED(
                Verdict.ABORTED_TRANSACTION,
                FindingCode.ABORTED_TRANSACTIONS,
                "idle in a transaction that has failed"),
        TRANSACTIONS(
                Verdict.LONG_TRANSACTION,
                FindingCode.LONG_TRANSACTIONS,
                "in a transaction that is open for long, by now"),
        QUERIES(Verdict.LONG_QUERY, FindingCode.LONG_QUERIES, "running one statement"),
        STALE(
                Verdict.STALE_IDLE,
                FindingCode.STALE_IDLE_SESSIONS,
                "idle while the server is short of slots");

        private final Verdict verdict;
        private final FindingCode code;
        private final String words;

        Told(Verdict verdict, FindingCode code, String words) {
            this.verdict = verdict;
            this.code = code;
            this.words = words;
        }
    }

    private record Key(ServerText application, Optional<ServerText> client, String fingerprint) {
        static Key of(JudgedSession judged) {
            Session session = judged.session();
            return new Key(
                    session.applicationName(),
                    session.clientAddress(),
                    QueryFingerprint.of(session.query().raw()));
        }
    }

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    groups(target.sessions()).forEach(target::group);
                    for (Told told : Told.values()) {
                        finding(observation, target.sessions(), told).ifPresent(target::finding);
                    }
                });
    }

    /// The sessions folded, those with the gravest verdict first and then the largest.
    static List<SessionGroup> groups(List<JudgedSession> sessions) {
        Map<Key, List<JudgedSession>> byKey = new LinkedHashMap<>();
        for (JudgedSession judged : sessions) {
            if (judged.verdict() != Verdict.HIDDEN) {
                byKey.computeIfAbsent(Key.of(judged), key -> new ArrayList<>()).add(judged);
            }
        }
        return byKey.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(SessionGroups::gravestAndLargestFirst)
                .toList();
    }

    /// By hand, since `Comparator.comparing` links serializable lambdas that no AOT cache keeps.
    private static int gravestAndLargestFirst(SessionGroup a, SessionGroup b) {
        return a.severity() == b.severity()
                ? Long.compare(b.count(), a.count())
                : b.severity().compareTo(a.severity());
    }

    private static SessionGroup group(Key key, List<JudgedSession> members) {
        JudgedSession gravest = members.getFirst(); // sessions come worst first
        Duration oldest =
                members.stream()
                        .map(SessionGroups::held)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        return new SessionGroup(
                key.application(),
                key.client(),
                new ServerText(key.fingerprint()),
                members.size(),
                oldest,
                gravest.verdict(),
                gravest.severity());
    }

    /// For how long a session holds its connection in the sense of its verdict.
    private static Duration held(JudgedSession judged) {
        Session session = judged.session();
        Optional<Duration> age =
                judged.verdict() == Verdict.LONG_TRANSACTION
                        ? session.transactionAge()
                        : session.inState();
        return age.orElse(Duration.ZERO);
    }

    private static Optional<Finding> finding(
            Observation observation, List<JudgedSession> sessions, Told told) {
        List<JudgedSession> affected =
                sessions.stream()
                        .filter(s -> s.verdict() == told.verdict && s.severity() != Severity.INFO)
                        .toList();
        if (affected.isEmpty()) {
            return Optional.empty();
        }
        Duration oldest =
                affected.stream()
                        .map(SessionGroups::held)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        String summary =
                Figures.count(affected.size(), "session")
                        + (affected.size() == 1 ? " is " : " are ")
                        + told.words
                        + (affected.size() == 1 ? " for " : ", the oldest for ")
                        + Figures.age(oldest);
        List<String> evidence =
                groups(affected).stream().limit(5).map(SessionGroups::evidence).toList();
        Finding finding =
                Finding.of(
                        told.code,
                        affected.getFirst().severity(),
                        observation.target(),
                        summary,
                        evidence);
        int oldestPid = affected.getFirst().session().pid();
        return Optional.of(
                switch (told) {
                    case LEAKS, ABORTED -> finding.withRemedy(remedy(told, oldestPid));
                    case QUERIES -> finding.withRemedy(cancelled(oldestPid));
                    case TRANSACTIONS, STALE -> finding;
                });
    }

    private static List<String> cancelled(int pid) {
        return List.of(
                "Now: SELECT pg_cancel_backend("
                        + pid
                        + "); ends the statement of the oldest and keeps its session.",
                "For good: look at its plan with EXPLAIN, and set statement_timeout.");
    }

    private static List<String> remedy(Told told, int pid) {
        return List.of(
                "Now: end the oldest: SELECT pg_terminate_backend("
                        + pid
                        + "); its pool gets the connection back.",
                "Soon: set idle_in_transaction_session_timeout for the role.",
                told == Told.ABORTED
                        ? "For good: roll back where the code catches the error."
                        : "For good: commit or roll back in a finally block or context manager at"
                                + " the statement above.");
    }

    private static String evidence(SessionGroup group) {
        return group.count()
                + " × "
                + named(group.applicationName())
                + group.clientAddress().map(address -> " from " + address.shown()).orElse("")
                + ", oldest "
                + Figures.age(group.oldest())
                + ", statement: "
                + excerpt(group.fingerprint());
    }

    /// Application, user and address of a session, as far as known.
    static String whose(Session session) {
        return named(session.applicationName())
                + session.user().map(user -> ", user " + user.shown()).orElse("")
                + session.clientAddress().map(address -> " from " + address.shown()).orElse("");
    }

    /// A session that does nothing, by its pid, with what it did last.
    static String lastSeen(Session session) {
        return "pid "
                + session.pid()
                + session.state().map(state -> ", " + state.text()).orElse("")
                + session.inState().map(age -> " for " + Figures.age(age)).orElse("")
                + ", last statement: "
                + excerpt(session.query());
    }

    private static String named(ServerText application) {
        return application.isBlank() ? "an application without a name" : application.shown();
    }

    /// The beginning of a statement, enough to recognise the code it stands in.
    static String excerpt(ServerText query) {
        String shown = query.shown();
        if (shown.isEmpty()) {
            return "none yet";
        }
        if (shown.length() <= EXCERPT) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
        return shown.substring(0, end) + "…";
    }
}
