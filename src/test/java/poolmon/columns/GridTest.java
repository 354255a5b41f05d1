package poolmon.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

class GridTest {
    private record Row(String name, String note, String count, String query) {}

    private static final List<Column<Row>> COLUMNS =
            List.of(
                    Column.text("NAME", Row::name).between(4, 10),
                    Column.text("NOTE", Row::note).dropped(1),
                    Column.number("N", Row::count).dropped(2),
                    Column.text("QUERY", Row::query).between(6, Column.WHOLE));
    private static final List<Row> ROWS =
            List.of(
                    new Row("checkout-api", "a note", "7", "SELECT something FROM somewhere"),
                    new Row("在庫", "", "12345", "ROLLBACK"));

    private static List<String> print(List<Row> rows, OptionalInt width) {
        Grid<Row> grid = Grid.of(COLUMNS, rows, width);
        List<List<Cell>> cells = new ArrayList<>();
        cells.add(grid.heading());
        cells.addAll(grid.lines());
        List<String> lines = new ArrayList<>();
        for (List<Cell> line : cells) {
            StringBuilder text = new StringBuilder();
            line.forEach(cell -> text.repeat(' ', cell.gap()).append(cell.text()));
            lines.add(text.toString());
        }
        return lines;
    }

    /// Nobody scrolls in a file: there even the widest column is whole.
    @Test
    void cutsNothingWithoutAWidth() {
        assertThat(print(ROWS, OptionalInt.empty()))
                .containsExactly(
                        "NAME          NOTE        N  QUERY",
                        "checkout-api  a note      7  SELECT something FROM somewhere",
                        "在庫                  12345  ROLLBACK");
    }

    @Test
    void leavesColumnsOutInTheirOrderAndGivesTheRestToTheLast() {
        assertThat(print(ROWS, OptionalInt.of(36)))
                .containsExactly(
                        "NAME        NOTE        N  QUERY",
                        "checkout-…  a note      7  SELECT s…",
                        "在庫                12345  ROLLBACK");
        assertThat(print(ROWS, OptionalInt.of(19)))
                .containsExactly("NAME      N  QUERY", "che…      7  SELEC…", "在庫  12345  ROLLB…");
        assertThat(print(ROWS, OptionalInt.of(18)))
                .containsExactly("NAME        QUERY", "checkout-…  SELEC…", "在庫        ROLLB…");
    }

    /// What is left out to make room for another must not leave a hole that would hold it.
    @Test
    void bringsASmallColumnBackWhereALargerOneMadeRoom() {
        List<Column<Row>> columns =
                List.of(
                        Column.text("NAME", Row::name),
                        Column.number("N", Row::count).dropped(1),
                        Column.text("QUERY", Row::query).dropped(2));
        Grid<Row> grid = Grid.of(columns, ROWS, OptionalInt.of(20));
        assertThat(grid.heading()).extracting(Cell::text).containsExactly("NAME", "N");
    }

    @Test
    void leavesOutAColumnThatHasNothingToTell() {
        assertThat(print(List.of(new Row("a", "", "", "b")), OptionalInt.of(80)))
                .containsExactly("NAME  QUERY", "a     b");
    }

    /// Below what the columns need at least, everything gives way rather than the width.
    @ParameterizedTest
    @ValueSource(ints = {5, 8, 12, 18, 25, 40, 60})
    void keepsEveryWidthAndNeverEndsInASpace(int width) {
        assertThat(print(ROWS, OptionalInt.of(width)))
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(width))
                .noneSatisfy(line -> assertThat(line).endsWith(" "));
    }
}
