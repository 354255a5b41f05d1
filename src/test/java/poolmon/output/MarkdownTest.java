package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Reports;

import java.util.List;

/// Whatever a server says, a ticket shows it and nothing else.
class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\u0000',
            value = {
                "<img src=x onerror=alert(1)> ! &lt;img src=x onerror=alert(1)&gt;",
                "a & b ! a &amp; b",
                "# no heading ! \\# no heading",
                "1. no list ! 1\\. no list",
                "- no item ! \\- no item",
                "a | b ! a \\| b",
                "[link](http://x) ! \\[link\\](http://x)",
                "`code` ! \\`code\\`",
                "snake_case * 2 ! snake\\_case \\* 2",
                "SELECT 1 - 2 -- not at the start ! SELECT 1 - 2 -- not at the start",
                "back\\slash ! back\\\\slash"
            })
    void textMeansNothingButItself(String text, String escaped) {
        assertThat(Markdown.plain(text.strip())).isEqualTo(escaped.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"plain ! `plain`", "a`b ! ``a`b``", "`a ! `` `a ``"})
    void aCodeSpanEndsWhereItShould(String text, String span) {
        assertThat(Markdown.code(text)).isEqualTo(span);
    }

    /// A cell more or less would shift everything behind it.
    @ParameterizedTest
    @EnumSource(Reports.class)
    void everyRowOfATableHasTheCellsOfItsTitle(Reports report) {
        List<String> lines = Printed.print(Format.MARKDOWN, report.report()).lines().toList();
        int cells = 0;
        for (String line : lines) {
            if (!line.startsWith("|")) {
                cells = 0;
                continue;
            }
            int here = line.replace("\\\\", "").replace("\\|", "").split("\\|", -1).length;
            cells = cells == 0 ? here : cells;
            assertThat(here).as(line).isEqualTo(cells);
        }
        assertThat(lines.getFirst()).startsWith("# poolmon ");
    }
}
