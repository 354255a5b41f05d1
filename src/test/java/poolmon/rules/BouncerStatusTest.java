package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Looks;
import poolmon.fixture.TestBouncers;
import poolmon.model.Criteria;
import poolmon.model.FindingCode;
import poolmon.model.Question;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The status of a pool of PgBouncer and of its client slots.
class BouncerStatusTest {

    @ParameterizedTest
    @CsvSource({
        // active, of, waiting, seconds, closed, status, finding
        "0, 20, 0, 0, , healthy, ",
        "15, 20, 0, 0, , healthy, ",
        "16, 20, 0, 0, , degraded, POOL_NEAR_LIMIT",
        "19, 20, 0, 0, , degraded, POOL_NEAR_LIMIT",
        "20, 20, 0, 0, , critical, POOL_SATURATED",
        "20, 20, 3, 1, , critical, POOLER_CLIENTS_WAITING",
        "5, 20, 1, 0, , degraded, POOLER_CLIENTS_WAITING",
        "5, 20, 1, 4, , degraded, POOLER_CLIENTS_WAITING",
        "5, 20, 1, 5, , critical, POOLER_CLIENTS_WAITING",
        "0, 20, 0, 0, paused, degraded, POOLER_CLOSED",
        "0, 20, 2, 9, paused, critical, POOLER_CLIENTS_WAITING",
        "7, 0, 0, 0, , healthy, ",
        "7, 0, 1, 0, , degraded, POOLER_CLIENTS_WAITING"
    })
    void aPoolIsJudgedByItsUseAndByWhoWaits(
            long active,
            long size,
            long waiting,
            long seconds,
            String closed,
            String status,
            String finding) {
        TargetReport report =
                Rules.judge(
                                Question.DB,
                                Looks.atBouncer(
                                        TestBouncers.clients(3, 100),
                                        TestBouncers.pool(
                                                active,
                                                size,
                                                waiting,
                                                seconds,
                                                Optional.ofNullable(closed))),
                                Criteria.DEFAULT)
                        .getFirst();

        assertThat(report.status().word()).isEqualTo(status);
        if (finding == null) {
            assertThat(report.findings()).isEmpty();
        } else {
            assertThat(report.findings().getFirst().code())
                    .isEqualTo(FindingCode.valueOf(finding.toUpperCase(Locale.ROOT)));
        }
    }

    @ParameterizedTest
    @CsvSource({"79, 100, HEALTHY", "80, 100, DEGRADED", "95, 100, DEGRADED", "96, 100, CRITICAL"})
    void clientsCountAgainstTheirLimit(long used, long max, Status status) {
        TargetReport report =
                Rules.judge(
                                Question.DB,
                                Looks.atBouncer(TestBouncers.clients(used, max)),
                                Criteria.DEFAULT)
                        .getFirst();

        assertThat(report.status()).isEqualTo(status);
        assertThat(report.findings().stream().map(f -> f.code()).toList())
                .isEqualTo(
                        status == Status.HEALTHY
                                ? List.of()
                                : List.of(FindingCode.POOLER_SLOTS_LOW));
    }
}
