package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Reports;
import poolmon.model.Status;
import poolmon.model.Thresholds;
import poolmon.model.Utilization;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The grammar is that of the Monitoring Plugins Development Guidelines.
final class NagiosOutputTest {
    private static final String RANGE = "(?:@?(?:-?[0-9.]+:|~:)?(?:-?[0-9.]+)?)?";
    private static final Pattern DATUM =
            Pattern.compile(
                    "'((?:[^'=]|'')+)'=(-?[0-9.]+)(s|%|B|c)?;("
                            + RANGE
                            + ");("
                            + RANGE
                            + ");(-?[0-9.]*)(?:;(-?[0-9.]*))?(?: |$)");

    private static List<String> lines(Reports report) {
        return Printed.print(Format.NAGIOS, report.report()).lines().toList();
    }

    @ParameterizedTest
    @EnumSource(Reports.class)
    void theFirstLineIsTheAnswerWithItsData(Reports report) {
        String first = lines(report).getFirst();
        String word =
                switch (report.report().exitCode()) {
                    case 0 -> "OK";
                    case 1 -> "WARNING";
                    case 2 -> "CRITICAL";
                    default -> "UNKNOWN";
                };
        assertThat(first)
                .matches(
                        "(POOLS|DB|REDIS|LEAKS|SIZE|DIAGNOSE|TREND) "
                                + word
                                + " - [^|]+ \\| [^|]+");
        List<String> labels = new ArrayList<>();
        String data = first.substring(first.indexOf('|') + 2);
        Matcher datum = DATUM.matcher(data);
        int at = 0;
        while (datum.find() && datum.start() == at) {
            labels.add(datum.group(1));
            at = datum.end();
        }
        assertThat(at).as(data.substring(Math.min(at, data.length()))).isEqualTo(data.length());
        assertThat(labels).doesNotHaveDuplicates().contains("time");
    }

    /// What stands behind it would be taken for performance data.
    @ParameterizedTest
    @EnumSource(Reports.class)
    void noOtherLineHasABar(Reports report) {
        assertThat(lines(report).stream().skip(1)).noneMatch(line -> line.contains("|"));
    }

    /// A monitor that reads the thresholds comes to the same word as poolmon.
    @ParameterizedTest
    @CsvSource({
        "15, 80, 95",
        "100, 80, 95",
        "10, 80, 95",
        "20, 80, 95",
        "1, 80, 95",
        "2500, 80, 95",
        "7, 33.3, 66.6",
        "100, 0, 0",
        "100, 100, 100",
        "10, 0, 95"
    })
    void theThresholdsSayWhatTheStatusSays(long capacity, double warning, double critical) {
        Thresholds thresholds = new Thresholds(warning, critical);
        for (long used = 0; used <= capacity + 1; used++) {
            Perfdata data = new Perfdata();
            data.used("pool", used, OptionalLong.of(capacity), thresholds);
            String[] parts = data.toString().split("[=;]", -1);
            Status read =
                    isOutside(used, parts[3])
                            ? Status.CRITICAL
                            : isOutside(used, parts[2]) ? Status.DEGRADED : Status.HEALTHY;
            assertThat(read)
                    .as(data.toString())
                    .isEqualTo(thresholds.judge(new Utilization(used, capacity)));
        }
    }

    /// `11`: an alert at 12 and above; `@0:`: an alert from 0 on.
    private static boolean isOutside(long value, String range) {
        return range.equals("@0:") || value > Long.parseLong(range);
    }

    @Test
    void manyPoolsAreSummedUp() {
        String first = lines(Reports.FLEET).getFirst();
        assertThat(first)
                .contains("'critical'=8;;;0", "'connections'=241;;;0;990")
                .doesNotContain("10.0.0.1:8000");
        assertThat(String.join("\n", lines(Reports.FLEET)).length()).isLessThan(8192);
    }

    @Test
    void namesakesHaveLabelsOfTheirOwn() {
        Perfdata data = new Perfdata();
        data.count("it's=a|b", 1);
        data.count("it's=a|b", 2);
        assertThat(data.toString()).isEqualTo("'it''s:a/b'=1;;;0 'it''s:a/b 2'=2;;;0");
    }
}
