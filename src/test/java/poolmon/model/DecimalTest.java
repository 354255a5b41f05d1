package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// By the one that it stands in for.
class DecimalTest {
    private static final int MOST = 4;

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                0.05,
                -0.05,
                0.5,
                79.95,
                79.999,
                95.0,
                95.005,
                95.01,
                99.95,
                100,
                1e7,
                1.25e-3,
                4.9e-324,
                -4.9e-324,
                1.7976931348623157e308,
                -1.7976931348623157e308,
                9007199254740993.0,
                0.1 + 0.2,
                123456789.12345678
            })
    void aNumberIsTheSame(double value) {
        isTheSame(value);
    }

    @Property
    void everyPercentageIsTheSame(@ForAll @IntRange(min = -2_000_000, max = 2_000_000) int cent) {
        isTheSame(cent / 10_000.0);
        isTheSame(cent / 3.0);
    }

    @Property
    void everyDoubleIsTheSame(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            isTheSame(value);
        }
    }

    private static void isTheSame(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        assertThat(new BigDecimal(Decimal.of(value).plain())).isEqualByComparingTo(exact);
        assertThat(Decimal.of(value).stripped().plain())
                .isEqualTo(exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString());
        for (RoundingMode mode :
                new RoundingMode[] {
                    RoundingMode.FLOOR, RoundingMode.CEILING, RoundingMode.HALF_UP
                }) {
            for (int decimals = 0; decimals <= MOST; decimals++) {
                assertThat(Decimal.of(value).rounded(decimals, mode).plain(decimals))
                        .as(value + " to " + decimals + " " + mode)
                        .isEqualTo(exact.setScale(decimals, mode).toPlainString());
            }
        }
    }
}
