package poolmon.live;

import poolmon.model.ClientGroup;
import poolmon.model.Finding;
import poolmon.model.JudgedSession;
import poolmon.model.Session;
import poolmon.model.TargetReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The rows of each panel, as they are sorted and filtered.
record Rows(
        List<PoolRow> pools,
        List<JudgedSession> sessions,
        List<ClientGroup> clients,
        List<Finding> findings) {

    static Rows of(Scene scene, View view) {
        List<JudgedSession> sessions = new ArrayList<>();
        List<ClientGroup> clients = new ArrayList<>();
        for (TargetReport target : scene.report().targets()) {
            sessions.addAll(scene.known(target).sessions());
            clients.addAll(scene.known(target).clients());
        }
        sessions.sort(view.order()::compare);
        List<Finding> findings = new ArrayList<>(scene.report().findings());
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        String wanted = view.filter().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? new Rows(PoolRow.of(scene), sessions, clients, findings)
                : new Rows(
                        PoolRow.of(scene).stream().filter(p -> has(p.searched(), wanted)).toList(),
                        sessions.stream().filter(s -> has(text(s), wanted)).toList(),
                        clients.stream().filter(c -> has(text(c), wanted)).toList(),
                        findings.stream().filter(f -> has(f.summary(), wanted)).toList());
    }

    private static boolean has(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String text(JudgedSession judged) {
        Session session = judged.session();
        return judged.verdict().word()
                + " "
                + session.pid()
                + " "
                + session.applicationName().shown()
                + " "
                + session.user().map(u -> u.shown()).orElse("")
                + " "
                + session.database().map(d -> d.shown()).orElse("")
                + " "
                + session.clientAddress().map(c -> c.shown()).orElse("")
                + " "
                + session.query().shown();
    }

    private static String text(ClientGroup group) {
        return group.kind().word()
                + " "
                + group.name().shown()
                + " "
                + group.address().shown()
                + " "
                + group.command().shown();
    }

    int count(Panel panel) {
        return switch (panel) {
            case POOLS -> pools.size();
            case SESSIONS -> sessions.size();
            case CLIENTS -> clients.size();
            case FINDINGS -> findings.size();
        };
    }

    /// The next panel that has anything in it.
    Panel next(Panel panel, int step) {
        List<Panel> all = List.of(Panel.values());
        for (int i = 1; i <= all.size(); i++) {
            Panel next = all.get(Math.floorMod(all.indexOf(panel) + i * step, all.size()));
            if (count(next) > 0) {
                return next;
            }
        }
        return panel;
    }

    /// The panel where there is one to be in, the one that is wanted if possible.
    Panel present(Panel wanted) {
        return count(wanted) > 0
                ? wanted
                : Stream.of(Panel.SESSIONS, Panel.CLIENTS, Panel.POOLS, Panel.FINDINGS)
                        .filter(panel -> count(panel) > 0)
                        .findFirst()
                        .orElse(wanted);
    }
}
