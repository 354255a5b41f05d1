package poolmon.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.model.Status;
import poolmon.model.Thresholds;

/// Replicas × workers × pool, with the surge of a deploy.
class FleetBudgetTest {

    @Test
    void multipliesAndAddsTheSurge() {
        FleetBudget budget = new FleetBudget(4, 2, 15, 1);
        assertThat(budget.processes()).isEqualTo(8);
        assertThat(budget.steady()).isEqualTo(120);
        assertThat(budget.surging()).isEqualTo(30);
        assertThat(budget.most()).isEqualTo(150);
    }

    @Test
    void theLargestPoolFitsAndTheNextDoesNot() {
        long largest = new FleetBudget(4, 2, 15, 1).largestPool(97);
        assertThat(largest).isEqualTo(9);
        assertThat(new FleetBudget(4, 2, largest, 1).most()).isLessThanOrEqualTo(97);
        assertThat(new FleetBudget(4, 2, largest + 1, 1).most()).isGreaterThan(97);
        assertThat(new FleetBudget(4, 2, 15, 1).largestPool(-3)).isZero();
    }

    /// A plan that asks for all of it fits, but leaves nothing.
    @ParameterizedTest
    @CsvSource({
        "79, 100, HEALTHY",
        "80, 100, DEGRADED",
        "100, 100, DEGRADED",
        "101, 100, CRITICAL",
        "0, 0, HEALTHY",
        "1, 0, CRITICAL"
    })
    void isJudgedByWhatItLeaves(long demand, long limit, Status status) {
        assertThat(FleetBudget.judge(demand, limit, Thresholds.DEFAULT)).isEqualTo(status);
    }
}
