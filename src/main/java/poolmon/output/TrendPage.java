package poolmon.output;

import poolmon.columns.TrendChart;
import poolmon.columns.TrendColumns;
import poolmon.columns.TrendWords;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The trends of one target: a table of all, and a chart with its figures for those that matter
/// most.
record TrendPage(Sheet sheet) {
    private static final int INDENT = 2;

    /// More charts would push the table off the screen.
    private static final int MOST = 4;

    /// The width of a chart where there is no terminal to fit it to, and the most of any.
    private static final int USUAL = 72;

    private static final int WIDEST = 100;

    void print(TargetReport target, Thresholds thresholds) throws IOException {
        List<PoolTrend> trends = new ArrayList<>(target.trends());
        sheet.worst(INDENT, TrendColumns.ALL, trends, TrendPage::worstFirst);
        trends.sort(TrendPage::worstFirst);
        int charts = sheet.isTerminal() ? Math.min(MOST, trends.size()) : trends.size();
        for (PoolTrend trend : trends.subList(0, charts)) {
            chart(target, trend, thresholds);
        }
        if (charts < trends.size()) {
            sheet.gap();
            sheet.text(
                    INDENT,
                    "and " + (trends.size() - charts) + " more charts; -o svg draws them all");
        }
    }

    private void chart(TargetReport target, PoolTrend trend, Thresholds thresholds)
            throws IOException {
        sheet.gap();
        sheet.heading(INDENT, TrendWords.name(trend, target.target().shown()));
        if (trend.direction() != Direction.TOO_FEW) {
            int width = Math.min(WIDEST, sheet.room(INDENT).orElse(USUAL));
            sheet.lines(INDENT, TrendChart.of(trend, thresholds, width));
        }
        sheet.text(INDENT, TrendWords.course(trend));
        if (TrendWords.reaches(trend, thresholds).isPresent()) {
            sheet.text(INDENT, TrendWords.reaches(trend, thresholds).get());
        }
        String companions = TrendWords.companions(trend);
        if (!companions.isEmpty() && trend.direction() != Direction.TOO_FEW) {
            sheet.text(INDENT, companions);
        }
    }

    /// By status, then by what is critical soonest, then by utilisation.
    static int worstFirst(PoolTrend a, PoolTrend b) {
        if (a.status() != b.status()) {
            return a.status().worseThan(b.status()) ? -1 : 1;
        }
        if (a.critical().isPresent() != b.critical().isPresent()) {
            return a.critical().isPresent() ? -1 : 1;
        }
        if (a.critical().isPresent() && b.critical().isPresent()) {
            return a.critical().get().in().compareTo(b.critical().get().in());
        }
        return Double.compare(b.latest().percent().orElse(-1), a.latest().percent().orElse(-1));
    }
}
