package poolmon.columns;

import poolmon.model.JudgedCheck;
import poolmon.model.ServerText;

import java.util.List;
import java.util.StringJoiner;

/// The table of a health endpoint's checks that are about something else than a pool.
public final class CheckColumns {
    /// The columns from left to right.
    public static final List<Column<JudgedCheck>> ALL =
            List.of(
                    Column.text("CHECK", (JudgedCheck c) -> Show.named(c.check().name()))
                            .between(8, 32),
                    Column.text("STATUS", (JudgedCheck c) -> c.status().word())
                            .as(c -> Role.of(c.status())),
                    Column.text("SERVICE SAYS", CheckColumns::says).between(12, 24).dropped(2),
                    Column.text("DETAIL", CheckColumns::detail)
                            .between(16, Column.WHOLE)
                            .dropped(1)
                            .as(c -> Role.DIM));

    private CheckColumns() {}

    private static String says(JudgedCheck judged) {
        String word = Show.text(judged.check().reportedStatus());
        return word.equals(judged.status().word()) ? "" : word;
    }

    private static String detail(JudgedCheck judged) {
        StringJoiner detail = new StringJoiner(", ");
        judged.check().detail().values().forEach((name, value) -> detail.add(name + " " + value));
        return new ServerText(detail.toString()).shown();
    }
}
