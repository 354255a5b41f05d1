package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class StatusTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEALTHY | HEALTHY",
                "HEALTHY DEGRADED | DEGRADED",
                "DEGRADED ERROR | ERROR",
                "ERROR CRITICAL | CRITICAL",
                "CRITICAL UNKNOWN HEALTHY | CRITICAL",
                "HEALTHY UNKNOWN | HEALTHY",
                "UNKNOWN | ERROR"
            })
    void theWorstDecidesAndUnknownDoesNotCount(String all, Status worst) {
        List<Status> statuses = Arrays.stream(all.split(" ")).map(Status::valueOf).toList();

        assertThat(Status.worst(statuses)).isEqualTo(worst);
    }

    @Test
    void nothingToJudgeIsAnError() {
        assertThat(Status.worst(List.of())).isEqualTo(Status.ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "DEGRADED, 0, 1, 2, 3",
        "CRITICAL, 0, 0, 2, 3",
        "ERROR,    0, 0, 0, 3",
        "NEVER,    0, 0, 0, 0"
    })
    void failOnLetsPassWhatIsLess(
            FailOn failOn, int healthy, int degraded, int critical, int error) {
        assertThat(
                        List.of(
                                failOn.exitCode(Status.HEALTHY),
                                failOn.exitCode(Status.DEGRADED),
                                failOn.exitCode(Status.CRITICAL),
                                failOn.exitCode(Status.ERROR)))
                .containsExactly(healthy, degraded, critical, error);
    }

    @ParameterizedTest
    @CsvSource({
        "79.999, HEALTHY",
        "80.0, DEGRADED",
        "95.0, DEGRADED",
        "95.01, CRITICAL",
        "NaN, CRITICAL"
    })
    void thresholdsAreExact(double percent, Status status) {
        assertThat(Thresholds.DEFAULT.judge(percent)).isEqualTo(status);
    }

    @Test
    void aReachedLimitIsCriticalWhateverTheThresholds() {
        assertThat(new Thresholds(100, 100).judge(new Utilization(5, 5)))
                .isEqualTo(Status.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90 80", "-1 80", "80 101", "NaN 95", "80 NaN"})
    void thresholdsThatMakeNoSenseAreRefused(String pair) {
        double warning = Double.parseDouble(pair.split(" ")[0]);
        double critical = Double.parseDouble(pair.split(" ")[1]);

        assertThatThrownBy(() -> new Thresholds(warning, critical))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
