package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.model.Client;
import poolmon.model.ServerText;

import redis.clients.jedis.util.RedisInputStream;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ClientListTest {

    @Test
    void readsALineOfRedis7() {
        Client client =
                clients(
                                """
                                id=12 addr=10.0.0.5:53210 laddr=10.0.0.1:6379 fd=9 name=worker age=120 idle=7 \
                                flags=b db=0 sub=0 psub=0 multi=-1 qbuf=0 events=r cmd=blpop user=app redir=-1 \
                                resp=2 lib-name=redis-py lib-ver=5.0.1
                                """)
                        .getFirst();
        assertThat(client.id()).isEqualTo(12);
        assertThat(client.address().raw()).isEqualTo("10.0.0.5:53210");
        assertThat(client.name().raw()).isEqualTo("worker");
        assertThat(client.age()).isEqualTo(Duration.ofSeconds(120));
        assertThat(client.idle()).isEqualTo(Duration.ofSeconds(7));
        assertThat(client.kind()).isEqualTo(Client.Kind.BLOCKED);
        assertThat(client.command().raw()).isEqualTo("blpop");
        assertThat(client.user().orElseThrow().raw()).isEqualTo("app");
        assertThat(client.library().orElseThrow().raw()).isEqualTo("redis-py");
    }

    @Test
    void readsALineOfRedis4ThatKnowsNoUserAndNoLibrary() {
        Client client =
                clients("id=3 addr=127.0.0.1:5 fd=8 name= age=1 idle=0 flags=N cmd=client\n")
                        .getFirst();
        assertThat(client.name().isBlank()).isTrue();
        assertThat(client.user()).isEmpty();
        assertThat(client.library()).isEmpty();
    }

    @Test
    void theFirstEqualsSignEndsTheName() {
        assertThat(clients("id=1 name=a=b addr=/run/r.sock:0\n").getFirst().name().raw())
                .isEqualTo("a=b");
    }

    @Test
    void whatIsNoLineOfAClientIsLeftOut() {
        assertThat(clients("\n\nhello world\nid=x age=-5 idle=99999999999999999999\n")).hasSize(1);
    }

    private static List<Client> clients(String reply) {
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        return ClientList.read(new RedisInputStream(new ByteArrayInputStream(bytes)), bytes.length);
    }

    @Test
    void aSocketHasAPathAndNoPort() {
        Client client = clients("id=1 addr=/run/redis.sock:0 name=x\n").getFirst();
        assertThat(client.place().raw()).isEqualTo("/run/redis.sock");
        assertThat(client.port()).isZero();
        assertThat(clients("id=1 addr=[::1]:50112\n").getFirst().address().raw())
                .isEqualTo("[::1]:50112");
    }

    @Test
    void linesThatLieAcrossChunksAreReadWhole() {
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            reply.append("id=" + i + " addr=10.0.0.1:" + (i + 1) + " name=n" + i % 7 + " idle=3\n");
        }
        List<Client> clients = clients(reply.toString());

        assertThat(clients).hasSize(5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(clients.get(i).id()).isEqualTo(i);
            assertThat(clients.get(i).port()).isEqualTo(i + 1);
            assertThat(clients.get(i).name().raw()).isEqualTo("n" + i % 7);
        }
    }

    @Test
    void aLineWithoutAnEndIsNotHeld() {
        assertThat(clients("id=1 name=" + "x".repeat(200_000) + "\nid=2 name=y"))
                .extracting(Client::id)
                .contains(1L, 2L);
    }

    @Test
    void fieldsThatALineLacksAreNotThoseOfTheLineBefore() {
        List<Client> clients =
                clients(
                        "id=1 addr=h:1 name=a age=5 idle=6 flags=P cmd=get user=u lib-name=l"
                                + " omem=7\nid=2\n");
        assertThat(clients.get(1))
                .isEqualTo(
                        new Client(
                                2,
                                ServerText.EMPTY,
                                0,
                                ServerText.EMPTY,
                                Duration.ZERO,
                                Duration.ZERO,
                                Client.Kind.NORMAL,
                                ServerText.EMPTY,
                                Optional.empty(),
                                Optional.empty(),
                                0));
    }
}
