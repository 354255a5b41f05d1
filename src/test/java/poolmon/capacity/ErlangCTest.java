package poolmon.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/// Waiting probabilities as others have published them, as the closed formula has them, and as a
/// queue has them that is played through.
class ErlangCTest {
    private static final Duration HOLD = Duration.ofMillis(20);

    /// 10 erlangs on 11 to 14 servers are rows that tables for call centres print; 48 erlangs on 55
    /// servers are the case that is commonly worked through step by step (360 calls of 4 minutes in
    /// half an hour); the fractions are those of textbooks: C(2, 1) = 1/3, C(3, 2) = 4/9, and
    /// C(1, a) = a for the queue M/M/1. The closed formula below is held against the same code.
    @ParameterizedTest
    @CsvSource({
        "11, 10, 0.682",
        "12, 10, 0.449",
        "13, 10, 0.285",
        "14, 10, 0.174",
        "55, 48, 0.239",
        "2, 1, 0.333",
        "3, 2, 0.444",
        "1, 0.75, 0.750"
    })
    void agreesWithPublishedTablesToThreeDigits(long servers, double load, double published) {
        assertThat(ErlangC.of(servers, load).waits()).isEqualTo(published, within(0.0005));
    }

    /// Data that ship with the module Math::Telephony::ErlangC: 27.083 erlangs of 150 s, of which
    /// 94 of 100 are to wait at most 20 s, take 34 servers.
    @Test
    void findsThePublishedNumberOfServersForAWantedWait() {
        ErlangC pool =
                ErlangC.smallest(27.083, Duration.ofSeconds(150), Duration.ofSeconds(20), 0.06);
        assertThat(pool.servers()).isEqualTo(34);
    }

    @ParameterizedTest
    @CsvSource({"5, 4", "10, 6", "15, 12", "20, 16", "50, 45", "120, 100.5", "7, 0.02"})
    void agreesWithTheClosedFormula(int servers, String load) {
        double exact = closed(servers, new BigDecimal(load)).doubleValue();
        assertThat(ErlangC.of(servers, Double.parseDouble(load)).waits())
                .isEqualTo(exact, within(exact * 1e-9));
    }

    /// With 50 digits, so that factorials do no harm.
    private static BigDecimal closed(int c, BigDecimal a) {
        MathContext digits = new MathContext(50);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < c; k++) {
            sum = sum.add(term, digits);
            term = term.multiply(a, digits).divide(BigDecimal.valueOf(k + 1L), digits);
        }
        BigDecimal all = BigDecimal.valueOf(c);
        BigDecimal waiting = term.multiply(all).divide(all.subtract(a), digits);
        return waiting.divide(sum.add(waiting), digits);
    }

    /// The queue itself, played through with half a million requests.
    @ParameterizedTest
    @CsvSource({"8, 6", "3, 2.4", "20, 17"})
    void agreesWithASimulation(int servers, double load) {
        double[] waits = simulated(servers, load, 500_000);
        ErlangC pool = ErlangC.of(servers, load);

        double waiting = (double) Arrays.stream(waits).filter(wait -> wait > 0).count();
        assertThat(waiting / waits.length).isEqualTo(pool.waits(), within(0.02));
        Arrays.sort(waits);
        double wait99 = waits[(int) (waits.length * 0.99)];
        double expected = pool.wait(0.01, HOLD).toNanos() / 1e9;
        assertThat(wait99).isEqualTo(expected, within(expected * 0.1));
    }

    /// How long each request waits, in seconds: it takes the connection that is free first.
    private static double[] simulated(int servers, double load, int requests) {
        double hold = HOLD.toNanos() / 1e9;
        Random random = new Random(42);
        PriorityQueue<Double> freeAt = new PriorityQueue<>();
        for (int i = 0; i < servers; i++) {
            freeAt.add(0.0);
        }
        double[] waits = new double[requests];
        double now = 0;
        for (int i = 0; i < requests; i++) {
            now += -Math.log(1 - random.nextDouble()) * hold / load;
            double start = Math.max(now, freeAt.remove());
            waits[i] = start - now;
            freeAt.add(start - Math.log(1 - random.nextDouble()) * hold);
        }
        return waits;
    }

    @Test
    void aPoolThatIsJustLargeEnoughOrSmallerLetsEverybodyWaitWithoutEnd() {
        assertThat(ErlangC.of(6, 6).isEnough()).isFalse();
        assertThat(ErlangC.of(6, 6).waits()).isEqualTo(1);
        assertThat(ErlangC.of(6, 6).waitsLongerThan(Duration.ofDays(1), HOLD)).isEqualTo(1);
        assertThat(ErlangC.of(7, 6).isEnough()).isTrue();
    }

    @Test
    void theSmallestPoolMeetsItsTargetAndTheNextSmallerDoesNot() {
        Duration target = Duration.ofMillis(10);
        for (double load : new double[] {0.01, 0.9, 6, 42.5, 1_000, 50_000}) {
            ErlangC pool = ErlangC.smallest(load, HOLD, target, 0.01);
            assertThat(pool.waitsLongerThan(target, HOLD)).isLessThanOrEqualTo(0.01);
            assertThat(pool.wait(0.01, HOLD)).isLessThanOrEqualTo(target);
            if (pool.servers() > 1) {
                assertThat(ErlangC.of(pool.servers() - 1, load).waitsLongerThan(target, HOLD))
                        .isGreaterThan(0.01);
            }
        }
    }

    @Test
    void whereFewerThanOneOfAHundredWaitThe99thDoesNot() {
        assertThat(ErlangC.of(30, 6).wait(0.01, HOLD)).isZero();
    }

    @Test
    void thereIsNoPoolForNoLoad() {
        assertThatThrownBy(() -> ErlangC.of(5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ErlangC.of(5, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
