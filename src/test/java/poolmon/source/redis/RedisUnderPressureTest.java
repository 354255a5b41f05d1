package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.RedisProcess;
import poolmon.fixture.Schema;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisConnectionException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Real servers that are short of something, or whose clients misbehave.
class RedisUnderPressureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static JsonNode target(RedisProcess server, int exit, String... more) {
        List<String> line =
                new ArrayList<>(List.of("redis", "--redis", server.url(), "-o", "json"));
        line.addAll(List.of(more));
        Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/0");
    }

    private static JsonNode finding(JsonNode target, String code) {
        for (JsonNode each : target.get("findings")) {
            if (each.get("code").textValue().equals(code)) {
                return each;
            }
        }
        throw new AssertionError("no finding " + code + " in " + target.get("findings"));
    }

    private static Socket raw(RedisProcess server, String commands) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void memoryThatRunsOutIsCriticalWhereNothingIsEvicted() {
        try (RedisProcess server = RedisProcess.with("maxmemory 20mb");
                Jedis client = server.client()) {
            for (int i = 0; used(client) < 17 << 20; i++) {
                client.set("key-" + i, "x".repeat(1 << 17));
            }

            JsonNode low = finding(target(server, 1), "redis-memory-low");
            assertThat(low.get("summary").textValue()).contains("of 20.0 MiB of memory");
            assertThat(low.at("/evidence/0").textValue()).isEqualTo("maxmemory-policy noeviction");

            client.configSet("maxmemory-policy", "allkeys-lru");
            assertThat(finding(target(server, 0), "redis-memory-low").get("severity").textValue())
                    .as("a cache is full for good")
                    .isEqualTo("info");
            for (int i = 0; i < 20; i++) {
                client.set("more-" + i, "x".repeat(1 << 20));
            }
            assertThat(finding(target(server, 0), "redis-evicting").get("summary").textValue())
                    .contains("dropped for want of memory since the start");
        }
    }

    private static long used(Jedis client) {
        return client.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(12).strip()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void clientsThatWereTurnedAwayAreTold() {
        try (RedisProcess server = RedisProcess.with("maxclients 3")) {
            List<Jedis> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Jedis client = server.client();
                clients.add(client);
                try {
                    client.ping();
                } catch (RuntimeException turnedAway) {
                    clients.removeLast().close();
                }
            }
            assertThat(clients).hasSize(3);
            JsonNode full = target(server, 2);
            assertThat(full.at("/error/code").textValue()).isEqualTo("slots-exhausted");
            assertThat(finding(full, "slots-exhausted").get("remedy").toString())
                    .contains("maxclients")
                    .doesNotContain("pg_use_reserved_connections");
            clients.forEach(Jedis::close);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Cli.BARE.run("redis", "--redis", server.url()).exit() == 0);
            assertThat(finding(target(server, 0), "redis-rejecting").get("summary").textValue())
                    .contains("turned away for want of a slot since the start");
        }
    }

    @Test
    void clientsThatConnectAnewForEachRequestAreTold() throws Exception {
        try (RedisProcess server = RedisProcess.with()) {
            AtomicBoolean done = new AtomicBoolean();
            Thread churning =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (!done.get()) {
                                            try (Jedis client = server.client()) {
                                                client.ping();
                                            }
                                        }
                                    });
            try {
                JsonNode churn =
                        finding(
                                target(server, 1, "--for", "1s", "--every", "100ms"),
                                "redis-churn");
                assertThat(churn.get("summary").textValue())
                        .contains("somebody connects anew for each request");
            } finally {
                done.set(true);
                churning.join();
            }
            assertThat(target(server, 0, "--for", "300ms", "--every", "100ms").get("findings"))
                    .isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadIsNamed() throws Exception {
        try (RedisProcess server = RedisProcess.with();
                Jedis client = server.client()) {
            client.set("large", "x".repeat(8 << 20));
            try (Socket lazy = raw(server, "CLIENT SETNAME lazy\r\n" + "GET large\r\n".repeat(8))) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(
                                () ->
                                        client.clientList()
                                                .lines()
                                                .anyMatch(
                                                        l ->
                                                                l.contains("name=lazy")
                                                                        && !l.contains(
                                                                                " omem=0 ")));
                assertThat(lazy.isConnected()).isTrue();
                JsonNode buffers = finding(target(server, 0), "redis-output-buffers");
                assertThat(buffers.get("summary").textValue())
                        .startsWith("1 client does not fetch what the server has for them: ")
                        .contains("MiB wait");
                assertThat(buffers.at("/evidence/0").textValue()).contains("lazy from 127.0.0.1");
            }
        }
    }

    @Test
    void idleClientsAreSuspectsOnlyWhileSlotsAreShort() {
        try (RedisProcess server = RedisProcess.with("maxclients 10")) {
            List<Jedis> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Jedis client = server.client();
                client.clientSetname("orders");
                clients.add(client);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    clients.getFirst()
                                                    .clientList()
                                                    .lines()
                                                    .filter(l -> !l.contains(" idle=0 "))
                                                    .count()
                                            >= 7);
            JsonNode idle = finding(target(server, 1, "--idle-after", "1s"), "redis-idle-clients");
            assertThat(idle.get("summary").textValue())
                    .isEqualTo("7 clients sat idle for 1s or longer while slots are short");
            assertThat(idle.at("/evidence/0").textValue()).contains("orders from 127.0.0.1");
            assertThat(target(server, 1).get("findings").toString())
                    .as("ten minutes by default")
                    .doesNotContain("redis-idle-clients");
            assertThat(
                            target(server, 0, "--idle-after", "1s", "-w", "95")
                                    .get("findings")
                                    .toString())
                    .doesNotContain("redis-idle-clients");
            clients.forEach(Jedis::close);
        }
    }

    @Test
    void whatIsNoMemberOfAPoolIsToldApart() throws Exception {
        try (RedisProcess server = RedisProcess.with();
                RedisProcess replica = RedisProcess.with("replicaof 127.0.0.1 " + server.port());
                Jedis plain = server.client();
                Jedis listener = server.client();
                Socket monitor = raw(server, "MONITOR\r\n");
                Socket blocked = raw(server, "BLPOP none 0\r\n")) {
            plain.ping();
            Thread.ofVirtual().start(() -> listen(listener));
            Map<String, Integer> expected =
                    new TreeMap<>(
                            Map.of(
                                    "normal", 1,
                                    "pubsub", 1,
                                    "monitor", 1,
                                    "blocked", 1,
                                    "replica", 1));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(kinds(server)).isEqualTo(expected));
            assertThat(monitor.isConnected() && blocked.isConnected()).isTrue();
            assertThat(target(replica, 0).at("/pools/0/role").textValue()).isEqualTo("slave");
            assertThat(kinds(replica)).containsEntry("master", 1);
        }
    }

    private static void listen(Jedis client) {
        try {
            client.subscribe(new JedisPubSub() {}, "news");
        } catch (JedisConnectionException closed) {
            // at the end of the test
        }
    }

    private static Map<String, Integer> kinds(RedisProcess server) {
        Map<String, Integer> kinds = new TreeMap<>();
        for (JsonNode group : target(server, 0).get("clients")) {
            kinds.merge(group.get("kind").textValue(), group.get("count").intValue(), Integer::sum);
        }
        return kinds;
    }

    @Test
    void aServerThatLoadsItsDataDoesNotServe() throws Exception {
        try (RedisProcess first = RedisProcess.with();
                Jedis client = first.client()) {
            for (int i = 0; i < 2_000; i++) {
                client.set("key-" + i, "x".repeat(200));
            }
            client.save();
            RedisProcess loading =
                    RedisProcess.started(
                            RedisProcess.freePort(),
                            "key-load-delay 20000",
                            "loading-process-events-interval-bytes 1024",
                            "dir " + Files.createDirectories(first.folder()));
            try (loading) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> Cli.BARE.run("redis", "--redis", loading.url()).exit() == 2);
                JsonNode notServing = finding(target(loading, 2), "redis-not-serving");
                assertThat(notServing.get("summary").textValue())
                        .isEqualTo("the server is up but loads its data: PING is refused");
                assertThat(notServing.at("/evidence/0").textValue()).startsWith("LOADING");
            }
        }
    }

    @Test
    void manyClientsAreOneGroup() {
        try (RedisProcess server = RedisProcess.with()) {
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < 500; i++) {
                    sockets.add(raw(server, "CLIENT SETNAME crowd\r\nGET a\r\n"));
                }
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(
                                                        target(server, 0)
                                                                .at("/clients/0/count")
                                                                .intValue())
                                                .isEqualTo(500));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                for (Socket socket : sockets) {
                    try {
                        socket.close();
                    } catch (IOException gone) {
                        continue;
                    }
                }
            }
        }
    }
}
