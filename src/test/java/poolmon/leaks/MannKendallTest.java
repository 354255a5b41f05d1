package poolmon.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The two formulas, against values reckoned by hand.
class MannKendallTest {

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
}
