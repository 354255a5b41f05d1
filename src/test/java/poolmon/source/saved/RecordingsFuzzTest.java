package poolmon.source.saved;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.Reports;
import poolmon.fuzz.Fuzz;
import poolmon.output.Format;
import poolmon.output.Paper;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Whatever became of a recording, each of its lines is a look or none.
class RecordingsFuzzTest {
    @TempDir private Path folder;

    private static String recorded(Reports report) {
        StringWriter line = new StringWriter();
        try {
            Format.JSON.open(new Paper(line, OptionalInt.empty(), false)).print(report.report());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    @Test
    void anyLineIsALookOrNone() throws IOException {
        List<String> looks =
                Stream.of(Reports.values())
                        .map(RecordingsFuzzTest::recorded)
                        .filter(line -> line.length() < 1 << 14)
                        .toList();
        Path file = folder.resolve("looks.jsonl");
        Fuzz.of(
                        looks,
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "null",
                        "-1",
                        "\"pools\":",
                        "\"status\":\"critical\"",
                        "\"kind\":",
                        "\n",
                        "1e99")
                .feedBytes(
                        bytes -> {
                            Files.write(file, bytes);
                            try (RecordedLooks recorded = RecordedLooks.open(file)) {
                                for (int line = 0; line < recorded.count(); line++) {
                                    assertThat(recorded.at(line)).isNotNull();
                                }
                            }
                        });
    }
}
