package poolmon.columns;

import poolmon.model.Figures;
import poolmon.model.JudgedSession;
import poolmon.model.Session;

import java.util.List;
import java.util.StringJoiner;

/// The table of PostgreSQL sessions. The verdict already tells most of the state, so that the state
/// is among the first to go on a narrow terminal; who it is and what it did stay longest.
public final class SessionColumns {
    /// The columns from left to right.
    public static final List<Column<JudgedSession>> ALL =
            List.of(
                    Column.number("PID", (JudgedSession s) -> Integer.toString(s.session().pid())),
                    Column.text("VERDICT", (JudgedSession s) -> s.verdict().word())
                            .as(s -> Role.of(s.severity())),
                    Column.text("STATE", (JudgedSession s) -> state(s.session())).dropped(4),
                    Column.number("IN STATE", (JudgedSession s) -> Show.age(s.session().inState())),
                    Column.number(
                                    "TRANSACTION",
                                    (JudgedSession s) -> Show.age(s.session().transactionAge()))
                            .dropped(3),
                    Column.text("USER", (JudgedSession s) -> Show.text(s.session().user()))
                            .between(8, 16)
                            .dropped(5),
                    Column.text(
                                    "APPLICATION",
                                    (JudgedSession s) -> s.session().applicationName().shown())
                            .between(12, 24)
                            .dropped(9),
                    Column.text("DATABASE", (JudgedSession s) -> Show.text(s.session().database()))
                            .between(8, 16)
                            .dropped(1),
                    Column.text(
                                    "CLIENT",
                                    (JudgedSession s) -> Show.text(s.session().clientAddress()))
                            .between(8, 39)
                            .dropped(6),
                    Column.text("WAIT", (JudgedSession s) -> wait(s.session()))
                            .between(8, 24)
                            .dropped(2),
                    Column.text("BLOCKED BY", (JudgedSession s) -> pids(s.session().blockedBy()))
                            .between(10, 16)
                            .dropped(8),
                    Column.number("BLOCKS", SessionColumns::blocks).dropped(7),
                    Column.text("QUERY", (JudgedSession s) -> s.session().query().shown())
                            .between(14, Column.WHOLE));

    private SessionColumns() {}

    /// All that tells a reader in one sentence which session it is and what it does.
    public static String told(Session session) {
        StringJoiner words = new StringJoiner(", ");
        String application = session.applicationName().shown();
        words.add(application.isEmpty() ? "an application without a name" : application);
        session.user().ifPresent(user -> words.add("user " + user.shown()));
        session.clientAddress().ifPresent(client -> words.add("from " + client.shown()));
        words.add(state(session) + session.inState().map(a -> " for " + Figures.age(a)).orElse(""));
        String query = session.query().shown();
        int end =
                query.offsetByCodePoints(0, Math.min(120, query.codePointCount(0, query.length())));
        words.add("statement: " + query.substring(0, end) + (end < query.length() ? "…" : ""));
        return words.toString();
    }

    private static String state(Session session) {
        return session.state().isPresent() ? session.state().get().text() : "hidden";
    }

    private static String wait(Session session) {
        String type = Show.text(session.waitEventType());
        return type.isEmpty() ? "" : type + ":" + Show.text(session.waitEvent());
    }

    private static String blocks(JudgedSession judged) {
        return judged.blocking().isEmpty() ? "" : Integer.toString(judged.blocking().size());
    }

    private static String pids(List<Integer> pids) {
        StringJoiner joined = new StringJoiner(", ");
        for (int pid : pids) {
            joined.add(pid == 0 ? "prepared" : Integer.toString(pid));
        }
        return joined.toString();
    }
}
