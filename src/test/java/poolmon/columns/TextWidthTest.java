package poolmon.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextWidthTest {

    /// Counting characters instead of columns would give 2, 7, 4 and 3 here.
    @ParameterizedTest
    @CsvSource({"在庫,4", "'e\u0301a\u0300bc\u0327',4", "🐘🐘,4", "h…t,3", "ünïcödé,7", "'',0"})
    void countsTheColumnsOfATerminal(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void cutsWithAnEllipsisOnlyWhatDoesNotFit() {
        assertThat(TextWidth.cut("checkout", 8)).isEqualTo("checkout");
        assertThat(TextWidth.cut("checkout", 7)).isEqualTo("checko…");
        assertThat(TextWidth.cut("checkout", 1)).isEqualTo("…");
    }

    /// An ideograph that half fits is left out whole; a surrogate pair is never torn.
    @Test
    void neverSplitsACharacter() {
        assertThat(TextWidth.cut("在庫在庫", 6)).isEqualTo("在庫…");
        assertThat(TextWidth.cut("在庫在庫", 4)).isEqualTo("在…");
        assertThat(TextWidth.cut("🐘🐘🐘", 4)).isEqualTo("🐘…");
        assertThat(TextWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
    }

    /// A text of one letter and a million marks would else pass through a column of any width.
    @Test
    void cutsPilesOfCombiningMarks() {
        assertThat(TextWidth.cut("z" + "\u0327".repeat(1_000_000), 10)).hasSizeLessThan(20);
    }

    @Test
    void wrapsAtSpacesAndWithinWordsThatAreTooWide() {
        assertThat(TextWidth.wrap("the pool is full", 8)).containsExactly("the pool", "is full");
        assertThat(TextWidth.wrap("http://example.org/ is", 10))
                .containsExactly("http://exa", "mple.org/", "is");
        assertThat(TextWidth.wrap("在庫を更新", 5)).containsExactly("在庫", "を更", "新");
        assertThat(TextWidth.wrap("target  answer", 20)).containsExactly("target  answer");
        assertThat(TextWidth.wrap("", 20)).isEmpty();
    }

    /// Nothing of a finding may get lost at a break, and no line may be wider than told.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 20, 80})
    void wrapsWithoutLoss(int width) {
        String text = "SELECT '在庫' FROM " + "x".repeat(50) + " WHERE e\u0301 = 1 -- 🐘";
        assertThat(String.join("", TextWidth.wrap(text, width)).replace(" ", ""))
                .isEqualTo(text.replace(" ", ""));
        assertThat(TextWidth.wrap(text, width))
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(width));
    }

    /// Addresses differ in their ends.
    @Test
    void cutsAtTheStartWhatIsKnownByItsEnd() {
        assertThat(TextWidth.cutStart("10.0.0.7:8080", 13)).isEqualTo("10.0.0.7:8080");
        assertThat(TextWidth.cutStart("10.0.0.7:8080", 7)).isEqualTo("…7:8080");
        assertThat(TextWidth.cutStart("10.0.0.7:8080", 1)).isEqualTo("…");
        assertThat(TextWidth.cutStart("在庫:80", 6)).isEqualTo("…庫:80");
        assertThat(TextWidth.cutStart("在庫:80", 5)).isEqualTo("…:80");
        assertThat(TextWidth.cutStart("xxe\u0301:80", 4)).isEqualTo("…:80");
    }
}
