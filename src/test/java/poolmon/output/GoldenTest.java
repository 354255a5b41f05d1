package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import poolmon.fixture.Golden;
import poolmon.fixture.Reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every format of every report, compared with files that a person has read and found good. Whoever
/// changes one changes what users see.
@ResourceLock(Resources.LOCALE)
class GoldenTest {
    /// Turkish has a dotless i, German a decimal comma: each has broken tools before.
    private static final List<Locale> LOCALES =
            List.of(
                    Locale.ROOT,
                    Locale.US,
                    Locale.forLanguageTag("tr-TR"),
                    Locale.forLanguageTag("de-DE"));

    private record Sheet(Format format, Reports report, OptionalInt width, boolean colour) {
        String path() {
            String at = width.isPresent() ? Integer.toString(width.getAsInt()) : "none";
            String suffix = colour ? ".colour" : "";
            return format.word() + "/" + report.fileName() + "." + at + suffix + ".txt";
        }

        String print() {
            return Printed.print(format, report.report(), width, colour);
        }

        @Override
        public String toString() {
            return path();
        }
    }

    /// Only the table is laid out for each width; other formats know at most a terminal from a
    /// file.
    private static Stream<Sheet> sheets() {
        List<Sheet> sheets = new ArrayList<>();
        for (Format format : Format.values()) {
            int[] widths = format == Format.TABLE ? new int[] {60, 80, 120} : new int[] {80};
            for (Reports report : Reports.values()) {
                for (int width : widths) {
                    sheets.add(new Sheet(format, report, OptionalInt.of(width), false));
                }
                sheets.add(new Sheet(format, report, Printed.NO_WIDTH, false));
                if (format == Format.TABLE) {
                    sheets.add(new Sheet(format, report, OptionalInt.of(80), true));
                }
            }
        }
        return sheets.stream();
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void printsTheSameUnderEveryLocale(Sheet sheet) throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : LOCALES) {
                Locale.setDefault(locale);
                Golden.check(sheet.path(), sheet.print());
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /// A golden file that no report is compared with would be trusted for nothing.
    @Test
    void everyGoldenFileIsCompared() throws IOException {
        TreeSet<String> compared = new TreeSet<>();
        sheets().forEach(sheet -> compared.add(sheet.path()));
        for (Format format : Format.values()) {
            assertThat(Golden.files())
                    .filteredOn(file -> file.startsWith(format.word() + "/"))
                    .isSubsetOf(compared);
        }
    }
}
