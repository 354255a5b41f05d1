package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import poolmon.columns.TextWidth;
import poolmon.fixture.HostileReports;
import poolmon.fixture.Reports;
import poolmon.model.Report;
import poolmon.model.ServerText;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What holds for every format, those to come included: a new one is a line in [Format] and is
/// tested here without another.
class OutputContractTest {
    private static final String SECRET = "hunter2";

    private record Case(Format format, String name, Report report, OptionalInt width) {
        String print(boolean colour) {
            return Printed.print(format, report, width, colour);
        }

        @Override
        public String toString() {
            return format + " " + name + " at " + width;
        }
    }

    private static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Format format : Format.values()) {
            for (int width : new int[] {0, 20, 60, 80, 120}) {
                OptionalInt at = width == 0 ? OptionalInt.empty() : OptionalInt.of(width);
                for (Reports report : Reports.values()) {
                    cases.add(new Case(format, report.name(), report.report(), at));
                }
                cases.add(new Case(format, "HUGE", HostileReports.huge(), at));
            }
        }
        return cases.stream();
    }

    /// Whatever a server sends, nothing but line ends and our own colours steers the terminal.
    @ParameterizedTest
    @MethodSource("cases")
    void noControlCharacterReachesThePaper(Case each) {
        String plain = each.print(false);
        String coloured = each.print(true);
        assertThat(harm(plain)).isEmpty();
        assertThat(harm(Printed.withoutColour(coloured))).isEmpty();
        assertThat(plain.equals(Printed.withoutColour(coloured)))
                .as("colour only colours")
                .isTrue();
    }

    private static List<String> harm(String text) {
        return text.codePoints()
                .filter(c -> c != '\n' && !ServerText.isHarmless(c))
                .mapToObj(Integer::toHexString)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noSecretIsPrinted(Case each) {
        assertThat(each.print(false).contains(SECRET)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWithALineEndAndNoLineEndsWithASpace(Case each) {
        String text = each.print(false);
        assertThat(text.endsWith("\n")).isTrue();
        assertThat(text.lines().filter(line -> line.endsWith(" "))).isEmpty();
    }

    /// Wider lines would be broken by the terminal, in the middle of the columns below them.
    @ParameterizedTest
    @MethodSource("cases")
    void theTableKeepsItsWidth(Case each) {
        if (each.format() == Format.TABLE && each.width().isPresent()) {
            int width = each.width().getAsInt();
            assertThat(each.print(false).lines().filter(line -> TextWidth.of(line) > width))
                    .isEmpty();
        }
    }

    /// A reader that goes away must not pass for one that has read everything.
    @ParameterizedTest
    @EnumSource(Format.class)
    void tellsWhenThePaperIsGone(Format format) {
        Paper gone = new Paper(new BrokenWriter(), OptionalInt.empty(), false);
        Assertions.assertThrows(
                IOException.class, () -> format.open(gone).print(Reports.LEAKS.report()));
    }

    private static final class BrokenWriter extends Writer {
        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void close() {}
    }
}
