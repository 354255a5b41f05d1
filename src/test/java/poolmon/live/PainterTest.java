package poolmon.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.columns.TextWidth;
import poolmon.fixture.Reports;
import poolmon.fixture.Tainted;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Every screen, line by line, without a terminal.
class PainterTest {
    private static Scene scene(Report report) {
        History history = new History();
        Frame frame =
                new Frame(
                        report,
                        Map.of(),
                        Map.of(),
                        report.targets().stream().map(TargetReport::target).toList());
        history.add(frame);
        return new Scene(frame, history, "every 2s", false, false);
    }

    @Test
    void nothingThatAServerSaysSteersTheScreen() {
        Canvas.Size size = new Canvas.Size(120, 60);
        for (Reports report : Reports.values()) {
            Scene scene = scene(Tainted.by(text -> text + Tainted.CONTROLS, report.report()));
            for (Panel panel : Panel.values()) {
                for (View.Overlay overlay : View.Overlay.values()) {
                    View view = View.START.in(panel).covered(overlay);
                    for (Line line : Painter.paint(scene, view, size)) {
                        assertThat(line.text().codePoints().allMatch(ServerText::isHarmless))
                                .as(report.fileName() + " " + panel + " " + overlay)
                                .isTrue();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 15", "60, 40", "80, 24", "120, 50", "200, 60", "20, 3", "5, 3"})
    void nothingIsWiderOrHigherThanTheScreen(int columns, int rows) {
        Canvas.Size size = new Canvas.Size(columns, rows);
        for (Reports report : Reports.values()) {
            Scene scene = scene(report.report());
            for (Panel panel : Panel.values()) {
                for (View.Overlay overlay : View.Overlay.values()) {
                    View view = View.START.in(panel).at(3).covered(overlay);
                    List<Line> lines = Painter.paint(scene, view, size);

                    assertThat(lines).as(report.fileName()).hasSize(rows);
                    assertThat(lines)
                            .as(report.fileName() + " " + panel + " " + overlay)
                            .allSatisfy(
                                    line ->
                                            assertThat(TextWidth.of(line.text()))
                                                    .isLessThanOrEqualTo(columns));
                }
            }
        }
    }

    @Test
    void noControlCharacterReachesTheScreen() {
        for (Reports each : Reports.values()) {
            Report report = each.report();
            for (Panel panel : Panel.values()) {
                for (View.Overlay overlay : View.Overlay.values()) {
                    View view = View.START.in(panel).covered(overlay);
                    for (Line line : Painter.paint(scene(report), view, new Canvas.Size(120, 60))) {
                        assertThat(line.text().codePoints())
                                .noneMatch(
                                        c ->
                                                Character.isISOControl(c)
                                                        || Character.getType(c)
                                                                == Character.SURROGATE
                                                        || (c >= 0x202a && c <= 0x202e)
                                                        || (c >= 0x2066 && c <= 0x2069));
                    }
                }
            }
        }
    }

    @Test
    void aScreenTellsWhatIsWorstFirst() {
        Report report = Reports.LEAKS.report();
        String text = text(Painter.paint(scene(report), View.START, new Canvas.Size(100, 30)));

        assertThat(text.lines().findFirst().orElseThrow())
                .contains(report.status().word().toUpperCase(Locale.ROOT))
                .contains("every 2s");
        assertThat(text)
                .contains("PID", "q quit")
                .contains(report.findings().getFirst().summary().substring(0, 20));
    }

    @Test
    void whatFailsShowsWhatItLastToldWithItsAge() {
        Report good = Reports.SATURATED.report();
        TargetReport told = good.targets().getFirst();
        Report failed = Reports.REFUSED.report();
        TargetReport now = failed.targets().getFirst();
        Map<Target, TargetReport> known = Map.of(now.target(), told);
        Map<Target, Instant> at = Map.of(now.target(), failed.at().minusSeconds(83));
        Frame frame = new Frame(failed, known, at, List.of());
        Scene scene = new Scene(frame, new History(), "every 2s", false, false);

        String text = text(Painter.paint(scene, View.START, new Canvas.Size(160, 30)));

        assertThat(text)
                .contains(" ? " + told.pools().getFirst().pool().name().shown())
                .contains("as of 1m 23s ago: ");
    }

    @Test
    void theFirstScreenSaysThatNothingWasSeenYet() {
        Report none =
                new Report(
                        Question.WATCH,
                        Instant.EPOCH,
                        Duration.ZERO,
                        Status.UNKNOWN,
                        0,
                        Thresholds.DEFAULT,
                        List.of());
        assertThat(text(Painter.paint(scene(none), View.START, new Canvas.Size(60, 15))))
                .contains("looking for the first time")
                .doesNotContain("HEALTHY");
    }

    private static String text(List<Line> lines) {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }
}
