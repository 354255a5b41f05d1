package poolmon.live;

import poolmon.columns.Role;
import poolmon.columns.SessionColumns;
import poolmon.columns.Show;
import poolmon.columns.TextWidth;
import poolmon.model.ClientGroup;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.JudgedSession;
import poolmon.model.ServerText;
import poolmon.model.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All about one row, and the help, in lines that fit.
final class Details {
    private final int width;
    private final List<Line> lines = new ArrayList<>();

    private Details(int width) {
        this.width = width;
    }

    static List<Line> help(boolean recorded, int width) {
        Details help = new Details(width);
        help.heading("What the keys do");
        for (Command command : Command.of(recorded)) {
            help.fact(command.keys(), command.what());
        }
        help.text("");
        help.text("✓ healthy  ▲ degraded  ✖ critical  ? could not be looked at");
        help.text("┊ within a gauge stands where degraded and critical begin.");
        help.text("Esc goes back.");
        return help.lines;
    }

    static List<Line> of(Rows rows, Panel panel, int selected, int width) {
        Details details = new Details(width);
        if (selected < rows.count(panel)) {
            switch (panel) {
                case POOLS -> details.pool(rows.pools().get(selected));
                case SESSIONS -> details.session(rows.sessions().get(selected), rows.sessions());
                case CLIENTS -> details.clients(rows.clients().get(selected));
                case FINDINGS -> details.finding(rows.findings().get(selected));
            }
        }
        return details.lines;
    }

    private void heading(String text) {
        lines.add(Line.of(text, Role.HEADING).fit(width));
        lines.add(Line.EMPTY);
    }

    private void text(String text) {
        String shown = new ServerText(text).shown();
        for (String line : shown.isEmpty() ? List.of("") : TextWidth.wrap(shown, width)) {
            lines.add(Line.of(line, Role.PLAIN));
        }
    }

    private void fact(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        int label = Math.min(29, width / 2);
        String start = TextWidth.cut(name, label);
        String pad = " ".repeat(Math.max(1, label + 1 - TextWidth.of(start)));
        boolean first = true;
        String shown = new ServerText(value).shown();
        for (String line : TextWidth.wrap(shown, Math.max(2, width - label - 1))) {
            lines.add(
                    first
                            ? Line.of(start + pad, Role.DIM).and(line, Role.PLAIN)
                            : Line.of(" ".repeat(label + 1) + line, Role.PLAIN));
            first = false;
        }
    }

    private void session(JudgedSession judged, List<JudgedSession> all) {
        Session session = judged.session();
        heading("Session " + session.pid() + ": " + judged.verdict().word());
        fact("application", session.applicationName().shown());
        fact("user", Show.text(session.user()));
        fact("database", Show.text(session.database()));
        fact("client", Show.text(session.clientAddress()));
        fact("state", session.state().map(Session.State::text).orElse("hidden"));
        fact("in this state for", Show.age(session.inState()));
        fact("transaction for", Show.age(session.transactionAge()));
        fact("statement for", Show.age(session.queryAge()));
        fact(
                "waits for",
                (Show.text(session.waitEventType()) + " " + Show.text(session.waitEvent()))
                        .strip());
        chain("blocked by", session.blockedBy(), all);
        chain("blocks", judged.blocking(), all);
        lines.add(Line.EMPTY);
        lines.add(Line.of("Statement", Role.HEADING));
        text(session.query().shown());
    }

    private void chain(String name, List<Integer> pids, List<JudgedSession> all) {
        String label = name;
        for (int pid : pids) {
            String who = Integer.toString(pid);
            for (JudgedSession other : all) {
                if (other.session().pid() == pid) {
                    who = pid + ": " + SessionColumns.told(other.session());
                }
            }
            fact(label, pid == 0 ? "a prepared transaction" : who);
            label = "";
        }
    }

    private void finding(Finding finding) {
        heading(finding.severity().word().toUpperCase(Locale.ROOT) + " " + finding.code().word());
        text(finding.summary());
        lines.add(Line.EMPTY);
        finding.evidence().forEach(each -> text("- " + each));
        finding.remedy().forEach(each -> text("→ " + each));
        lines.add(Line.EMPTY);
        fact("target", finding.target());
    }

    private void pool(PoolRow row) {
        heading(row.pool().map(p -> PoolRow.name(p.pool())).orElse("No pool"));
        fact("target", row.target().target().shown());
        fact("status", row.target().status().word());
        row.target()
                .failure()
                .ifPresent(
                        failure -> {
                            fact("trouble", failure.message().shown());
                            fact("next", failure.nextStep());
                        });
        row.pool()
                .flatMap(p -> p.utilization())
                .ifPresent(u -> fact("used", u.used() + " of " + u.capacity()));
    }

    private void clients(ClientGroup group) {
        heading(Figures.count(group.count(), "client"));
        fact("kind", group.kind().word());
        fact("name", Show.named(group.name()));
        fact("address", group.address().shown());
        fact("user", group.user().shown());
        fact("library", group.library().shown());
        fact("last command", group.command().shown());
        fact("longest idle", Figures.age(group.oldestIdle()));
        fact("oldest", Figures.age(group.oldestAge()));
        fact("waits to be sent", Figures.bytes(group.outputBytes()));
    }
}
