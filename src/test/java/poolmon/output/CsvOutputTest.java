package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Reports;
import poolmon.model.ServerText;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

final class CsvOutputTest {

    /// As RFC 4180 has it, with line feeds alone for line ends.
    private static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && text.startsWith("\"\"", i)) {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                cell.append(c);
            }
        }
        assertThat(quoted).isFalse();
        assertThat(row).isEmpty();
        return rows;
    }

    private static List<List<String>> parse(Reports report) {
        return parse(Printed.print(Format.CSV, report.report()));
    }

    @ParameterizedTest
    @EnumSource(Reports.class)
    void everyRowHasACellForEachColumn(Reports report) {
        List<List<String>> rows = parse(report);
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.getFirst()));
        assertThat(rows.getFirst()).doesNotHaveDuplicates();
    }

    @Test
    void aPoolIsARowWithTheFieldsOfJson() {
        List<List<String>> rows = parse(Reports.SATURATED);
        Map<String, String> database = row(rows, 1);
        assertThat(database)
                .containsEntry("name", "database")
                .containsEntry("status", "critical")
                .containsEntry("checked_out", "15")
                .containsEntry("total_capacity", "15")
                .containsEntry("utilization_percent", "100.0")
                .containsEntry("waiting", "");
    }

    @Test
    void aServerTellsItsSlotsBesideWhatIsInUse() {
        Map<String, String> server = row(parse(Reports.DB), 1);
        assertThat(server)
                .containsEntry("checked_out", "63")
                .containsEntry("slots_used", "93")
                .containsEntry("total_capacity", "95");
    }

    @Test
    void aTargetThatToldNothingHasARowWithItsError() {
        Map<String, String> refused = row(parse(Reports.REFUSED), 1);
        assertThat(refused)
                .containsEntry("status", "error")
                .containsEntry("name", "")
                .containsEntry("error", "connection to 127.0.0.1 port 8000 refused");
    }

    private static Map<String, String> row(List<List<String>> rows, int at) {
        List<String> names = rows.getFirst();
        return IntStream.range(0, names.size())
                .boxed()
                .collect(
                        java.util.stream.Collectors.toMap(
                                i -> names.get(i), i -> rows.get(at).get(i)));
    }

    /// A spreadsheet would run it.
    @Test
    void textOfAServerIsNoFormula() throws IOException {
        StringWriter text = new StringWriter();
        Csv csv = new Csv(text);
        for (String evil : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "a=1")) {
            csv.text(new ServerText(evil));
        }
        csv.own("-4");
        csv.end();
        assertThat(text).hasToString("'=1+1,'+1,'-1,'@SUM(A1),'=1,'=1,a=1,-4\n");
    }

    @Test
    void quotesAndCommasComeBackAsTheyWere() throws IOException {
        StringWriter text = new StringWriter();
        Csv csv = new Csv(text);
        csv.text(new ServerText("SELECT \"a\", 'b'"));
        csv.end();
        assertThat(parse(text.toString())).containsExactly(List.of("SELECT \"a\", 'b'"));
    }
}
