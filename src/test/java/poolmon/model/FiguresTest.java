package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "79.96, HEALTHY, 79.9",
        "80.0, DEGRADED, 80.0",
        "80.04, DEGRADED, 80.0",
        "94.99, DEGRADED, 94.9",
        "95.0, DEGRADED, 95.0",
        "95.01, CRITICAL, 95.1",
        "99.96, CRITICAL, 99.9",
        "100.0, CRITICAL, 100.0",
        "120.04, CRITICAL, 120.1",
        "33.3, HEALTHY, 33.3",
        "0.0, HEALTHY, 0.0",
        "NaN, CRITICAL, ?"
    })
    void percentagesAreRoundedTowardsTheSideOfTheStatus(
            double percent, Status status, String shown) {
        assertThat(Figures.percent(percent, status)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "6.666666, 6.67",
        "73.333333, 73.33",
        "79.999, 79.99",
        "95.001, 95.01",
        "92.4999, 92.49",
        "40, 40.0",
        "100, 100.0"
    })
    void programsGetHundredthsThatCompareAsTheExactFigure(double percent, double shown) {
        assertThat(Figures.twoDecimals(percent)).isEqualTo(shown);
    }

    /// Whoever judges the printed figure by the default thresholds comes to the status that is
    /// printed beside it. Rounding to the nearest fails at 79.95 already.
    @Property
    void noPrintedPercentageContradictsItsStatus(
            @ForAll @IntRange(max = 100_000) int used,
            @ForAll @IntRange(min = 1, max = 100_000) int capacity) {
        double percent = new Utilization(used, capacity).percent();
        Status status = Thresholds.DEFAULT.judge(percent);

        assertThat(Thresholds.DEFAULT.judge(Double.parseDouble(Figures.percent(percent, status))))
                .isEqualTo(status);
        assertThat(Thresholds.DEFAULT.judge(Figures.twoDecimals(percent))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.85S, 850ms",
        "PT59S, 59s",
        "PT14M3S, 14m 03s",
        "PT2H5M59S, 2h 05m",
        "PT49H, 2d 01h",
        "PT-3S, 0ms"
    })
    void agesShowTheirTwoLargestUnits(Duration age, String shown) {
        assertThat(Figures.age(age)).isEqualTo(shown);
    }
}
