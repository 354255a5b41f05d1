package poolmon.columns;

import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Point;
import poolmon.model.Thresholds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A trend as a small chart, of Braille dots: utilisation from 0 to 100 % over time, both
/// thresholds, and where there is a trend its line and where that leads. Pure geometry.
///
/// ```
///  95 % ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈·
///  80 % ┤┈┈┈┈┈┈┈┈┈┈⣀⡠⠤··
///       ┤    ⢀⣀⠤⠔⠊
///   0 % ┼──────────┬─────
///        03:00     05:00
/// ```
public final class TrendChart {
    private static final int ROWS = 8;
    private static final int DOTS = 4 * ROWS; // a character has four rows of dots, and two columns
    private static final int BRAILLE = 0x2800;
    private static final int NARROWEST = 10;

    /// The bit of each dot of a Braille character, by row and column (Unicode, 23.1).
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final PoolTrend trend;
    private final Thresholds thresholds;
    private final ChartTime time;
    private final int columns;
    private final int labels;
    private final int[][] dots;

    private TrendChart(PoolTrend trend, Thresholds thresholds, int width) {
        this.trend = trend;
        this.thresholds = thresholds;
        this.labels =
                Math.max(
                        "100 %".length(),
                        Math.max(
                                TrendWords.threshold(thresholds.warning()).length(),
                                TrendWords.threshold(thresholds.critical()).length()));
        this.columns = Math.max(NARROWEST, width - labels - 2);
        this.time = ChartTime.of(trend);
        this.dots = new int[ROWS][columns];
    }

    /// The lines of the chart.
    ///
    /// @param width columns that it may take
    public static List<List<Cell>> of(PoolTrend trend, Thresholds thresholds, int width) {
        return new TrendChart(trend, thresholds, width).lines();
    }

    private List<List<Cell>> lines() {
        plot();
        List<List<Cell>> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            lines.add(line(row));
        }
        lines.add(axis());
        lines.add(times());
        return lines;
    }

    /// Sets a dot for each value, and for what lies between two of them.
    private void plot() {
        for (int i = 0; i < trend.points().size(); i++) {
            Point before = trend.points().get(Math.max(0, i - 1));
            Point point = trend.points().get(i);
            int from = x(before.at());
            int to = x(point.at());
            for (int x = from; x <= to; x++) {
                double share = to == from ? 1 : (double) (x - from) / (to - from);
                dot(x, y(before.percent() + share * (point.percent() - before.percent())));
            }
        }
    }

    private int x(Instant at) {
        return Math.clamp(Math.round(time.share(at) * (2 * columns - 1)), 0, 2 * columns - 1);
    }

    private static int y(double percent) {
        return Math.clamp(Math.round((1 - percent / 100) * (DOTS - 1)), 0, DOTS - 1);
    }

    private void dot(int x, int y) {
        dots[y / 4][x / 2] |= BITS[y % 4][x % 2];
    }

    private List<Cell> line(int row) {
        int warning = y(thresholds.warning()) / 4;
        int critical = y(thresholds.critical()) / 4;
        Role level = row == critical ? Role.CRITICAL : row == warning ? Role.DEGRADED : Role.PLAIN;
        String label =
                switch (level) {
                    case CRITICAL -> TrendWords.threshold(thresholds.critical());
                    case DEGRADED -> TrendWords.threshold(thresholds.warning());
                    default -> row == 0 ? "100 %" : "";
                };
        Cells cells = new Cells();
        cells.right(label, labels, level);
        cells.add(" ┤", Role.DIM);
        for (int column = 0; column < columns; column++) {
            if (dots[row][column] != 0) {
                cells.add(String.valueOf((char) (BRAILLE + dots[row][column])), Role.PLAIN);
            } else if (isOnLine(row, column)) {
                cells.add("·", Role.HEADING);
            } else {
                cells.add(level == Role.PLAIN ? " " : "┈", level);
            }
        }
        return cells.done();
    }

    /// Whether the line of the trend passes through a cell.
    private boolean isOnLine(int row, int column) {
        boolean drawn =
                trend.direction() == Direction.RISING || trend.direction() == Direction.FALLING;
        if (!drawn || trend.line().isEmpty()) {
            return false;
        }
        double percent = time.value(trend.line().get(), (column + 0.5) / columns);
        return percent >= 0 && percent <= 100 && y(percent) / 4 == row;
    }

    private List<Cell> axis() {
        int end = Math.min(columns - 1, x(trend.last()) / 2);
        Cells cells = new Cells();
        cells.right("0 %", labels, Role.PLAIN);
        cells.add(" ┼", Role.DIM);
        for (int column = 0; column < columns; column++) {
            cells.add(column == end && end > 0 ? "┬" : "─", Role.DIM);
        }
        return cells.done();
    }

    /// The time of the first look, of the last, and of the end where the chart looks ahead.
    private List<Cell> times() {
        Cells cells = new Cells();
        cells.add(" ".repeat(labels + 2), Role.PLAIN);
        String first = time.label(trend.first());
        String last = time.label(trend.last());
        int end = x(trend.last()) / 2;
        int at = first.length();
        cells.add(first, Role.DIM);
        int place = Math.min(end, columns - last.length());
        if (place > at + 1) {
            cells.add(" ".repeat(place - at), Role.PLAIN);
            cells.add(last, Role.DIM);
            at = place + last.length();
        }
        String ahead = time.label(time.end());
        if (time.end().isAfter(trend.last()) && columns - ahead.length() > at + 1) {
            cells.add(" ".repeat(columns - ahead.length() - at), Role.PLAIN);
            cells.add(ahead, Role.DIM);
            at = columns;
        }
        if (columns - at >= 4) {
            cells.add(" UTC", Role.DIM);
        }
        return cells.done();
    }

    /// Joins characters of one role to a cell.
    private static final class Cells {
        private final List<Cell> cells = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private Role role = Role.PLAIN;
        private int gap;
        private int gapBefore;

        void right(String label, int width, Role as) {
            add(" ".repeat(width - label.length()), Role.PLAIN);
            add(label, as);
        }

        void add(String piece, Role as) {
            for (int i = 0; i < piece.length(); i++) {
                char c = piece.charAt(i);
                if (c == ' ') {
                    gap++;
                    continue;
                }
                if (text.isEmpty() || as != role || gap > 0) {
                    end();
                    role = as;
                    gapBefore = gap;
                    gap = 0;
                }
                text.append(c);
            }
        }

        private void end() {
            if (!text.isEmpty()) {
                cells.add(new Cell(gapBefore, text.toString(), role));
                text.setLength(0);
            }
        }

        List<Cell> done() {
            end();
            return cells;
        }
    }
}
