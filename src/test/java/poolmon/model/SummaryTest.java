package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Reports;

final class SummaryTest {

    @Test
    void countsTargetsByStatusAndConnectionsOverAllPools() {
        Summary summary = Reports.FLEET.report().summary();
        assertThat(summary.count(Status.CRITICAL)).isEqualTo(8);
        assertThat(summary.count(Status.ERROR)).isEqualTo(2);
        assertThat(summary.count(Status.DEGRADED)).isEqualTo(1);
        assertThat(summary.count(Status.HEALTHY)).isEqualTo(49);
        assertThat(summary.count(Status.UNKNOWN)).isZero();
        // 58 services answered with a pool of 15, eight of them with another one of 15.
        assertThat(summary.totalCapacity()).isEqualTo(66 * 15);
    }

    @Test
    void theWorstIsTheFirstOfThoseThatStandWorst() {
        Summary.Worst worst = Reports.FLEET.report().summary().worst().orElseThrow();
        assertThat(worst.target().shown()).isEqualTo("http://10.0.0.7:8000");
        assertThat(worst.pool().pool().name().shown()).isEqualTo("database");
    }

    /// A role's limit is used by sessions that use slots of the server, too.
    @Test
    void limitsAreNotAddedToTheServerThatTheyLimit() {
        Report db = Reports.DB.report();
        JudgedPool server = db.targets().getFirst().pools().getFirst();
        assertThat(db.targets().getFirst().pools()).hasSizeGreaterThan(1);
        assertThat(db.summary().totalCapacity())
                .isEqualTo(server.utilization().orElseThrow().capacity());
    }

    @Test
    void whereNothingAnsweredThereIsNoWorstPool() {
        Summary summary = Reports.REFUSED.report().summary();
        assertThat(summary.worst()).isEmpty();
        assertThat(summary.count(Status.ERROR)).isEqualTo(1);
        assertThat(summary.totalCapacity()).isZero();
    }
}
