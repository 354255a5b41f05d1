package poolmon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

/// The figures of `docs/performance.md` are medians and quartiles as everybody reckons them.
class QuartilesTest {

    @Test
    void oneValueIsAllOfThem() {
        assertThat(Quartiles.of(List.of(7.0))).isEqualTo(new Quartiles(7, 7, 7));
    }

    @Test
    void anOddNumberHasItsMedianInTheMiddleWhateverTheOrder() {
        assertThat(Quartiles.of(List.of(50.0, 10.0, 30.0, 20.0, 40.0)))
                .isEqualTo(new Quartiles(20, 30, 40));
    }

    /// As `numpy.percentile([1, 2, 3, 4], [25, 50, 75])`.
    @Test
    void betweenNeighboursItIsInterpolated() {
        assertThat(Quartiles.of(List.of(4.0, 1.0, 3.0, 2.0)))
                .isEqualTo(new Quartiles(1.75, 2.5, 3.25));
    }

    @Test
    void oneRunThatTookForeverChangesLittle() {
        assertThat(Quartiles.of(List.of(10.0, 11.0, 12.0, 13.0, 9000.0)).median()).isEqualTo(12);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Quartiles.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
