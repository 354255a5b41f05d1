package poolmon.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.capacity.Trend.Point;
import poolmon.capacity.Trend.Reach;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /// What values do beside the line.
    private enum Noise {
        /// They waver by 4 percentage points, and neighbours have nothing to do with each other.
        INDEPENDENT,
        /// They waver as much, and neighbours resemble each other.
        ALIKE,
        /// They waver as much, and the pool knows twenty levels only.
        ROUNDED,
        /// They waver little, and wildly now and then.
        WILD;

        private static final double LIKENESS = 0.6;

        IntToDoubleFunction about(IntToDoubleFunction line, Random random) {
            double[] off = {0};
            return i -> {
                double value = line.applyAsDouble(i);
                double noise = random.nextGaussian();
                return switch (this) {
                    case INDEPENDENT -> value + 4 * noise;
                    case ALIKE -> {
                        off[0] = LIKENESS * off[0] + 4 * Math.sqrt(1 - 0.36) * noise;
                        yield value + off[0];
                    }
                    case ROUNDED -> 5 * Math.round((value + 4 * noise) / 5);
                    case WILD -> value + 2 * noise / Math.max(0.1, Math.abs(random.nextGaussian()));
                };
            };
        }
    }

    /// How often, of 400 series that rise by 30 percentage points, the interval holds the time at
    /// which the true line comes to 95; in percent of those that are clear.
    ///
    /// @param left what is missing to 95 in truth at the last look
    private static double share(Noise noise, int looks, double left) {
        double rise = 30.0 / (looks - 1);
        int told = 0;
        int holds = 0;
        for (int seed = 0; seed < 400; seed++) {
            IntToDoubleFunction line = i -> 65 - left + rise * i;
            Optional<Reach> reach = trend(looks, noise.about(line, new Random(seed))).reaches(95);
            told += reach.isPresent() ? 1 : 0;
            holds += reach.filter(r -> holds(r, 10 * left / rise)).isPresent() ? 1 : 0;
        }
        assertThat(told).isGreaterThan(250);
        return 100.0 * holds / told;
    }

    private static boolean holds(Reach reach, double seconds) {
        Duration truth = Duration.ofMillis(Math.round(1000 * seconds));
        assertThat(reach.earliest()).isLessThanOrEqualTo(reach.in());
        assertThat(reach.latest().orElse(reach.in())).isGreaterThanOrEqualTo(reach.in());
        return reach.earliest().compareTo(truth) <= 0
                && reach.latest().orElse(truth).compareTo(truth) >= 0;
    }

    /// Near the threshold it is the level that is uncertain, far from it the slope. 400 series tell
    /// the share to two percentage points; it may be a little larger, for levels are few.
    @ParameterizedTest
    @EnumSource(Noise.class)
    void theIntervalHoldsTheTruthAsOftenAsItSays(Noise noise) {
        for (int looks : new int[] {20, 60, 100, 1200}) {
            for (double left : new double[] {1, 10, 40}) {
                // of twenty values hardly anything can be told of how far neighbours are alike
                double least = noise == Noise.ALIKE && looks == 20 ? 88 : 93;
                assertThat(share(noise, looks, left))
                        .as(looks + " looks, " + left + " percentage points to go")
                        .isBetween(least, 100.0);
            }
        }
    }

    /// An interval that held everything would say nothing.
    @Test
    void theIntervalIsNoWiderThanItHasToBe() {
        for (int looks : new int[] {60, 100, 1200}) {
            assertThat(share(Noise.INDEPENDENT, looks, 40)).isBetween(93.0, 97.5);
        }
        Random random = new Random(1);
        IntToDoubleFunction noisy = Noise.INDEPENDENT.about(i -> 40 + 0.2 * i, random);
        Reach reach = trend(200, noisy).reaches(95).orElseThrow();
        assertThat(reach.latest().orElseThrow().minus(reach.earliest())).isLessThan(reach.in());
    }

    @Test
    void withoutNoiseThereIsNothingUncertain() {
        Reach reach = trend(100, i -> 40 + 0.2 * i).reaches(95).orElseThrow();

        assertThat(reach.earliest()).isCloseTo(reach.in(), Duration.ofMillis(10));
        assertThat(reach.latest().orElseThrow()).isCloseTo(reach.in(), Duration.ofMillis(10));
    }

    /// By its level alone the line may be at the threshold already.
    @Test
    void whatMayBeReachedAlreadyIsToldSo() {
        Random random = new Random(4);
        Trend trend = trend(30, i -> 60 + i + 8 * random.nextGaussian());

        assertThat(trend.now()).isLessThan(90);
        assertThat(trend.reaches(trend.now() + 0.1).orElseThrow().earliest()).isZero();
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
