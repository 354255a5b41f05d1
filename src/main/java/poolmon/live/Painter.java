package poolmon.live;

import poolmon.columns.Cell;
import poolmon.columns.ClientColumns;
import poolmon.columns.Column;
import poolmon.columns.Grid;
import poolmon.columns.Role;
import poolmon.columns.SessionColumns;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.SessionControl.Act;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Draws a scene: what stands on each line of the screen. Pure, so that every screen can be tested
/// without a terminal.
final class Painter {
    private final Scene scene;
    private final View view;
    private final int width;
    private final int height;
    private final Rows rows;
    private final List<Line> lines = new ArrayList<>();

    private Painter(Scene scene, View view, Canvas.Size size) {
        this.scene = scene;
        this.view = view;
        this.width = size.columns();
        this.height = size.rows();
        this.rows = Rows.of(scene, view);
    }

    /// The lines of the whole screen, exactly as many as it has.
    static List<Line> paint(Scene scene, View view, Canvas.Size size) {
        Painter painter = new Painter(scene, view, size);
        painter.status();
        if (view.overlay() == View.Overlay.NONE) {
            painter.panels();
        } else {
            painter.overlay();
        }
        while (painter.lines.size() < painter.height - 1) {
            painter.lines.add(Line.EMPTY);
        }
        List<Line> all = new ArrayList<>(painter.lines.subList(0, painter.height - 1));
        all.add(painter.hints());
        return all;
    }

    private void status() {
        Report report = scene.report();
        if (report.targets().isEmpty()) {
            lines.add(Line.of(" … looking for the first time", Role.HEADING).fit(width));
            return;
        }
        Role role = Role.of(report.status());
        Duration since = Duration.between(scene.history().since(report.at()), report.at());
        Line line =
                Line.of(
                                " "
                                        + PoolRow.glyph(report.status())
                                        + " "
                                        + report.status().word().toUpperCase(Locale.ROOT),
                                role)
                        .and(" since " + Figures.age(since), Role.PLAIN)
                        .and(scene.paused() ? "  PAUSED" : "", Role.DEGRADED)
                        .and(
                                "  "
                                        + Figures.count(report.targets().size(), "target")
                                        + ", "
                                        + scene.pace(),
                                Role.DIM)
                        .and(
                                view.filter().isEmpty() && !view.editing()
                                        ? ""
                                        : "  /" + view.filter() + (view.editing() ? "▏" : ""),
                                Role.HEADING);
        lines.add(line.fit(width));
    }

    private Line hints() {
        if (view.about().isPresent()) {
            View.Ending ending = view.about().get();
            String act = ending.act() == Act.CANCEL ? "Cancel the statement of " : "Terminate ";
            // the question first: who it is may be too long for the screen
            return Line.of(" " + act + ending.session().session().pid() + "? y/N  ", Role.CRITICAL)
                    .and(SessionColumns.told(ending.session().session()), Role.PLAIN)
                    .fit(width);
        }
        if (!view.message().isEmpty()) {
            return Line.of(" " + view.message(), Role.HEADING).fit(width);
        }
        String hints =
                view.overlay() == View.Overlay.NONE
                        ? " q quit  ? help  Tab panel  Enter detail  / filter  s sort  space pause"
                                + (scene.recorded()
                                        ? "  ← → step  +/- speed"
                                        : "  +/- interval  c cancel  t terminate")
                                + "  w write"
                        : " Esc back  ↑↓ scroll  q quit";
        return Line.of(hints, Role.DIM).fit(width);
    }

    private void overlay() {
        List<Line> all =
                view.overlay() == View.Overlay.HELP
                        ? Details.help(scene.recorded(), width)
                        : Details.of(rows, rows.present(view.panel()), selected(), width);
        int room = height - 2;
        int from = Math.clamp(view.scroll(), 0, Math.max(0, all.size() - room));
        lines.addAll(all.subList(from, Math.min(all.size(), from + room)));
    }

    private int selected() {
        int count = rows.count(rows.present(view.panel()));
        return Math.clamp(view.selected(), 0, Math.max(0, count - 1));
    }

    /// Pools get up to a third of the screen and findings up to a quarter; sessions, or clients
    /// where they are looked at, have the rest.
    private void panels() {
        int room = height - 2;
        int pools = Math.min(rows.pools().size(), Math.max(2, room / 3));
        int findings = Math.min(rows.findings().size(), Math.max(1, room / 4));
        Panel panel = rows.present(view.panel());
        Panel middle =
                panel == Panel.CLIENTS || rows.sessions().isEmpty()
                        ? Panel.CLIENTS
                        : Panel.SESSIONS;
        int left = room - pools - findings - (findings > 0 ? 1 : 0) - 1;
        if (rows.count(middle) == 0) {
            pools = Math.min(rows.pools().size(), pools + Math.max(0, left));
        }
        boolean several = scene.report().targets().size() > 1;
        List<Line> poolLines = new ArrayList<>();
        for (PoolRow row : rows.pools()) {
            poolLines.add(row.line(scene, width, several));
        }
        list(Panel.POOLS, poolLines, pools);
        left = room - pools - findings - (findings > 0 ? 1 : 0);
        if (rows.count(middle) > 0 && left > 2) {
            lines.add(Line.EMPTY);
            if (middle == Panel.SESSIONS) {
                table(middle, SessionColumns.ALL, rows.sessions(), left - 1);
            } else {
                table(middle, ClientColumns.ALL, rows.clients(), left - 1);
            }
        }
        while (lines.size() < height - 1 - findings) {
            lines.add(Line.EMPTY);
        }
        List<Line> findingLines = new ArrayList<>();
        for (Finding finding : rows.findings()) {
            Role role = Role.of(finding.severity());
            findingLines.add(
                    Line.of(" " + mark(finding) + " " + finding.code().word(), role)
                            .and(": " + new ServerText(finding.summary()).shown(), Role.PLAIN)
                            .fit(width));
        }
        list(Panel.FINDINGS, findingLines, findings);
    }

    private static String mark(Finding finding) {
        return switch (finding.severity()) {
            case INFO -> "i";
            case DEGRADED -> "▲";
            case CRITICAL -> "✖";
            case ERROR -> "?";
        };
    }

    private <T> void table(Panel panel, List<Column<T>> columns, List<T> all, int room) {
        int from = from(panel, all.size(), room - 1);
        List<T> shown = all.subList(from, Math.min(all.size(), from + room - 1));
        Grid<T> grid = Grid.of(columns, shown, OptionalInt.of(Math.max(20, width - 1)));
        lines.add(Line.of(grid.heading(), 1).fit(width));
        List<List<Cell>> cells = grid.lines();
        for (int i = 0; i < cells.size(); i++) {
            lines.add(marked(panel, from + i, Line.of(cells.get(i), 1).fit(width)));
        }
    }

    private void list(Panel panel, List<Line> all, int room) {
        int from = from(panel, all.size(), room);
        for (int i = from; i < Math.min(all.size(), from + room); i++) {
            lines.add(marked(panel, i, all.get(i)));
        }
    }

    /// The first row that is shown, such that the selected one is.
    private int from(Panel panel, int count, int room) {
        if (rows.present(view.panel()) != panel || count <= room) {
            return 0;
        }
        return Math.clamp(selected() - room / 2L, 0, Math.max(0, count - room));
    }

    private Line marked(Panel panel, int row, Line line) {
        return rows.present(view.panel()) == panel && row == selected() ? line.marked(width) : line;
    }
}
