package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Schema;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

import java.util.ArrayDeque;
import java.util.Deque;

/// `poolmon redis` against a real Redis.
class RedisCommandTest {
    private final Deque<Jedis> open = new ArrayDeque<>();

    @AfterEach
    void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void connect(RedisServer server, int clients, String name) {
        for (int i = 0; i < clients; i++) {
            Jedis client =
                    new Jedis(
                            new HostAndPort("127.0.0.1", server.port()),
                            DefaultJedisClientConfig.builder().clientName(name).build());
            open.push(client);
            client.ping();
        }
    }

    private static Cli.Result look(RedisServer server, String... more) {
        String[] command = {"redis", "--redis", "redis://127.0.0.1:" + server.port()};
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return Cli.BARE.run(all);
    }

    @Test
    void whereNothingAnswersItIsToldWhatIsUp() {
        Cli.Result result = Cli.BARE.run("redis", "--redis", "redis://127.0.0.1:1", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        JsonNode finding = Schema.report(result.out()).at("/findings/0");
        assertThat(finding.get("code").textValue()).isEqualTo("redis-unavailable");
        assertThat(finding.at("/evidence/0").textValue())
                .isEqualTo("is it up? no: nothing listens there");
    }

    @Test
    void slotsAndClientsAreThoseOfTheServer() {
        try (RedisServer server = RedisServer.with("maxclients 100")) {
            connect(server, 4, "orders-api");
            connect(server, 2, "worker");

            Cli.Result result = look(server, "-o", "json");

            assertThat(result.exit()).isZero();
            JsonNode target = Schema.report(result.out()).at("/targets/0");
            JsonNode pool = target.at("/pools/0");
            assertThat(target.get("kind").textValue()).isEqualTo("redis");
            assertThat(pool.get("connected_clients").intValue()).as("and our own").isEqualTo(7);
            assertThat(pool.get("max_clients").intValue()).isEqualTo(100);
            assertThat(pool.get("slots_used_percent").doubleValue()).isEqualTo(7.0);
            assertThat(target.at("/clients/0/name").textValue()).isEqualTo("orders-api");
            assertThat(target.at("/clients/0/count").intValue()).isEqualTo(4);
            assertThat(target.at("/clients/1/count").intValue()).isEqualTo(2);
        }
    }

    @Test
    void fewSlotsLeftIsDegradedAndNoneLeftIsCritical() {
        try (RedisServer server = RedisServer.with("maxclients 10")) {
            connect(server, 8, "hog");

            Cli.Result near = look(server, "-o", "json");
            assertThat(near.exit()).as("9 of 10 with our own").isEqualTo(1);
            assertThat(Schema.report(near.out()).at("/findings/0/code").textValue())
                    .isEqualTo("redis-slots-low");

            connect(server, 2, "hog");
            Cli.Result full = look(server, "-o", "json");
            assertThat(full.exit()).isEqualTo(2);
            JsonNode report = Schema.report(full.out());
            assertThat(report.at("/targets/0/error/code").textValue()).isEqualTo("slots-exhausted");
            assertThat(report.at("/findings/0/code").textValue()).isEqualTo("slots-exhausted");

            assertThat(look(server, "-o", "nagios").out())
                    .as("one refusal is one event, and its remedy is told once")
                    .contains("critical slots-exhausted: the server turned poolmon away")
                    .containsOnlyOnce("> ")
                    .doesNotContain("places");
        }
    }

    @Test
    void aPasswordIsNeededAndNeverShown() {
        try (RedisServer server = RedisServer.with("requirepass s3cret")) {
            String good = "redis://:s3cret@127.0.0.1:" + server.port();
            String bad = "redis://:wr0ng@127.0.0.1:" + server.port();

            Cli.Result none = look(server, "-o", "json");
            Cli.Result wrong = Cli.BARE.run("redis", "--redis", bad, "-o", "json", "-vv");
            Cli.Result right = Cli.BARE.run("redis", "--redis", good, "-o", "json");
            Cli.Result asked =
                    Cli.BARE
                            .typing("s3cret")
                            .run("redis", "-W", "--redis", "redis://127.0.0.1:" + server.port());
            Cli.Result environment =
                    Cli.BARE
                            .with("REDIS_HOST", "127.0.0.1")
                            .with("REDIS_PORT", Integer.toString(server.port()))
                            .with("REDIS_PASSWORD", "s3cret")
                            .run("redis");

            assertThat(none.exit()).isEqualTo(3);
            assertThat(Schema.report(none.out()).at("/targets/0/error/code").textValue())
                    .isEqualTo("auth");
            assertThat(wrong.exit()).isEqualTo(3);
            assertThat(wrong.out() + wrong.err()).doesNotContain("wr0ng");
            assertThat(right.exit()).isZero();
            assertThat(right.out()).contains("redis://:***@").doesNotContain("s3cret");
            assertThat(asked.exit()).isZero();
            assertThat(environment.exit()).isZero();
        }
    }

    @Test
    void aServerThatIsDownIsAnError() {
        Cli.Result result = Cli.BARE.run("redis", "--redis", "redis://127.0.0.1:1", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(Schema.report(result.out()).at("/targets/0/error/code").textValue())
                .isEqualTo("connection-refused");
    }
}
