package poolmon.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.model.Status;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

class ShowTest {

    @ParameterizedTest
    @CsvSource({
        "PT-5S,0ms",
        "PT0S,0ms",
        "PT0.35S,350ms",
        "PT42.9S,42s",
        "PT14M3S,14m 03s",
        "PT59M59S,59m 59s",
        "PT2H5M59S,2h 05m",
        "PT76H10M,3d 04h"
    })
    void showsAgesInTheirTwoGreatestUnits(Duration age, String shown) {
        assertThat(Show.age(age)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT0.0004S,<1 ms", "PT0.0091S,9 ms", "PT0.9994S,999 ms", "PT5S,5.0 s"})
    void showsLatencies(Duration latency, String shown) {
        assertThat(Show.latency(latency)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "79.96,HEALTHY,79.9",
        "80.0,DEGRADED,80.0",
        "80.04,DEGRADED,80.0",
        "94.99,DEGRADED,94.9",
        "95.0,DEGRADED,95.0",
        "95.01,CRITICAL,95.1",
        "99.96,CRITICAL,99.9",
        "100.0,CRITICAL,100.0",
        "120.04,CRITICAL,120.1",
        "33.3,HEALTHY,33.3",
        "0.0,HEALTHY,0.0",
        "NaN,CRITICAL,?"
    })
    void roundsPercentTowardsTheSideOfTheStatus(double percent, Status status, String shown) {
        assertThat(Show.percent(OptionalDouble.of(percent), status)).isEqualTo(shown);
    }

    /// The property behind the table above: whoever judges the printed figure by the default
    /// thresholds comes to the status that is printed beside it. Rounding to the nearest fails at
    /// 79.95 already.
    @Test
    void noPrintedPercentContradictsItsStatus() {
        for (int used = 0; used <= 24_000; used++) {
            double percent = 100.0 * used / 20_000;
            Status status = Thresholds.DEFAULT.judge(percent);
            for (int decimals = 1; decimals <= 2; decimals++) {
                double printed = Show.rounded(percent, status, decimals).doubleValue();
                assertThat(Thresholds.DEFAULT.judge(printed)).as("%s", percent).isEqualTo(status);
                assertThat(printed >= 100).as("full at %s", percent).isEqualTo(percent >= 100);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T11:03:19.693Z,2026-11-23T11:03:19.693Z",
        "2024-02-29T00:00:00Z,2024-02-29T00:00:00.000Z",
        "1969-12-31T23:59:59.9999Z,1969-12-31T23:59:59.999Z"
    })
    void showsTimesInUtcWithMilliseconds(Instant time, String shown) {
        assertThat(Show.time(time)).isEqualTo(shown);
    }
}
