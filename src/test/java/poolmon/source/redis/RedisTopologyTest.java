package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.RedisProcess;
import poolmon.fixture.Schema;
import poolmon.fixture.Tool;

import redis.clients.jedis.Jedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Several real servers that belong together: a cluster, sentinels with a failover, and replicas.
class RedisTopologyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<RedisProcess> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(RedisProcess::close);
    }

    private RedisProcess with(String... settings) {
        RedisProcess server = RedisProcess.with(settings);
        servers.add(server);
        return server;
    }

    private static JsonNode report(String url, String... more) {
        List<String> line = new ArrayList<>(List.of("redis", "--redis", url, "-o", "json"));
        line.addAll(List.of(more));
        return Schema.report(Cli.BARE.run(line.toArray(String[]::new)).out());
    }

    private static JsonNode target(JsonNode report, int port) {
        for (JsonNode each : report.get("targets")) {
            if (each.get("target").textValue().contains(":" + port + "/")) {
                return each;
            }
        }
        throw new AssertionError("no target at " + port + " in " + report);
    }

    private static void awaitInfo(RedisProcess server, String section, String line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            try (Jedis client = server.client()) {
                                return client.info(section).contains(line);
                            }
                        });
    }

    private List<RedisProcess> cluster() throws Exception {
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        for (int i = 0; i < 3; i++) {
            int port = RedisProcess.freePort();
            RedisProcess node =
                    RedisProcess.started(port, "cluster-enabled yes", "cluster-node-timeout 3000");
            servers.add(node);
            create.add("127.0.0.1:" + port);
        }
        servers.forEach(node -> awaitInfo(node, "server", "redis_version"));
        create.addAll(List.of("--cluster-replicas", "0", "--cluster-yes"));
        assertThat(Tool.demand("redis-cli").run(create.toArray(String[]::new)).exit()).isZero();
        for (RedisProcess node : servers) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                try (Jedis client = node.client()) {
                                    return client.clusterInfo().contains("cluster_state:ok")
                                            && client.clusterInfo()
                                                    .contains("cluster_known_nodes:3");
                                }
                            });
        }
        return servers;
    }

    @Test
    void ofAClusterEveryNodeIsShownWithItsSlots() throws Exception {
        List<RedisProcess> nodes = cluster();

        JsonNode report = report(nodes.get(1).url());

        assertThat(report.get("exit_code").intValue()).as(report.toString()).isZero();
        assertThat(report.get("targets")).hasSize(3);
        int hashSlots = 0;
        for (RedisProcess node : nodes) {
            JsonNode pool = target(report, node.port()).at("/pools/0");
            hashSlots += pool.get("hash_slots").intValue();
            assertThat(pool.get("cluster_state").textValue()).isEqualTo("ok");
            assertThat(pool.get("cluster_connections").intValue()).isPositive();
            assertThat(pool.get("slots_used").intValue())
                    .isEqualTo(
                            pool.get("connected_clients").intValue()
                                    + pool.get("cluster_connections").intValue());
        }
        assertThat(hashSlots).isEqualTo(16_384);

        nodes.get(0).kill();
        awaitClusterDown(nodes.get(1));
        JsonNode broken = report(nodes.get(1).url());
        assertThat(broken.get("status").textValue()).isEqualTo("critical");
        assertThat(broken.get("findings").toString()).contains("redis-cluster-down");
        assertThat(target(broken, nodes.get(0).port()).at("/error/code").textValue())
                .isEqualTo("connection-refused");
    }

    private static void awaitClusterDown(RedisProcess node) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            try (Jedis client = node.client()) {
                                return client.clusterInfo().contains("cluster_state:fail");
                            }
                        });
    }

    @Test
    void aUserWhoMayNotSeeTheNodesIsTold() throws Exception {
        List<RedisProcess> nodes = cluster();
        try (Jedis admin = nodes.getFirst().client()) {
            admin.aclSetUser("few", "on", ">pw", "+ping", "+info");
        }

        JsonNode report = report("redis://few:pw@127.0.0.1:" + nodes.getFirst().port());

        assertThat(report.get("targets")).hasSize(1);
        assertThat(report.get("findings").toString()).contains("redis-nodes-hidden");
    }

    private RedisProcess replicaOf(RedisProcess master, String... more) {
        List<String> settings = new ArrayList<>(List.of("replicaof 127.0.0.1 " + master.port()));
        settings.addAll(List.of(more));
        RedisProcess replica = with(settings.toArray(String[]::new));
        awaitInfo(replica, "replication", "master_link_status:up");
        return replica;
    }

    @Test
    void sentinelsTellTheMasterBeforeAndAfterAFailover() {
        RedisProcess master = with();
        RedisProcess replica = replicaOf(master);
        RedisProcess sentinel =
                RedisProcess.sentinel(
                        "sentinel monitor orders 127.0.0.1 " + master.port() + " 1",
                        "sentinel down-after-milliseconds orders 2000",
                        "sentinel failover-timeout orders 5000");
        servers.add(sentinel);
        String url = "redis+sentinel://127.0.0.1:1,127.0.0.1:" + sentinel.port() + "/orders";
        Awaitility.await().atMost(PATIENCE).until(() -> report(url).get("targets").size() == 3);

        JsonNode report = report(url);
        assertThat(report.get("exit_code").intValue()).as(report.toString()).isZero();
        assertThat(report.at("/targets/0/pools/0/role").textValue()).isEqualTo("sentinel");
        assertThat(report.at("/targets/0/pools/0/master_address").textValue())
                .isEqualTo("127.0.0.1:" + master.port());
        assertThat(target(report, master.port()).at("/pools/0/role").textValue())
                .isEqualTo("master");
        assertThat(target(report, master.port()).at("/pools/0/connected_replicas").intValue())
                .isEqualTo(1);
        assertThat(target(report, replica.port()).at("/pools/0/role").textValue())
                .isEqualTo("slave");

        master.kill();
        awaitInfo(replica, "replication", "role:master");
        // the sentinel tells of the new master first, and of the old one as its replica later
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            JsonNode told = report(url);
                            return told.get("targets").size() == 3
                                    && told.at("/targets/0/pools/0/master_address")
                                            .textValue()
                                            .equals("127.0.0.1:" + replica.port());
                        });
        JsonNode after = report(url);
        assertThat(after.get("status").textValue()).isEqualTo("error");
        assertThat(target(after, replica.port()).at("/pools/0/role").textValue())
                .isEqualTo("master");
        assertThat(target(after, master.port()).at("/error/code").textValue())
                .isEqualTo("connection-refused");
    }

    @Test
    void whatASentinelDoesNotKnowIsSaidWithWhatItKnows() {
        RedisProcess master = with();
        RedisProcess sentinel =
                RedisProcess.sentinel("sentinel monitor orders 127.0.0.1 " + master.port() + " 2");
        servers.add(sentinel);
        String url = "redis+sentinel://127.0.0.1:" + sentinel.port();

        Cli.Result unknown = Cli.BARE.run("redis", "--redis", url + "/billing");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.out()).contains("knows no master \"billing\"", "It watches orders");
        JsonNode alone = report(url + "/orders");
        assertThat(alone.get("findings").toString()).contains("redis-no-quorum", "NOQUORUM");
        assertThat(alone.get("status").textValue()).isEqualTo("degraded");
        Cli.Result server =
                Cli.BARE.run(
                        "redis",
                        "--redis",
                        "redis+sentinel://127.0.0.1:" + master.port() + "/orders");
        assertThat(server.exit()).isEqualTo(3);
        assertThat(server.out()).contains("is a Redis server and no sentinel");
    }

    @Test
    void aReplicaThatLostItsMasterIsDegraded() {
        RedisProcess master = with();
        RedisProcess replica = replicaOf(master);
        assertThat(report(replica.url()).get("exit_code").intValue()).isZero();

        master.kill();
        awaitInfo(replica, "replication", "master_link_status:down");

        JsonNode report = report(replica.url());
        assertThat(report.get("status").textValue()).isEqualTo("degraded");
        assertThat(report.get("findings").toString())
                .contains("redis-link-down", "its master is 127.0.0.1:" + master.port());
    }

    @Test
    void aReplicaThatDoesNotServeWithoutItsMasterIsCritical() {
        RedisProcess master = with();
        RedisProcess replica = replicaOf(master, "replica-serve-stale-data no");
        master.kill();
        awaitInfo(replica, "replication", "master_link_status:down");

        JsonNode report = report(replica.url());

        assertThat(report.get("status").textValue()).isEqualTo("critical");
        assertThat(report.get("findings").toString()).contains("redis-not-serving", "MASTERDOWN");
    }
}
