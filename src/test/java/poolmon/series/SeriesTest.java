package poolmon.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The formulas, against values reckoned by hand.
class SeriesTest {

    @Test
    void aSeriesThatOnlyRises() {
        MannKendall trend = MannKendall.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

        // variance 10·9·25/18 = 125, z = 44/√125 = 3.9354
        assertThat(trend.s()).isEqualTo(45);
        assertThat(trend.p()).isCloseTo(8.3e-5, within(1e-6));
    }

    @Test
    void tiesWidenNothing() {
        MannKendall trend = MannKendall.of(new double[] {1, 1, 2, 2, 3});

        // variance (5·4·15 − 2·2·1·9)/18 = 14.667, z = 7/√14.667 = 1.8278
        assertThat(trend.s()).isEqualTo(8);
        assertThat(trend.p()).isCloseTo(0.0676, within(1e-4));
    }

    @Test
    void withoutATrendOrWithoutAnythingNothingIsSaid() {
        assertThat(MannKendall.of(new double[] {4, 4, 4})).isEqualTo(new MannKendall(0, 1));
        assertThat(MannKendall.of(new double[] {})).isEqualTo(new MannKendall(0, 1));
        assertThat(MannKendall.of(new double[] {1, 3, 1, 3, 1}).p()).isGreaterThan(0.9);
    }

    @Test
    void oneWildValueBendsNoSlope() {
        assertThat(TheilSen.slope(new double[] {1, 3, 5, 7})).isEqualTo(2);
        assertThat(TheilSen.slope(new double[] {1, 3, 500, 7, 9})).isEqualTo(2);
        assertThat(TheilSen.slope(new double[] {7})).isZero();
    }

    @Test
    void aLineHasAnIntervalAndAStart() {
        double[] times = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
        double[] values = {50, 52, 53, 56, 58, 61, 61, 64, 66, 68};
        TheilSen line = TheilSen.of(times, values);

        assertThat(line.slope()).isCloseTo(0.2, within(0.005));
        assertThat(line.start()).isCloseTo(50, within(0.5));
        assertThat(line.low()).isBetween(0.17, 0.2);
        assertThat(line.high()).isBetween(0.2, 0.23);
    }

    @Test
    void whatGoesTogetherIsSeenThroughTiesAndWildValues() {
        double[] a = {1, 2, 3, 4, 5};
        assertThat(Spearman.of(a, new double[] {10, 20, 30, 40, 9_999})).isEqualTo(1);
        assertThat(Spearman.of(a, new double[] {5, 4, 3, 2, 1})).isEqualTo(-1);
        assertThat(Spearman.of(a, new double[] {7, 7, 7, 7, 7})).isNaN();
        // ranks 1 2.5 2.5 4 against 1 2 3 4: Σxy 4.5, Σxx 4.5, Σyy 5
        assertThat(Spearman.of(new double[] {1, 2, 2, 9}, new double[] {1, 2, 3, 4}))
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }
}
