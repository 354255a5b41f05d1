package poolmon.columns;

import poolmon.model.Breakdown;

import java.util.ArrayList;
import java.util.List;

/// The table of who uses the slots of a server: a few rows for each property of its sessions.
public final class BreakdownColumns {
    /// One row.
    ///
    /// @param by the property, in its first row only
    public record Row(
            String by,
            String value,
            long count,
            long active,
            long inTransaction,
            long idle,
            long hidden) {}

    /// The columns from left to right.
    public static final List<Column<Row>> ALL =
            List.of(
                    Column.text("BY", Row::by).as(row -> Role.HEADING),
                    Column.text("WHO USES THEM", Row::value).between(13, 48),
                    Column.number("SESSIONS", (Row row) -> Long.toString(row.count())),
                    Column.number("ACTIVE", (Row row) -> Long.toString(row.active())).dropped(1),
                    Column.number("IN TX", (Row row) -> Long.toString(row.inTransaction()))
                            .dropped(4),
                    Column.number("IDLE", (Row row) -> Long.toString(row.idle())).dropped(2),
                    Column.number("HIDDEN", (Row row) -> row.hidden() == 0 ? "" : "" + row.hidden())
                            .dropped(3));

    private BreakdownColumns() {}

    /// The rows of a breakdown; what lies beyond the first `top` values of a property is summed up
    /// in one row.
    public static List<Row> rows(Breakdown breakdown, int top) {
        List<Row> rows = new ArrayList<>();
        for (Breakdown.Dimension dimension : breakdown.dimensions()) {
            List<Breakdown.Share> shares = dimension.shares();
            // A row that says "and 1 more" has room for that one.
            int shown = shares.size() - 1 <= top ? shares.size() : top;
            String by = dimension.name();
            for (Breakdown.Share share : shares.subList(0, shown)) {
                rows.add(sum(by, Show.named(share.value()), List.of(share)));
                by = "";
            }
            if (shown < shares.size()) {
                String rest = "and " + (shares.size() - shown) + " more";
                rows.add(sum("", rest, shares.subList(shown, shares.size())));
            }
        }
        return rows;
    }

    private static Row sum(String by, String value, List<Breakdown.Share> shares) {
        long count = 0;
        long active = 0;
        long inTransaction = 0;
        long idle = 0;
        long hidden = 0;
        for (Breakdown.Share share : shares) {
            count += share.count();
            active += share.active();
            inTransaction += share.inTransaction();
            idle += share.idle();
            hidden += share.hidden();
        }
        return new Row(by, value, count, active, inTransaction, idle, hidden);
    }
}
