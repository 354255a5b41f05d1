package poolmon.columns;

import poolmon.model.ClientGroup;
import poolmon.model.Figures;

import java.util.List;

/// The table of Redis clients, those that are alike in one row.
public final class ClientColumns {
    /// The columns from left to right.
    public static final List<Column<ClientGroup>> ALL =
            List.of(
                    Column.number("CLIENTS", (ClientGroup c) -> Long.toString(c.count())),
                    Column.text("KIND", (ClientGroup c) -> c.kind().word())
                            .between(7, 8)
                            .dropped(6),
                    Column.text("NAME", (ClientGroup c) -> Show.named(c.name())).between(12, 32),
                    Column.text("ADDRESS", (ClientGroup c) -> c.address().shown())
                            .between(10, 39)
                            .dropped(5),
                    Column.text("USER", (ClientGroup c) -> c.user().shown())
                            .between(8, 16)
                            .dropped(2),
                    Column.number("LONGEST IDLE", (ClientGroup c) -> Figures.age(c.oldestIdle())),
                    Column.number("OLDEST", (ClientGroup c) -> Figures.age(c.oldestAge()))
                            .dropped(3),
                    Column.text("LIBRARY", (ClientGroup c) -> c.library().shown())
                            .between(8, 24)
                            .dropped(1),
                    Column.text("COMMAND", (ClientGroup c) -> c.command().shown())
                            .between(8, 32)
                            .dropped(4));

    private ClientColumns() {}
}
