package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import poolmon.fixture.RedisServer;
import poolmon.model.Answer;
import poolmon.model.Client;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Secret;
import poolmon.model.Status;
import poolmon.model.Target;

import redis.clients.jedis.Jedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Against real servers.
class RedisSourceTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @Test
    void tellsSlotsWithOurselvesAndClientsWithout() {
        try (RedisServer server = RedisServer.with("maxclients 50");
                Jedis worker = client(server, "worker=1");
                Jedis web = client(server, "web")) {
            RedisReading reading = given(server.target());
            RedisSlots slots = reading.slots();
            assertThat(reading.version()).isEqualTo("6.2.11");
            assertThat(slots.maxClients()).hasValue(50);
            assertThat(slots.connectedClients()).isEqualTo(3);
            assertThat(slots.used()).isEqualTo(3);
            assertThat(slots.rejectedConnections()).hasValue(0);
            assertThat(reading.clients())
                    .extracting(one -> one.name().raw())
                    .containsExactlyInAnyOrder(worker.clientGetname(), web.clientGetname());
            assertThat(reading.clientsRefused()).isEmpty();
            assertThat(reading.info()).containsEntry("role", "master").containsKey("used_memory");
        }
    }

    @Test
    void tellsABlockedClient() {
        RedisServer server = RedisServer.shared();
        try (Jedis worker = client(server, "blocked")) {
            Thread waiting = Thread.ofVirtual().start(() -> worker.blpop(60, "no-such-queue"));
            await().atMost(ENOUGH)
                    .untilAsserted(
                            () -> {
                                RedisReading reading = given(server.target());
                                assertThat(reading.slots().blockedClients()).hasValue(1);
                                assertThat(reading.clients())
                                        .anySatisfy(
                                                one -> {
                                                    assertThat(one.name().raw())
                                                            .isEqualTo("blocked");
                                                    assertThat(one.kind())
                                                            .isEqualTo(Client.Kind.BLOCKED);
                                                    assertThat(one.command().raw())
                                                            .isEqualTo("blpop");
                                                });
                            });
            try (Jedis waker = client(server, "waker")) {
                waker.lpush("no-such-queue", "done");
            }
            await().atMost(ENOUGH).until(() -> !waiting.isAlive());
        }
    }

    @Test
    void countsAReplicaApart() {
        try (RedisServer master = RedisServer.with();
                RedisServer replica = RedisServer.with("replicaof 127.0.0.1 " + master.port())) {
            await().atMost(ENOUGH)
                    .untilAsserted(
                            () ->
                                    assertThat(given(master.target()).slots().connectedReplicas())
                                            .isEqualTo(1));
            assertThat(given(replica.target()).info()).containsEntry("role", "slave");
        }
    }

    @Test
    void aFullServerIsTheDiagnosis() {
        try (RedisServer server = RedisServer.with("maxclients 3")) {
            List<Jedis> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(client(server, "c" + i));
            }
            for (int i = 0; i < 20; i++) { // the refusal races with what we send
                Failure failure = failed(server.target());
                assertThat(failure.code()).isEqualTo(Code.SLOTS_EXHAUSTED);
                assertThat(failure.status()).isEqualTo(Status.CRITICAL);
            }
            clients.forEach(Jedis::close);
        }
    }

    @Test
    void tellsMissingAndWrongPasswordsApart() {
        try (RedisServer server = RedisServer.with("requirepass right")) {
            assertThat(failed(server.target()).code()).isEqualTo(Code.AUTH);
            assertThat(failed(server.target()).message().shown()).contains("wants a password");
            Failure wrong = failed(server.target().withPassword(new Secret("hunter2")));
            assertThat(wrong.code()).isEqualTo(Code.AUTH);
            assertThat(wrong.toString()).contains("does not accept").doesNotContain("hunter2");
            given(server.target().withPassword(new Secret("right")));
        }
    }

    @Test
    void aPasswordThatNobodyWantsDoesNoHarm() {
        RedisServer server = RedisServer.shared();
        given(server.target().withPassword(new Secret("any")));
    }

    @Test
    void pingAndInfoAreRightEnough() {
        try (RedisServer server = RedisServer.with()) {
            try (Jedis admin = client(server, "admin")) {
                admin.aclSetUser("few", "on", ">pw", "+ping", "+info");
                admin.aclSetUser("none", "on", ">pw", "+ping");
            }
            RedisReading reading = given(user(server, "few"));
            assertThat(reading.slots().connectedClients()).isEqualTo(1);
            assertThat(reading.slots().maxClients()).isPresent();
            assertThat(reading.clients()).isEmpty();
            assertThat(reading.clientsRefused().orElseThrow().raw()).startsWith("NOPERM");

            assertThat(failed(user(server, "none")).code()).isEqualTo(Code.FORBIDDEN);
            assertThat(failed(user(server, "nobody")).code()).isEqualTo(Code.AUTH);
        }
    }

    private static Target.Redis user(RedisServer server, String name) {
        return new Target.Redis(
                server.target().host(), Optional.of(name), Optional.of(new Secret("pw")), 0, false);
    }

    private static Jedis client(RedisServer server, String name) {
        Jedis client = new Jedis("127.0.0.1", server.port());
        client.clientSetname(name);
        return client;
    }

    private static RedisReading given(Target.Redis target) {
        Answer answer = new RedisSource().read(target, Deadline.in(ENOUGH));
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return (RedisReading) ((Answer.Given) answer).reading();
    }

    private static Failure failed(Target.Redis target) {
        Answer answer = new RedisSource().read(target, Deadline.in(ENOUGH));
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed) answer).failure();
    }
}
