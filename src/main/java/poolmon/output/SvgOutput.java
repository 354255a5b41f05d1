package poolmon.output;

import poolmon.columns.ChartTime;
import poolmon.columns.Show;
import poolmon.columns.TextWidth;
import poolmon.columns.TrendWords;
import poolmon.model.Output;
import poolmon.model.PoolTrend;
import poolmon.model.PoolTrend.Direction;
import poolmon.model.PoolTrend.Line;
import poolmon.model.PoolTrend.Point;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.StringJoiner;

/// For tickets and pages: one image that needs nothing else, a panel below the other for each pool
/// with utilisation over time, both thresholds, and the line of a trend with its interval. Of a
/// report without trends it is the answers alone.
final class SvgOutput implements Output {
    private static final int WIDTH = 800;
    private static final int PANEL = 256;
    private static final int HEAD = 28;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 62;
    private static final int BOTTOM = 44;

    /// Characters of 12 pixels that fit into a line.
    private static final int MOST = 112;

    private final Writer writer;

    SvgOutput(Paper paper) {
        this.writer = paper.writer();
    }

    @Override
    public void print(Report report) throws IOException {
        int height = 8;
        for (TargetReport target : report.targets()) {
            height += HEAD + target.trends().size() * PANEL;
        }
        writer.write(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\""
                        + height
                        + "\" viewBox=\"0 0 800 "
                        + height
                        + "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n"
                        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        int y = 0;
        for (TargetReport target : report.targets()) {
            String answer = target.status().word() + ": " + Answers.of(report.question(), target);
            text(8, y + 18, "font-weight=\"bold\"", answer);
            y += HEAD;
            for (PoolTrend trend : target.trends()) {
                panel(y, target, trend, report.thresholds());
                y += PANEL;
            }
        }
        writer.write("</svg>\n");
        writer.flush();
    }

    private void panel(int y, TargetReport target, PoolTrend trend, Thresholds thresholds)
            throws IOException {
        writer.write("<g transform=\"translate(0 " + y + ")\">\n");
        text(8, 16, "font-weight=\"bold\"", TrendWords.name(trend, target.target().shown()));
        text(8, 33, "", TrendWords.course(trend));
        text(8, 50, "", TrendWords.reaches(trend, thresholds).orElse(""));
        ChartTime time = ChartTime.of(trend);
        axis(0, "#999", "0 %", "");
        axis(100, "#ddd", "100 %", "");
        axis(
                thresholds.warning(),
                "#b8860b",
                TrendWords.threshold(thresholds.warning()),
                " stroke-dasharray=\"4 3\"");
        axis(
                thresholds.critical(),
                "#c00",
                TrendWords.threshold(thresholds.critical()),
                " stroke-dasharray=\"4 3\"");
        line(trend, time);
        course(trend, time);
        text(LEFT, PANEL - BOTTOM + 18, "", time.label(trend.first()) + " UTC");
        if (time.end().isAfter(trend.first())) {
            text(
                    WIDTH - RIGHT,
                    PANEL - BOTTOM + 18,
                    "text-anchor=\"end\"",
                    time.label(time.end()) + " UTC");
        }
        text(8, PANEL - 8, "fill=\"#666\"", TrendWords.companions(trend));
        writer.write("</g>\n");
    }

    /// A level line with its label.
    private void axis(double percent, String colour, String label, String more) throws IOException {
        writer.write(
                "<line x1=\""
                        + LEFT
                        + "\" x2=\""
                        + (WIDTH - RIGHT)
                        + "\" y1=\""
                        + y(percent)
                        + "\" y2=\""
                        + y(percent)
                        + "\" stroke=\""
                        + colour
                        + "\""
                        + more
                        + "/>\n");
        if (percent != 100) { // its label would lie upon that of the critical threshold
            text(
                    LEFT - 6,
                    Math.round((float) height(percent)) + 4,
                    "text-anchor=\"end\" fill=\"" + colour + "\"",
                    label);
        }
    }

    /// The line of a trend to the end of the axis, and where it may lie ahead.
    private void line(PoolTrend trend, ChartTime time) throws IOException {
        boolean drawn =
                trend.direction() == Direction.RISING || trend.direction() == Direction.FALLING;
        if (!drawn || trend.line().isEmpty()) {
            return;
        }
        Line line = trend.line().get();
        double ahead = Duration.between(time.last(), time.end()).toMillis() / 3.6e6;
        double now = time.share(time.last());
        if (ahead > 0) {
            writer.write(
                    "<polygon fill=\"#36c\" fill-opacity=\"0.15\" points=\""
                            + at(now, line.end())
                            + " "
                            + at(1, line.end() + line.high() * ahead)
                            + " "
                            + at(1, line.end() + line.low() * ahead)
                            + "\"/>\n");
        }
        writer.write(
                "<polyline fill=\"none\" stroke=\"#36c\" stroke-dasharray=\"6 3\" points=\""
                        + at(0, line.start())
                        + " "
                        + at(1, time.value(line, 1))
                        + "\"/>\n");
    }

    private void course(PoolTrend trend, ChartTime time) throws IOException {
        StringJoiner points = new StringJoiner(" ");
        for (Point point : trend.points()) {
            points.add(at(time.share(point.at()), point.percent()));
        }
        writer.write(
                "<polyline fill=\"none\" stroke=\"#222\" stroke-width=\"1.5\""
                        + " stroke-linejoin=\"round\" stroke-linecap=\"round\" points=\""
                        + points
                        + "\"/>\n");
    }

    private static String at(double share, double percent) {
        return Show.decimal(LEFT + share * (WIDTH - LEFT - RIGHT), 1) + "," + y(percent);
    }

    private static String y(double percent) {
        return Show.decimal(height(percent), 1);
    }

    private static double height(double percent) {
        return TOP + (1 - Math.clamp(percent, 0, 100) / 100) * (PANEL - TOP - BOTTOM);
    }

    private void text(int x, int y, String more, String text) throws IOException {
        String shown = new ServerText(text.replace(Sheet.NO_BREAK, ' ')).shown();
        if (shown.isEmpty()) {
            return;
        }
        writer.write(
                "<text x=\""
                        + x
                        + "\" y=\""
                        + y
                        + "\""
                        + (more.isEmpty() ? "" : " " + more)
                        + ">"
                        + escaped(TextWidth.cut(shown, MOST))
                        + "</text>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
