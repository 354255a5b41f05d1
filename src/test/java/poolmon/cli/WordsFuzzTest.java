package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import picocli.CommandLine.TypeConversionException;

import poolmon.fixture.Cli;
import poolmon.fuzz.Fuzz;

import java.time.Duration;
import java.util.List;

/// Whatever stands on the command line is a value that makes sense, or a sentence.
class WordsFuzzTest {
    private static Fuzz.Parser told(Fuzz.Parser parser) {
        return text -> {
            try {
                parser.take(text);
            } catch (IllegalArgumentException | TypeConversionException sentence) {
                assertThat(sentence.getMessage()).isNotBlank();
            }
        };
    }

    @Test
    void anyDurationIsOneAndNeverNegative() {
        Fuzz.of(
                        List.of("1h30m", "250ms", "PT1H", "2d", "1.5s"),
                        "h",
                        "m",
                        "s",
                        "ms",
                        "d",
                        "P",
                        "T",
                        ".",
                        "-",
                        "9")
                .feed(
                        told(
                                text ->
                                        assertThat(Durations.read(text))
                                                .isGreaterThanOrEqualTo(Duration.ZERO)));
    }

    @Test
    void anyNumberIsWithinItsBounds() {
        Fuzz.of(
                        List.of("80", "95.5", "80%", "300/s", "18000/h", "25%"),
                        "%",
                        "/s",
                        "/m",
                        "/h",
                        ".",
                        "e",
                        "-",
                        "9")
                .feed(
                        text -> {
                            told(t -> assertThat(Percent.read(t)).matches(p -> p >= 0 && p <= 100))
                                    .take(text);
                            told(t -> assertThat(Whole.read(t)).isNotNegative()).take(text);
                            told(t ->
                                            assertThat(Rates.read(t))
                                                    .isFinite()
                                                    .matches(rate -> rate >= 0))
                                    .take(text);
                            told(t -> assertThat(Surge.read(t)).isNotNull()).take(text);
                        });
    }

    /// Up to the last byte that is printed.
    @Test
    void anySavedAnswerIsPrintedWithoutAControl() {
        String answer =
                "{\"timestamp\":\"2026-11-23T11:03:19\",\"status\":\"degraded\",\"pools\":{\"database\":"
                    + "{\"status\":\"healthy\",\"pool_size\":5,\"max_overflow\":10,\"checked_in\":1,"
                    + "\"checked_out\":4,\"overflow\":0,\"total_capacity\":15,"
                    + "\"utilization_percent\":26.7,\"error\":\"no\"},\"redis\":{\"status\":\"error\"}}}";
        String[] formats = {"table", "json", "csv", "prometheus", "nagios", "markdown"};
        int[] turn = {0};
        Fuzz.of(
                        List.of(answer),
                        "{",
                        "}",
                        "\"",
                        ":",
                        ",",
                        "null",
                        "\\u001b[2J",
                        "\\u202e",
                        "\\n",
                        "\\u0000",
                        "\"database\":",
                        "\"error\":\"",
                        "\\ud800",
                        "|",
                        "`",
                        "*",
                        "<b>")
                .feed(
                        text -> {
                            Cli.Result result =
                                    Cli.BARE
                                            .piping(text)
                                            .run(
                                                    "pools",
                                                    "--file",
                                                    "-",
                                                    "-vv",
                                                    "-o",
                                                    formats[turn[0]++ % formats.length]);
                            assertThat(result.exit()).as(result.err()).isBetween(0, 3);
                            String told = result.out() + result.err();
                            assertThat(
                                            told.chars()
                                                    .filter(c -> c != '\n')
                                                    .noneMatch(WordsFuzzTest::isHarmful))
                                    .as(told)
                                    .isTrue();
                        });
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
