package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Postgres;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Secret;
import poolmon.model.Status;
import poolmon.model.Target;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a real server means that turns us away.
class PostgresRefusalsTest {
    /// What is left for ordinary roles: less the reserved ones, less the fixture's own.
    private static final int USABLE = Postgres.MAX_CONNECTIONS - 3 - 2 - 1;

    private final Postgres postgres = new Postgres();

    @AfterEach
    void close() throws SQLException {
        postgres.close();
    }

    private static Failure failure(Target.Postgres target) {
        return assertThat(new PostgresSource().read(target, Deadline.in(Duration.ofSeconds(10))))
                .asInstanceOf(type(Answer.Failed.class))
                .extracting(Answer.Failed::failure)
                .actual();
    }

    private static Failure failureOf(String user, String database) {
        return failure(Postgres.target(user, database));
    }

    private void fill(int slots, String user) throws SQLException {
        for (int i = 0; i < slots; i++) {
            postgres.session("crowd", user, "postgres");
        }
    }

    @Test
    void aFullServerIsTheDiagnosis() throws SQLException {
        fill(USABLE, "app");

        Failure plain = failureOf("plain", "postgres");

        assertThat(plain.code()).isEqualTo(Code.SLOTS_EXHAUSTED);
        assertThat(plain.status()).isEqualTo(Status.CRITICAL);
        assertThat(plain.message().shown())
                .contains("only reserved connection slots left")
                .contains("pg_use_reserved_connections");
        assertThat(plain.nextStep()).contains("pg_use_reserved_connections");
    }

    @Test
    void whereTheReservedSlotsAreTakenTooOnlyASuperuserGetsIn() throws SQLException {
        fill(USABLE, "app");
        fill(2, "keeper");

        Failure keeper = failureOf("keeper", "postgres");

        assertThat(keeper.code()).isEqualTo(Code.SLOTS_EXHAUSTED);
        assertThat(keeper.nextStep()).contains("superuser");
        assertThat(
                        new PostgresSource()
                                .read(
                                        Postgres.target("postgres", "postgres"),
                                        Deadline.in(Duration.ofSeconds(10))))
                .isInstanceOf(Answer.Given.class);
    }

    @Test
    void aRoleAtItsLimitIsNamed() throws SQLException {
        fill(2, "limited");

        Failure failure = failureOf("limited", "postgres");

        assertThat(failure.code()).isEqualTo(Code.SLOTS_EXHAUSTED);
        assertThat(failure.message().shown())
                .startsWith("Role \"limited\" has reached its own connection limit");
    }

    @Test
    void aDatabaseAtItsLimitIsNamed() throws SQLException {
        for (int i = 0; i < 5; i++) {
            postgres.session("crowd", "app", "shop");
        }

        Failure failure = failureOf("plain", "shop");

        assertThat(failure.code()).isEqualTo(Code.SLOTS_EXHAUSTED);
        assertThat(failure.message().shown())
                .startsWith("Database \"shop\"")
                .contains("reached its own connection limit");
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
        Failure failure =
                failure(
                        Postgres.target(
                                "secretive", "postgres", Optional.of(new Secret("Wr0ngW0rd"))));

        assertThat(failure.code()).isEqualTo(Code.AUTH);
        assertThat(failure.message().shown())
                .contains("does not accept the password of user \"secretive\"");
        assertThat(failure.toString()).doesNotContain("Wr0ngW0rd");
    }

    @Test
    void aMissingPasswordIsSaid() {
        Failure failure = failureOf("secretive", "postgres");

        assertThat(failure.code()).isEqualTo(Code.AUTH);
        assertThat(failure.message().shown()).contains("none was given");
        assertThat(failure.nextStep()).contains("PGPASSWORD");
    }

    @Test
    void aUserWithoutAnEntryInPgHbaIsNotLetIn() {
        Failure failure = failureOf("outcast", "postgres");

        assertThat(failure.code()).isEqualTo(Code.AUTH);
        assertThat(failure.nextStep()).contains("pg_hba.conf");
    }

    @Test
    void anUnknownRoleIsSaid() {
        Failure failure = failureOf("nobody", "postgres");

        assertThat(failure.code()).isEqualTo(Code.AUTH);
        assertThat(failure.message().shown()).contains("knows no such login").contains("nobody");
    }

    @Test
    void anUnknownDatabaseIsSaid() {
        Failure failure = failureOf("plain", "nowhere");

        assertThat(failure.code()).isEqualTo(Code.UNKNOWN_DATABASE);
        assertThat(failure.message().shown()).contains("no database \"nowhere\"");
    }

    @Test
    void aDatabaseThatOneMayNotEnterIsForbidden() {
        Failure failure = failureOf("plain", "closed");

        assertThat(failure.code()).isEqualTo(Code.FORBIDDEN);
        assertThat(failure.nextStep()).contains("GRANT CONNECT");
    }

    @Test
    void tlsThatIsDemandedAndNotOfferedIsSaid() {
        Target.Postgres plain = Postgres.target("plain", "postgres");
        Failure failure =
                failure(
                        new Target.Postgres(
                                plain.hosts(),
                                plain.database(),
                                plain.user(),
                                Optional.empty(),
                                Map.of("sslmode", "require")));

        assertThat(failure.code()).isEqualTo(Code.TLS);
        assertThat(failure.message().shown()).contains("offers no TLS");
    }

    @Test
    void aPrimaryIsNoStandby() {
        Target.Postgres plain = Postgres.target("plain", "postgres");
        Failure failure =
                failure(
                        new Target.Postgres(
                                plain.hosts(),
                                plain.database(),
                                plain.user(),
                                Optional.empty(),
                                Map.of("target_session_attrs", "standby")));

        assertThat(failure.code()).isEqualTo(Code.NOT_READY);
        assertThat(failure.message().shown())
                .contains("is a primary, and the DSN asks for a standby");
    }
}
