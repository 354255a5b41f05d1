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
import poolmon.model.Selection;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Puts the sessions into the order that the user asked for and leaves out what is beyond the
/// limit. Stands after the rules that count sessions: what is not listed has been judged all the
/// same. Says so where the user's choice selects nothing, which would else read as good news.
public final class SessionListing implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        Selection selection = criteria.selection();
        look.each(
                ServerReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    List<JudgedSession> sessions = new ArrayList<>(target.sessions());
                    sort(sessions, selection.order());
                    if (!selection.isWhole()
                            && reading.sessions().stream().noneMatch(selection::has)) {
                        target.finding(nothing(observation.target(), reading));
                    }
                    int most = selection.limit().orElse(sessions.size());
                    target.listed(sessions.subList(0, Math.min(most, sessions.size())));
                });
    }

    private static Finding nothing(Target target, ServerReading reading) {
        return Finding.of(
                FindingCode.NOTHING_SELECTED,
                Severity.INFO,
                target,
                "of "
                        + Figures.count(reading.sessions().size(), "session")
                        + " none is what --app, --user, --database, --client, --state,"
                        + " --min-duration and --query select",
                List.of());
    }

    /// The order by verdict is the one that they come in.
    private static void sort(List<JudgedSession> sessions, Selection.Order order) {
        switch (order) {
            case VERDICT -> {}
            case DURATION -> sessions.sort((a, b) -> inState(b).compareTo(inState(a)));
            case TRANSACTION ->
                    sessions.sort((a, b) -> inTransaction(b).compareTo(inTransaction(a)));
            case CONNECTION -> sessions.sort((a, b) -> connected(a).compareTo(connected(b)));
            case PID -> sessions.sort((a, b) -> Integer.compare(pid(a), pid(b)));
        }
    }

    private static Duration inState(JudgedSession judged) {
        return judged.session().inState().orElse(Duration.ZERO);
    }

    private static Duration inTransaction(JudgedSession judged) {
        return judged.session().transactionAge().orElse(Duration.ZERO);
    }

    private static Instant connected(JudgedSession judged) {
        return judged.session().backendStart().orElse(Instant.MAX);
    }

    private static int pid(JudgedSession judged) {
        Session session = judged.session();
        return session.pid();
    }
}
