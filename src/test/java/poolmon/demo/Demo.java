package poolmon.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.awaitility.Awaitility;

import poolmon.fixture.SeedService;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Starts a real PostgreSQL, a real Redis and a small service with a real pool, drives the service
/// into an incident and runs poolmon against all of them.
///
/// `keep` as an argument keeps the servers up afterwards, until Enter or Ctrl-C.
public final class Demo {
    private static final Path LAUNCHER = Path.of("target/poolmon/bin/poolmon");
    private static final int REDIS_CLIENTS = 12;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closing;

    private Demo() {}

    /// Runs the demo.
    public static void main(String[] args) throws Exception {
        Demo demo = new Demo();
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
        try {
            demo.run(Arrays.asList(args).contains("keep"));
        } finally {
            demo.close();
        }
    }

    private void run(boolean keep) throws Exception {
        say("Starting PostgreSQL, Redis and a service with a pool of 5 + 10 connections ...");
        EmbeddedPostgres postgres =
                closing(
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "40")
                                .setServerConfig("log_min_messages", "panic")
                                .start());
        RedisServer redis = new RedisServer(freePort());
        redis.start();
        open.push(redis::stop);
        String jdbcUrl = postgres.getJdbcUrl("postgres", "postgres");
        SeedService service = closing(new SeedService(jdbcUrl, "orders-api", 5, 10));
        useRedis(redis.ports().getFirst());

        String url = service.url();
        String dsn = "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
        String redisUrl = "redis://127.0.0.1:" + redis.ports().getFirst();

        Incident incident = closing(new Incident(service));
        incident.prepare();
        say("All is well: one of five connections is in use, and the service cries wolf.");
        try (Connection _ = service.checkOut()) {
            poolmon("pools", "--url", url);
            poolmon("diagnose", "--url", url, "--dsn", dsn, "--redis", redisUrl);
        }
        say("Now a code path begins to forget connections in open transactions ...");
        incident.leak();
        incident.block();
        incident.work();
        awaitIncident(postgres, service);
        poolmon("pools", "--url", url, "--max-overflow", "10");
        poolmon("db", "--dsn", dsn);
        poolmon("leaks", "--dsn", dsn, "--url", url, "--idle-tx-after", "2s");
        poolmon("redis", "--redis", redisUrl);
        say("All of it joined: what is wrong, why, and what to do.");
        poolmon(
                "diagnose",
                "--url",
                url,
                "--dsn",
                dsn,
                "--redis",
                redisUrl,
                "--max-overflow",
                "10",
                "--idle-tx-after",
                "2s");
        if (keep) {
            say("The servers stay up until you press Enter or Ctrl-C. Try:");
            say("  " + LAUNCHER + " pools --url " + url + " -o json");
            say("  " + LAUNCHER + " leaks --dsn " + dsn + " --url " + url);
            say("  " + LAUNCHER + " redis --redis " + redisUrl);
            say("  " + LAUNCHER + " diagnose --url " + url + " --dsn " + dsn + " -o markdown");
            int _ = System.in.read();
        }
    }

    /// Clients as applications have them: named, and mostly idle.
    private void useRedis(int port) {
        for (int i = 0; i < REDIS_CLIENTS; i++) {
            Jedis client =
                    closing(
                            new Jedis(
                                    new HostAndPort("127.0.0.1", port),
                                    DefaultJedisClientConfig.builder()
                                            .clientName(i < 9 ? "orders-api" : "worker")
                                            .build()));
            client.set("order:" + i, "open");
        }
    }

    /// Waits until the pool is full, the lock chain stands and the leaks are two seconds old.
    private static void awaitIncident(EmbeddedPostgres postgres, SeedService service) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                service.bean().getActiveConnections()
                                                == Incident.LEAKED
                                                        + Incident.WAITING
                                                        + Incident.WORKING
                                        && count(
                                                        postgres,
                                                        "wait_event_type = 'Lock'"
                                                                + " AND now() - query_start > '6s'")
                                                == Incident.WAITING
                                        && count(
                                                        postgres,
                                                        "state = 'idle in transaction' AND now() -"
                                                                + " state_change > '2s'")
                                                == Incident.LEAKED);
    }

    private static long count(EmbeddedPostgres postgres, String condition) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void poolmon(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        System.out.println("$ poolmon " + String.join(" ", arguments));
        System.out.flush();
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        int code = builder.start().waitFor();
        System.out.println("$ echo $?\n" + code + "\n");
    }

    private static void say(String line) {
        System.out.println("# " + line);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /// Ends everything that was started, last first; once, whether the demo ends or is broken off.
    private synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // a Ctrl-C reaches the servers too, and some of them end before we end them
            }
        }
    }
}
