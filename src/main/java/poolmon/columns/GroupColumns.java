package poolmon.columns;

import poolmon.model.Figures;
import poolmon.model.SessionGroup;

import java.util.List;

/// The table of sessions that come from the same code: where to look for the forgotten connection.
public final class GroupColumns {
    /// The columns from left to right.
    public static final List<Column<SessionGroup>> ALL =
            List.of(
                    Column.number("SESSIONS", (SessionGroup g) -> Long.toString(g.count())),
                    Column.text("VERDICT", (SessionGroup g) -> g.verdict().word())
                            .as(g -> Role.of(g.severity())),
                    Column.number("OLDEST", (SessionGroup g) -> Figures.age(g.oldest())),
                    Column.text("APPLICATION", (SessionGroup g) -> Show.named(g.applicationName()))
                            .between(12, 24)
                            .dropped(2),
                    Column.text("CLIENT", (SessionGroup g) -> Show.text(g.clientAddress()))
                            .between(8, 39)
                            .dropped(1),
                    Column.text("SAME CODE PATH", (SessionGroup g) -> g.fingerprint().shown())
                            .between(20, Column.WHOLE));

    private GroupColumns() {}
}
