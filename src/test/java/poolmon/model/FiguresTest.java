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
        "0, 0.0",
        "33.333333, 33.3",
        "79.96, 79.9",
        "79.999, 79.9",
        "80, 80.0",
        "80.001, 80.01",
        "95, 95.0",
        "95.01, 95.01",
        "100, 100.0"
    })
    void aPercentageNeverReadsAsAThresholdThatItIsNot(double percent, String shown) {
        assertThat(Figures.percent(percent)).isEqualTo(shown);
    }

    @Property
    void theShownFigureStandsOnTheSameSideOfBothThresholds(
            @ForAll @IntRange(max = 100_000) int used,
            @ForAll @IntRange(min = 1, max = 100_000) int capacity) {
        double percent = new Utilization(used, capacity).percent();
        double shown = Double.parseDouble(Figures.percent(percent));

        assertThat(Thresholds.DEFAULT.judge(shown)).isEqualTo(Thresholds.DEFAULT.judge(percent));
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
