package poolmon.output;

import poolmon.columns.FleetColumns;
import poolmon.columns.Role;
import poolmon.model.Report;
import poolmon.model.ServerText;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Many targets on one page: the answer for all of them, one table, and what is wrong told once
/// with those that it is wrong with. A terminal gets the rows that need a look, anybody else gets
/// all.
final class FleetPage {
    private static final int INDENT = 2;

    /// Targets that a terminal is told by name for one and the same trouble.
    private static final int NAMED = 5;

    private final Sheet sheet;

    FleetPage(Sheet sheet) {
        this.sheet = sheet;
    }

    void print(Report report) throws IOException {
        sheet.labelled(0, report.status().word(), Role.of(report.status()), Answers.ofAll(report));
        List<FleetColumns.Row> rows = FleetColumns.rows(report.targets());
        sheet.worst(INDENT, FleetColumns.ALL, rows, FleetPage::worstFirst);
        for (Map.Entry<Troubles.Kind, List<Troubles.Case>> each : Troubles.of(report).entrySet()) {
            tell(each.getKey(), each.getValue(), isAside(each.getKey(), report));
        }
    }

    private static int worstFirst(FleetColumns.Row a, FleetColumns.Row b) {
        if (a.status() != b.status()) {
            return a.status().worseThan(b.status()) ? -1 : 1;
        }
        return Double.compare(b.percent(), a.percent());
    }

    /// Whether it is enough to tell how many.
    private static boolean isAside(Troubles.Kind kind, Report report) {
        return report.targets().stream()
                .allMatch(target -> TableOutput.isAside(kind.code(), target));
    }

    private void tell(Troubles.Kind kind, List<Troubles.Case> cases, boolean aside)
            throws IOException {
        sheet.gap();
        boolean one = cases.size() == 1;
        sheet.labelled(
                INDENT,
                kind.severity(),
                kind.role(),
                kind.code() + ": " + (one ? said(cases.getFirst()) : places(cases)));
        if (aside) {
            return;
        }
        if (one) {
            for (String evidence : cases.getFirst().evidence()) {
                sheet.item(INDENT, "-", new ServerText(evidence).shown());
            }
        } else {
            named(cases);
        }
        Set<String> remedies = new LinkedHashSet<>();
        cases.forEach(each -> remedies.addAll(each.remedy()));
        for (String remedy : remedies) {
            sheet.item(INDENT, "→", new ServerText(remedy).shown());
        }
    }

    private void named(List<Troubles.Case> cases) throws IOException {
        int named = sheet.isTerminal() && cases.size() > NAMED + 1 ? NAMED : cases.size();
        for (Troubles.Case each : cases.subList(0, named)) {
            sheet.item(INDENT, "-", isSame(cases) ? each.target() : said(each));
        }
        if (named < cases.size()) {
            sheet.item(INDENT, "-", "and " + (cases.size() - named) + " more");
        }
    }

    private static boolean isSame(List<Troubles.Case> cases) {
        String summary = cases.getFirst().summary();
        return cases.stream().allMatch(each -> each.summary().equals(summary));
    }

    private static String said(Troubles.Case each) {
        return each.target() + ": " + new ServerText(each.summary()).shown();
    }

    private static String places(List<Troubles.Case> cases) {
        Set<String> targets = new LinkedHashSet<>();
        cases.forEach(each -> targets.add(each.target()));
        String where = Answers.counted(targets.size(), "target");
        if (isSame(cases) && cases.size() == targets.size()) {
            return where + ": " + new ServerText(cases.getFirst().summary()).shown();
        }
        return cases.size() == targets.size()
                ? where
                : Answers.counted(cases.size(), "pool") + " of " + where;
    }
}
