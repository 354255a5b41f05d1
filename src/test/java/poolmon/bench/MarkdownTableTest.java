package poolmon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The tables of `docs/performance.md` are Markdown, and readable as they stand.
class MarkdownTableTest {

    @Test
    void figuresStandToTheRightAndWordsToTheLeft() {
        assertThat(
                        new MarkdownTable("what", "ms", "takes ×")
                                .row("poolmon db", "98", "")
                                .row("psql", "9.5", "10 and 12")
                                .markdown())
                .isEqualTo(
                        """
                        | what       |  ms |   takes × |
                        | ---------- | --: | --------: |
                        | poolmon db |  98 |           |
                        | psql       | 9.5 | 10 and 12 |
                        """);
    }

    @Test
    void aColumnWithAWordInItIsNoColumnOfFigures() {
        assertThat(new MarkdownTable("a").row("1").row("n/a").markdown())
                .isEqualTo("| a   |\n| --- |\n| 1   |\n| n/a |\n");
    }

    @Test
    void whatIsNotKnownAndWhatIsLessThanNothingAreFigures() {
        assertThat(new MarkdownTable("ms").row("–").row("-0.50").markdown())
                .isEqualTo("|    ms |\n| ----: |\n|     – |\n| -0.50 |\n");
    }

    @Test
    void aRowOfTooFewCellsIsAMistake() {
        assertThatThrownBy(() -> new MarkdownTable("a", "b").row("1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figuresHaveAsManyDigitsAsCanBeKnown() {
        assertThat(MarkdownTable.figure(0.6)).isEqualTo("0.60");
        assertThat(MarkdownTable.figure(1.24)).isEqualTo("1.2");
        assertThat(MarkdownTable.figure(98.7)).isEqualTo("99");
        assertThat(MarkdownTable.figure(12345)).isEqualTo("12,345");
        assertThat(MarkdownTable.figure(-3)).isEqualTo("-3.0");
        assertThat(MarkdownTable.figure(0)).isEqualTo("0");
        assertThat(MarkdownTable.count(10_000)).isEqualTo("10,000");
    }
}
