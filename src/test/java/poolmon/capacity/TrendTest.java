package poolmon.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import poolmon.capacity.Trend.Point;
import poolmon.capacity.Trend.Reach;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// Trends of which all is known.
class TrendTest {
    private static final Instant START = Instant.parse("2026-11-23T03:00:00Z");

    /// A look every ten seconds.
    private static Trend trend(int looks, IntToDoubleFunction value) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            points.add(new Point(START.plusSeconds(10L * i), value.applyAsDouble(i)));
        }
        return Trend.of(points);
    }

    @Test
    void aSteadyRiseReachesBothMarks() {
        // 0.1 percentage points a look, 36 an hour
        Trend trend = trend(300, i -> 40 + 0.1 * i);

        assertThat(trend.isClear()).isTrue();
        assertThat(trend.perHour()).isCloseTo(36, within(0.1));
        assertThat(trend.now()).isCloseTo(69.9, within(0.2));
        assertThat(trend.reaches(80).orElseThrow().in())
                .isCloseTo(Duration.ofSeconds(1010), Duration.ofSeconds(30));
        assertThat(trend.reaches(95).orElseThrow().in())
                .isCloseTo(Duration.ofSeconds(2510), Duration.ofSeconds(30));
    }

    @Test
    void noiseWidensTheIntervalAroundTheTruth() {
        int holds = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Trend trend = trend(100, i -> 40 + 0.2 * i + 5 * random.nextGaussian());
            Reach reach = trend.reaches(95).orElseThrow();
            Duration truth = Duration.ofSeconds(Math.round((95 - 59.8) / 0.02));
            boolean within =
                    reach.earliest().compareTo(truth) <= 0
                            && reach.latest().orElse(Duration.ofDays(31)).compareTo(truth) >= 0;
            holds += within ? 1 : 0;
            assertThat(reach.earliest()).isLessThanOrEqualTo(reach.in());
        }
        // the start of the line is uncertain, too, which the interval leaves out
        assertThat(holds).isGreaterThan(160);
    }

    @Test
    void noiseAloneIsHardlyEverATrend() {
        int clear = 0;
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            clear += trend(120, i -> 50 + 10 * random.nextGaussian()).isClear() ? 1 : 0;
        }
        assertThat(clear).isLessThan(15);
    }

    @Test
    void whatWaversFromLookToLookButGoesNowhereIsHardlyEverATrend() {
        int clear = 0;
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            double[] level = {50};
            Trend trend =
                    trend(
                            1200,
                            i -> {
                                level[0] = 50 + 0.7 * (level[0] - 50) + random.nextGaussian();
                                return level[0];
                            });
            clear += trend.isClear() ? 1 : 0;
        }
        assertThat(clear).isLessThan(25);
    }

    @Test
    void levelFallingShortAndFullSeriesReachNothing() {
        assertThat(trend(100, _ -> 50).isClear()).isFalse();
        assertThat(trend(100, i -> 90 - 0.3 * i).isClear()).isTrue();
        assertThat(trend(100, i -> 90 - 0.3 * i).reaches(95)).isEmpty();
        assertThat(trend(Trend.FEWEST - 1, i -> 10 * i).isClear()).isFalse();
        assertThat(trend(100, i -> 50 + 0.5 * i).reaches(80)).as("is beyond").isEmpty();
        assertThat(trend(1, _ -> 50).isClear()).isFalse();
        // 1.5 percentage points in the whole time reach the mark in more than a month
        assertThat(trend(20_000, i -> 10 + 0.00007 * i).reaches(95)).isEmpty();
    }

    /// A jump is as unlikely by chance as a slope is. It must not be carried on.
    @Test
    void aJumpLeadsNowhere() {
        int clear = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int at = 10 + seed % 80;
            double noise = seed % 4;
            clear +=
                    trend(100, i -> (i < at ? 20 : 60) + noise * random.nextGaussian()).isClear()
                            ? 1
                            : 0;
        }
        assertThat(clear).isLessThan(20);
    }

    @Test
    void aRiseThatHasComeToAnEndIsNone() {
        Random random = new Random(7);
        assertThat(trend(200, i -> 20 + Math.min(i, 90) * 0.5 + random.nextGaussian()).isClear())
                .isFalse();
        assertThat(trend(200, i -> 80 - Math.min(i, 90) * 0.5 + random.nextGaussian()).isClear())
                .isFalse();
    }

    @Test
    void aSawtoothGoesNowhere() {
        for (int period : new int[] {7, 13, 40, 60}) {
            assertThat(trend(240, i -> 20 + 60.0 * (i % period) / period).isClear())
                    .as("period " + period)
                    .isFalse();
        }
    }

    /// Small pools know few levels.
    @Test
    void aStaircaseIsARise() {
        Trend trend = trend(120, i -> 10 * (2 + i / 20));

        assertThat(trend.isClear()).isTrue();
        assertThat(trend.perHourLow()).isPositive();
        assertThat(trend.perHourHigh()).isGreaterThan(trend.perHour());
    }
}
