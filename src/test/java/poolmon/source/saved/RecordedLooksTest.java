package poolmon.source.saved;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Reports;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.output.Format;
import poolmon.output.Paper;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// What was recorded comes back as it was.
class RecordedLooksTest {
    @TempDir private Path folder;

    private static String json(Report report) throws IOException {
        StringWriter text = new StringWriter();
        Format.JSON.open(new Paper(text, OptionalInt.empty(), false)).print(report);
        return text.toString();
    }

    /// Sizings are plans, and no look that a recording could hold.
    @ParameterizedTest
    @EnumSource(
            value = Reports.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SIZE", "SIZE_OBSERVED"})
    void aReportComesBackWithAllThatJsonHolds(Reports each) throws IOException {
        String written = json(each.report().with(List.of(), each.report().exitCode()));

        assertThat(json(RecordedReport.of(written))).isEqualTo(written);
    }

    @Test
    void whatIsNoReportIsNoLook() throws IOException {
        Path file = folder.resolve("looks");
        String good = json(Reports.SATURATED.report());
        Files.writeString(
                file,
                good
                        + good.substring(0, 100)
                        + "\n\n{}\n[]\nnull\n{\"schema\":\"poolmon/v2\"}\n"
                        + good
                        + good.substring(0, 200));

        try (RecordedLooks looks = RecordedLooks.open(file)) {
            List<Integer> readable =
                    java.util.stream.IntStream.range(0, looks.count())
                            .filter(line -> isReadable(looks, line))
                            .boxed()
                            .toList();
            assertThat(readable).containsExactly(0, 6);
            assertThat(looks.at(6).orElseThrow().status()).isEqualTo(Status.CRITICAL);
        }
    }

    private static boolean isReadable(RecordedLooks looks, int line) {
        try {
            return looks.at(line).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /// Words that a later version may write are not taken for something good.
    @ParameterizedTest
    @ValueSource(strings = {"\"status\":\"splendid\"", "\"status\":7", "\"status\":null"})
    void anUnknownStatusIsAnError(String status) throws IOException {
        String text =
                "{\"schema\":\"poolmon/v1\",\"timestamp\":\"2026-11-23T11:03:19.693Z\","
                        + status
                        + ",\"targets\":[{\"target\":\"x\","
                        + status
                        + ",\"pools\":[{\"kind\":\"nonsense\"},{\"kind\":\"database\","
                        + status
                        + ",\"checked_out\":-4,\"total_capacity\":\"a\"}]}]}";

        Report report = RecordedReport.of(text);

        assertThat(report.status()).isEqualTo(Status.ERROR);
        assertThat(report.targets().getFirst().status()).isEqualTo(Status.ERROR);
        assertThat(report.targets().getFirst().pools())
                .singleElement()
                .satisfies(pool -> assertThat(pool.status()).isEqualTo(Status.ERROR));
    }
}
