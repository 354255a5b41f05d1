package poolmon.survey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `--wait` by a clock that only the sleeping moves.
class RetryTest {
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private Duration now = Duration.ZERO;
    private final List<Long> looks = new ArrayList<>();

    @Test
    void theLastLookIsAtTheEndOfTheTime() throws Exception {
        assertThat(waited(WHOLE, Duration.ofDays(1)).status()).isEqualTo(Status.CRITICAL);
        assertThat(looks)
                .containsExactly(0L, 250L, 750L, 1750L, 3750L, 5750L, 7750L, 9750L, 10_000L);
    }

    @Test
    void whatHealsInTheLastSecondIsHealthy() throws Exception {
        assertThat(waited(WHOLE, Duration.ofMillis(9_900)).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void theFirstHealthyLookIsTheLastOne() throws Exception {
        waited(WHOLE, Duration.ofMillis(700));

        assertThat(looks).containsExactly(0L, 250L, 750L);
    }

    @Test
    void withoutTimeThereIsOneLook() throws Exception {
        waited(Duration.ZERO, Duration.ofDays(1));

        assertThat(looks).containsExactly(0L);
    }

    /// Waits for a pool that is critical until a point in time.
    private Report waited(Duration time, Duration healed) throws Exception {
        return Retry.untilHealthy(
                () -> now.compareTo(time) < 0 ? time.minus(now) : Duration.ZERO,
                () -> {
                    looks.add(now.toMillis());
                    return report(now.compareTo(healed) < 0 ? Status.CRITICAL : Status.HEALTHY);
                },
                pause -> now = now.plus(pause));
    }

    private static Report report(Status status) {
        return new Report(
                Question.POOLS,
                Instant.EPOCH,
                Duration.ZERO,
                status,
                status.exitCode(),
                Thresholds.DEFAULT,
                List.of());
    }
}
