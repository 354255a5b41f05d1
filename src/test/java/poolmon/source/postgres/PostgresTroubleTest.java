package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.FakeServer;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Servers that are absent, silent, broken, or none of ours.
class PostgresTroubleTest {
    private static final Duration TIME = Duration.ofMillis(600);
    private static final Duration GRACE = Duration.ofMillis(500);

    private static Target.Postgres target(String sslMode, Host... hosts) {
        return new Target.Postgres(
                List.of(hosts),
                Optional.of("shop"),
                Optional.of("app"),
                Optional.of(new Secret("t0ps3cret")),
                Map.of("sslmode", sslMode));
    }

    private static Host local(int port) {
        return new Host("127.0.0.1", port);
    }

    private static Failure failure(Target.Postgres target) {
        long start = System.nanoTime();
        Answer answer = new PostgresSource().read(target, Deadline.in(TIME));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("keeps the deadline")
                .isLessThan(TIME.plus(GRACE));
        Failure failure =
                assertThat(answer)
                        .asInstanceOf(type(Answer.Failed.class))
                        .extracting(Answer.Failed::failure)
                        .actual();
        assertThat(answer.tried()).hasSameSizeAs(target.hosts());
        assertThat(failure.message().shown()).endsWith(".").doesNotContain("t0ps3cret");
        assertThat(failure.nextStep()).endsWith(".").doesNotContain("t0ps3cret");
        return failure;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void nothingListens() throws IOException {
        int port = closedPort();

        Failure failure = failure(target("prefer", local(port)));

        assertThat(failure.code()).isEqualTo(Code.CONNECTION_REFUSED);
        assertThat(failure.message().shown()).contains("127.0.0.1:" + port);
    }

    @Test
    void theNameHasNoAddress() {
        Failure failure = failure(target("prefer", new Host("no-such-host.invalid", 5432)));

        assertThat(failure.code()).isIn(Code.UNKNOWN_HOST, Code.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    void theServerNeverSaysAWord(String sslMode) {
        try (FakeServer server = FakeServer.silent()) {
            Failure failure = failure(target(sslMode, local(server.port())));

            assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
            assertThat(failure.message().shown()).contains("took the connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    void theServerClosesAtOnce(String sslMode) {
        try (FakeServer server = FakeServer.closing()) {
            assertThat(failure(target(sslMode, local(server.port()))).code())
                    .isEqualTo(Code.CONNECTION_LOST);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disable | HTTP/1.1 400 Bad Request",
                "prefer  | HTTP/1.1 400 Bad Request",
                "require | HTTP/1.1 400 Bad Request",
                "disable | -ERR unknown command",
                "prefer  | -ERR unknown command",
                "disable | SSH-2.0-OpenSSH_9.6",
                "disable | 220 mail ready",
                "prefer  | 220 mail ready"
            })
    void anotherKindOfServerListens(String sslMode, String greeting) {
        try (FakeServer server = FakeServer.sending(greeting + "\r\n")) {
            Failure failure = failure(target(sslMode, local(server.port())));

            assertThat(failure.code()).as(failure.message().raw()).isEqualTo(Code.PROTOCOL);
            assertThat(failure.message().shown()).contains("is no PostgreSQL server");
        }
    }

    @Test
    void theServerDripsItsAnswer() {
        try (FakeServer server = FakeServer.dripping("S\0\0\1\0" + "a".repeat(200) + "\0", 40)) {
            assertThat(failure(target("disable", local(server.port()))).code())
                    .isIn(Code.TIMEOUT, Code.PROTOCOL);
        }
    }

    @Test
    void theConnectionBreaksInTheMiddleOfTheLogin() {
        try (FakeServer server = FakeServer.sending(bytes("R\0\0\0"))) {
            assertThat(failure(target("disable", local(server.port()))).code())
                    .isEqualTo(Code.CONNECTION_LOST);
        }
    }

    @Test
    void everyHostGetsItsShareOfTheTime() throws IOException {
        try (FakeServer silent = FakeServer.silent()) {
            Failure failure = failure(target("disable", local(silent.port()), local(closedPort())));

            assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
            assertThat(failure.message().shown())
                    .contains("did not answer in time")
                    .contains("was refused");
        }
    }

    @Test
    void theServerIsTooOld() {
        byte[] login =
                bytes(
                        "R\0\0\0\u0008\0\0\0\0"
                                + "S\0\0\0\u0018server_version\00013.4\0"
                                + "S\0\0\0\u0019client_encoding\0UTF8\0"
                                + "Z\0\0\0\u0005I");
        try (FakeServer server = FakeServer.sending(login)) {
            Failure failure = failure(target("disable", local(server.port())));

            assertThat(failure.code()).isEqualTo(Code.UNSUPPORTED_VERSION);
            assertThat(failure.message().shown()).contains("PostgreSQL 13.4").contains("14 or");
        }
    }

    /// Each text of 53300 and of its neighbours, with the function of the server that says it. The
    /// texts are German in part, as servers with `lc_messages` have them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "53300 | InitProcess | sorry, too many clients already | SLOTS_EXHAUSTED | not even"
                        + " a reserved one",
                "53300 | ProcessStartupPacket | tut mir leid, schon zu viele Verbindungen |"
                        + " SLOTS_EXHAUSTED | no connection slot left",
                "53300 | InitPostgres | remaining connection slots are reserved for"
                        + " non-replication superuser connections | SLOTS_EXHAUSTED | only"
                        + " reserved",
                "53300 | InitPostgres | remaining connection slots are reserved for roles with the"
                        + " SUPERUSER attribute | SLOTS_EXHAUSTED | only reserved",
                "53300 | InitializeSessionUserId | zu viele Verbindungen von Rolle »app« |"
                        + " SLOTS_EXHAUSTED | Role \"app\"",
                "53300 | CheckMyDatabase | too many connections for database \"shop\" |"
                        + " SLOTS_EXHAUSTED | Database \"shop\"",
                "57P03 | ProcessStartupPacket | the database system is starting up | NOT_READY |"
                        + " starting up",
                "57P03 | ProcessStartupPacket | the database system is shutting down | NOT_READY |"
                        + " shutting down",
                "57P01 | ProcessInterrupts | terminating connection due to administrator command |"
                        + " CONNECTION_LOST | ended our session",
                "57014 | ProcessInterrupts | canceling statement due to statement timeout | TIMEOUT"
                        + " | statement timeout",
                "28000 | ClientAuthentication | kein pg_hba.conf-Eintrag | AUTH | does not let us"
                        + " in",
                "28000 | InitializeSessionUserId | role \"app\" does not exist | AUTH | no such"
                        + " login",
                "3D000 | InitPostgres | database \"shop\" does not exist | UNKNOWN_DATABASE | no"
                        + " database \"shop\"",
                "08P01 | | unsupported startup parameter: options | PROTOCOL | is PgBouncer",
                "08P01 | | no more connections allowed (max_client_conn) | SLOTS_EXHAUSTED |"
                        + " PgBouncer",
                "XX000 | elog | password was t0ps3cret \u001b[2J | SERVER_ERROR | ***"
            })
    void everyRefusalIsUnderstood(
            String state, String routine, String text, Code code, String words) {
        try (FakeServer server = FakeServer.sending(error(state, routine, text))) {
            Failure failure = failure(target("disable", local(server.port())));

            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message().shown()).contains(words).doesNotContain("\u001b");
        }
    }

    /// An ErrorResponse as a server sends it at login.
    private static byte[] error(String state, String routine, String text) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes(bytes("SFATAL\0VFATAL\0C" + state + "\0M" + text + "\0"));
        if (routine != null) {
            fields.writeBytes(bytes("R" + routine + "\0"));
        }
        fields.write(0);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int length = fields.size() + 4;
        message.writeBytes(new byte[] {'E', 0, 0, (byte) (length >> 8), (byte) length});
        message.writeBytes(fields.toByteArray());
        return message.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
