package poolmon.source.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The syntax is that of Prometheus' text format 0.0.4, of OpenMetrics 1.0 and of names in quotes.
final class ExpositionTextTest {
    private static final Set<String> WANTED = Set.of("m", "db_pool");

    private static Exposition read(String text) {
        return ExpositionText.read(text, WANTED).orElseThrow();
    }

    private static Sample only(String line) {
        Exposition exposition = read(line + "\n");
        assertThat(exposition.troubles()).isEmpty();
        assertThat(exposition.samples()).hasSize(1);
        return exposition.samples().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "m 1~1",
                "  m   1.50  ~1.5",
                "m{} 2~2",
                "m 3 1700000000000~3",
                "m{a=\"b\"} 4 1700000000.123 # {trace=\"x\"} 0.5 1700000000~4",
                "m 1e3~1000",
                "m -0.25~-0.25",
                "m +Inf~Infinity",
                "m -Inf~-Infinity",
                "m 0x1p3~8"
            })
    void readsValues(String line, double value) {
        assertThat(only(line).value()).isEqualTo(value);
    }

    @Test
    void readsNotANumberAndLinesOfWindows() {
        assertThat(only("m NaN").value()).isNaN();
        assertThat(only("m 5\r").value()).isEqualTo(5);
    }

    @Test
    void readsLabelsWithTheirEscapes() {
        Sample sample = only("m{a=\"x,y}\", b = \"q\\\"u\\\\o\\nte\" , c=\"\",} 1");
        assertThat(sample.labels()).isEqualTo(Map.of("a", "x,y}", "b", "q\"u\\o\nte", "c", ""));
    }

    @Test
    void readsANameInQuotesAsItsOlderFormHasIt() {
        Sample sample = only("{\"db.pool\",\"pool.name\"=\"orders\"} 3");
        assertThat(sample.name()).isEqualTo("db_pool");
        assertThat(sample.labels()).isEqualTo(Map.of("pool.name", "orders"));
    }

    @Test
    void passesOverWhatWasNotAskedFor() {
        Exposition exposition =
                read("# HELP x y\n# TYPE x gauge\nx{a=\"b\"} 1\nm 2\nother 3\n# EOF\n");
        assertThat(exposition.samples()).extracting(Sample::name).isEqualTo(List.of("m"));
        assertThat(exposition.series()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m ",
                "m one",
                "m 1f",
                "m 1,5",
                "m{a=b} 1",
                "m{a=\"b} 1",
                "m{a=\"b\" 1",
                "m{a=\"b\",a=\"c\"} 1",
                "m{=\"b\"} 1",
                "m{a\"b\"} 1"
            })
    void aLineThatWasAskedForAndCannotBeReadIsTold(String line) {
        Exposition exposition = read("# TYPE m gauge\nm 1\n" + line + "\n");
        assertThat(exposition.samples()).hasSize(1);
        assertThat(exposition.troubles()).hasSize(1).first().asString().contains("line 3");
    }

    /// `m 15` may be the start of `m 150`.
    @Test
    void aLastLineWithoutItsEndIsNotTrusted() {
        Exposition exposition = read("m 1\nm{a=\"b\"} 15");
        assertThat(exposition.samples()).hasSize(1);
        assertThat(exposition.troubles()).first().asString().contains("cut off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Service unavailable\n",
                "ok\n",
                "<html><body>no</body></html>\n",
                "{\"status\": \"ok\"}\n",
                "# just a comment\n",
                "a,b,c\n1,2,3\n"
            })
    void anythingElseIsNoExposition(String text) {
        assertThat(ExpositionText.read(text, WANTED)).isEmpty();
    }

    /// Far more than any program has: read to the end, and what is left out is told.
    @Test
    void aMillionSeriesAreReadAndWhatIsTooMuchIsTold() {
        StringBuilder text = new StringBuilder(16_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            text.append("m{i=\"").append(i).append("\"} 1\n");
        }
        Exposition exposition = read(text.toString());
        assertThat(exposition.series()).isEqualTo(1_000_000);
        assertThat(exposition.samples()).hasSize(20_000);
        assertThat(exposition.troubles()).hasSize(1).first().asString().contains("more than");
    }
}
