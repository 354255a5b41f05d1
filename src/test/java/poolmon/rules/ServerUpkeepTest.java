package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Looks;
import poolmon.fixture.Sessions;
import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Look;
import poolmon.model.Question;
import poolmon.model.Reading.XminHolder;
import poolmon.model.Safeguards;
import poolmon.model.Safeguards.Setting;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Status;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What leaves the door open for the next incident. None of it changes the status.
class ServerUpkeepTest {
    private static final String FORGOTTEN = "idle_in_transaction_session_timeout";
    private static final Session SESSION = Sessions.idle(7, Duration.ofMinutes(1));

    private static Setting everywhere(String name, Duration time) {
        return new Setting(Optional.empty(), Optional.empty(), name, Optional.of(time));
    }

    private static List<Finding> findings(
            Safeguards safeguards, Optional<XminHolder> holder, Session... sessions) {
        Look look = Looks.atServer(safeguards, holder, sessions);
        TargetReport report = Rules.judge(Question.DB, look, Criteria.DEFAULT).getFirst();
        assertThat(report.status()).isEqualTo(Status.HEALTHY);
        return report.findings();
    }

    private static List<FindingCode> codes(Safeguards safeguards, Session... sessions) {
        return findings(safeguards, Optional.empty(), sessions).stream()
                .map(Finding::code)
                .toList();
    }

    private static Safeguards server(Setting... settings) {
        return new Safeguards(List.of(settings), List.of());
    }

    @Test
    void noLimitOnForgottenTransactionsIsTold() {
        List<Finding> findings =
                findings(server(everywhere(FORGOTTEN, Duration.ZERO)), Optional.empty(), SESSION);

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().code())
                .isEqualTo(FindingCode.NO_IDLE_IN_TRANSACTION_TIMEOUT);
        assertThat(findings.getFirst().summary()).endsWith("is 0 for orders");
    }

    @Test
    void aLimitOfTheServerOrOfTheRoleIsEnough() {
        assertThat(codes(server(everywhere(FORGOTTEN, Duration.ofMinutes(5))), SESSION)).isEmpty();
        Setting own =
                new Setting(
                        Optional.of(new ServerText("orders")),
                        Optional.empty(),
                        FORGOTTEN,
                        Optional.of(Duration.ofMinutes(5)));
        assertThat(
                        codes(
                                new Safeguards(
                                        List.of(everywhere(FORGOTTEN, Duration.ZERO)),
                                        List.of(own)),
                                SESSION))
                .isEmpty();
    }

    @Test
    void aRoleThatSwitchesTheLimitOffIsTold() {
        Setting own =
                new Setting(
                        Optional.of(new ServerText("orders")),
                        Optional.of(new ServerText("shop")),
                        FORGOTTEN,
                        Optional.of(Duration.ZERO));

        assertThat(
                        codes(
                                new Safeguards(
                                        List.of(everywhere(FORGOTTEN, Duration.ofMinutes(5))),
                                        List.of(own)),
                                SESSION))
                .containsExactly(FindingCode.NO_IDLE_IN_TRANSACTION_TIMEOUT);
    }

    @Test
    void whatIsNotKnownIsNotComplainedOf() {
        assertThat(codes(Safeguards.UNKNOWN, SESSION)).isEmpty();
    }

    @Test
    void slowKeepalivesAreTold() {
        Safeguards slow =
                server(
                        everywhere("tcp_keepalives_idle", Duration.ofHours(2)),
                        everywhere("tcp_keepalives_interval", Duration.ofSeconds(75)),
                        everywhere("tcp_keepalives_count", Duration.ofSeconds(9)));

        List<Finding> findings = findings(slow, Optional.empty(), SESSION);

        assertThat(findings.getFirst().summary())
                .isEqualTo("a client that vanishes keeps its slot for up to 2h 11m");
        assertThat(
                        codes(
                                server(
                                        everywhere("tcp_keepalives_idle", Duration.ofSeconds(60)),
                                        everywhere("tcp_keepalives_count", Duration.ofSeconds(6))),
                                SESSION))
                .isEmpty();
        assertThat(codes(server(everywhere("tcp_keepalives_idle", Duration.ZERO)), SESSION))
                .as("a Unix socket")
                .isEmpty();
    }

    @Test
    void theOldestTransactionIsTold() {
        List<Finding> findings =
                findings(
                        Safeguards.UNKNOWN,
                        Optional.empty(),
                        Sessions.activeInOldTransaction(8, Duration.ofHours(3)),
                        Sessions.activeInOldTransaction(9, Duration.ofHours(5)));

        assertThat(findings.getFirst().summary())
                .isEqualTo(
                        "the oldest transaction is open for 5h 00m: session 9 of orders-api,"
                                + " active");
    }

    @Test
    void whoKeepsDeadRowsIsToldWhereTheyAreMany() {
        ServerText who = new ServerText("replication slot forgotten");

        assertThat(
                        findings(Safeguards.UNKNOWN, Optional.of(new XminHolder(who, 20_000_000)))
                                .getFirst()
                                .summary())
                .isEqualTo(
                        "replication slot forgotten keeps dead rows of the last 20000000"
                                + " transactions from being cleared away");
        assertThat(findings(Safeguards.UNKNOWN, Optional.of(new XminHolder(who, 19_999_999))))
                .isEmpty();
    }
}
