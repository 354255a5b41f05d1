package poolmon.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Guide;
import poolmon.model.Sizing.Load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The pool for a load.
class PoolSizeTest {
    private static final Duration HOLD = Duration.ofMillis(20);
    private static final Duration TARGET = Duration.ofMillis(10);
    private static final PoolSize PLAIN =
            new PoolSize(TARGET, OptionalLong.empty(), 80, OptionalLong.empty());

    private static Load load(double perSecond, long pools) {
        return new Load(perSecond, HOLD, pools, Optional.empty());
    }

    /// 300/s × 20 ms = 6 connections (Little's law), and ⌈√6⌉ = 3 for a buffer.
    @Test
    void averageAndBufferFollowLittlesLaw() {
        assertThat(load(300, 1).busy()).isEqualTo(6);
        assertThat(PLAIN.advice(load(300, 1), 1).little()).isEqualTo(9);
        PoolSize buffered = new PoolSize(TARGET, OptionalLong.of(5), 80, OptionalLong.empty());
        assertThat(buffered.advice(load(300, 1), 1).little()).isEqualTo(11);
    }

    /// Neither may more than 1 of 100 wait longer than wanted, nor may the pool be called degraded
    /// by its average load alone.
    @Test
    void thePoolMeetsTheTargetAndStaysBelowTheWarningThreshold() {
        for (double perSecond : new double[] {1, 40, 49, 300, 2_000, 40_000}) {
            Advice advice = PLAIN.advice(load(perSecond, 1), 1);
            assertThat(advice.serving().wait99().orElseThrow()).isLessThanOrEqualTo(TARGET);
            assertThat(advice.serving().utilizationPercent()).isLessThan(80);
            assertThat(advice.poolSize() + advice.maxOverflow())
                    .isEqualTo(advice.serving().size())
                    .isEqualTo(Math.max(advice.erlang(), advice.spare()));
        }
    }

    /// 40/s × 20 ms × … = exactly 80 % of a pool of 5 would be degraded.
    @Test
    void exactlyTheWarningThresholdIsTooMuch() {
        assertThat(PLAIN.advice(load(200, 1), 1).spare()).isEqualTo(6);
    }

    @Test
    void processesHaveTheirShareEachAndPgBouncerServesAll() {
        Advice each = PLAIN.advice(load(300, 8), 1);
        Advice alone = PLAIN.advice(load(37.5, 1), 1);
        assertThat(each.serving()).isEqualTo(alone.serving());
        assertThat(each.bouncer()).isEqualTo(PLAIN.advice(load(300, 1), 1).serving().size());
        assertThat(each.bouncer())
                .as("one pool for all needs less than many")
                .isLessThan(8 * each.serving().size());
    }

    @Test
    void aSettledOverflowIsLeftAsItIs() {
        PoolSize settled = new PoolSize(TARGET, OptionalLong.empty(), 80, OptionalLong.of(4));
        Advice advice = settled.advice(load(300, 1), 1);
        assertThat(advice.maxOverflow()).isEqualTo(4);
        assertThat(advice.poolSize()).isEqualTo(PLAIN.advice(load(300, 1), 1).serving().size() - 4);
        PoolSize large = new PoolSize(TARGET, OptionalLong.empty(), 80, OptionalLong.of(50));
        assertThat(large.advice(load(300, 1), 1).poolSize()).isEqualTo(1);
        assertThat(large.advice(load(300, 1), 1).serving().size()).isEqualTo(51);
    }

    @Test
    void guidesAreForHalfTwiceAndFourTimesTheTraffic() {
        assertThat(PLAIN.guides(load(300, 2)))
                .extracting(Guide::perSecond)
                .containsExactly(150.0, 300.0, 600.0, 1200.0);
        assertThat(PLAIN.guides(load(300, 2)))
                .extracting(Guide::busy)
                .containsExactly(1.5, 3.0, 6.0, 12.0);
        assertThat(PLAIN.guides(load(300, 1)).get(1).serving())
                .isEqualTo(PLAIN.advice(load(300, 1), 1).serving());
    }
}
