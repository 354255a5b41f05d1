package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.FakeServer;
import poolmon.fixture.TlsService;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Host;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;

/// Against servers that are full, sick, old, or no Redis at all.
class RedisTroubleTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-ERR max number of clients reached|SLOTS_EXHAUSTED",
                "-ERR max number of clients + cluster connections reached|SLOTS_EXHAUSTED",
                "-LOADING Redis is loading the dataset in memory|NOT_READY",
                "-MASTERDOWN Link with MASTER is down|NOT_READY",
                "-BUSY Redis is busy running a script.|SERVER_ERROR",
                "-NOAUTH Authentication required.|AUTH",
                "-NOPERM this user has no permissions to run the 'info' command|FORBIDDEN",
                "-DENIED Redis is running in protected mode|FORBIDDEN",
                "-ERR something else|SERVER_ERROR",
                "HTTP/1.1 400 Bad Request|PROTOCOL",
                "220 mail.example.org ESMTP|PROTOCOL",
                "$99999999999|PROTOCOL",
                "*99999999|PROTOCOL",
            })
    void tellsWhatTheFirstWordMeans(String line, Code code) {
        for (int i = 0; i < 5; i++) {
            try (FakeServer server = FakeServer.sending(line + "\r\n")) {
                assertThat(failed(target(server)).code()).isEqualTo(code);
            }
        }
    }

    @Test
    void hearsAServerThatRefusesBeforeItIsAsked() {
        try (FakeServer server = FakeServer.greeting("-ERR max number of clients reached\r\n")) {
            for (int i = 0; i < 20; i++) {
                assertThat(failed(target(server)).code()).isEqualTo(Code.SLOTS_EXHAUSTED);
            }
        }
    }

    @Test
    void tellsAServerThatClosesAtOnce() {
        try (FakeServer server = FakeServer.closing()) {
            assertThat(failed(target(server)).code()).isEqualTo(Code.CONNECTION_LOST);
        }
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(failed(target("127.0.0.1", port, false)).code())
                .isEqualTo(Code.CONNECTION_REFUSED);
    }

    @Test
    void tellsAHostThatNobodyKnows() {
        assertThat(failed(target("no-such-host.invalid", 6379, false)).code())
                .isEqualTo(Code.UNKNOWN_HOST);
    }

    @Test
    void tellsTlsWherePlainIsSpokenAndTheOtherWayRound() {
        try (TlsService tls = new TlsService("good")) {
            assertThat(failed(target("127.0.0.1", tls.port(), false)).code()).isEqualTo(Code.TLS);
            assertThat(failed(target("127.0.0.1", tls.port(), true)).code()).isEqualTo(Code.TLS);
        }
        try (FakeServer plain = FakeServer.sending("-ERR Protocol error\r\n")) {
            Failure failure = failed(target("127.0.0.1", plain.port(), true));
            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.nextStep()).contains("redis://");
        }
    }

    @Test
    void aSilentServerIsLeftAtTheDeadline() {
        try (FakeServer server = FakeServer.silent()) {
            Failure failure = failed(target(server), SHORT);
            assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
            assertThat(failure.message().shown()).contains("took the connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+aaa", "$10000000\r\na"})
    void aDrippingServerCannotStretchTheDeadline(String reply) {
        try (FakeServer server = FakeServer.dripping(reply, 5)) {
            long start = System.nanoTime();
            assertThat(failed(target(server), SHORT).code()).isEqualTo(Code.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(SHORT.plusSeconds(2));
        }
    }

    @Test
    void anOldServerWithoutClientIdAndConfigIsRead() {
        String info = "redis_version:4.0.14\r\nconnected_clients:7\r\n";
        String list = "id=1 addr=10.0.0.1:1 fd=7 name=web age=1 idle=1 flags=N cmd=get\n";
        String replies =
                "+OK\r\n"
                        + bulk(info)
                        + "-ERR Unknown subcommand\r\n"
                        + bulk(list)
                        + "-ERR unknown command 'CONFIG'\r\n";
        try (FakeServer server = FakeServer.holding(replies)) {
            Answer answer = new RedisSource().read(target(server), Deadline.in(ENOUGH));
            assertThat(answer).isInstanceOf(Answer.Given.class);
            RedisReading reading = (RedisReading) ((Answer.Given) answer).reading();
            assertThat(reading.version()).isEqualTo("4.0.14");
            assertThat(reading.slots().connectedClients()).isEqualTo(7);
            assertThat(reading.slots().maxClients()).isEmpty();
            assertThat(reading.clients()).hasSize(1);
            assertThat(reading.pings().isSilent()).as("what it told is not lost").isTrue();
            assertThat(server.received().getFirst()).doesNotContain("HELLO").contains("poolmon");
        }
    }

    @Test
    void maxclientsComesFromConfigWhereInfoLacksIt() {
        String replies =
                "+OK\r\n"
                        + bulk("redis_version:5.0.14\r\nconnected_clients:7\r\n")
                        + ":1\r\n"
                        + bulk("")
                        + "*2\r\n"
                        + bulk("maxclients")
                        + bulk("500");
        try (FakeServer server = FakeServer.holding(replies)) {
            Answer answer = new RedisSource().read(target(server), Deadline.in(ENOUGH));
            RedisReading reading = (RedisReading) ((Answer.Given) answer).reading();
            assertThat(reading.slots().maxClients()).hasValue(500);
        }
    }

    @Test
    void aServerThatQuotesThePasswordIsNotQuoted() {
        String replies = "-ERR unknown command `AUTH`, with args beginning with: `hunter2`\r\n";
        try (FakeServer server = FakeServer.sending(replies.repeat(5))) {
            Answer answer =
                    new RedisSource()
                            .read(
                                    target(server).withPassword(new Secret("hunter2")),
                                    Deadline.in(ENOUGH));
            assertThat(answer.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void anInfoWithoutCountsIsNoReading() {
        String replies = "+OK\r\n" + bulk("proxy:yes") + ":1\r\n" + bulk("");
        try (FakeServer server = FakeServer.sending(replies)) {
            assertThat(failed(target(server)).code()).isEqualTo(Code.UNREADABLE);
        }
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private static Target.Redis target(FakeServer server) {
        return target("127.0.0.1", server.port(), false);
    }

    private static Target.Redis target(String host, int port, boolean tls) {
        return new Target.Redis(new Host(host, port), Optional.empty(), Optional.empty(), 0, tls);
    }

    private static Failure failed(Target.Redis target) {
        return failed(target, ENOUGH);
    }

    private static Failure failed(Target.Redis target, Duration time) {
        Answer answer = new RedisSource().read(target, Deadline.in(time));
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed) answer).failure();
    }
}
