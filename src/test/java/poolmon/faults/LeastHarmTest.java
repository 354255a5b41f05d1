package poolmon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Relay;

import redis.clients.jedis.Jedis;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What poolmon costs a server that is short of slots: one connection at a time, and over it one
/// round trip for each look. Counted between poolmon and the server.
class LeastHarmTest {
    private static final int SLOTS = 8;

    private static final Deque<Connection> OPEN = new ArrayDeque<>();
    private static PostgresServer server;
    private static Relay relay;

    @BeforeAll
    static void fill() throws SQLException {
        server = PostgresServer.with(SLOTS);
        server.execute("CREATE ROLE app LOGIN");
        for (int i = 0; i < SLOTS - 3; i++) {
            OPEN.push(server.open("orders-api", "app"));
        }
        relay = Relay.toPostgres(server.port());
    }

    @AfterAll
    static void stop() throws SQLException {
        relay.close();
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
        server.close();
    }

    private static Cli.Result run(String command, String user, String... more) {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        relay.connections();
        relay.trips();
        String where = "@127.0.0.1:" + relay.port() + "/postgres?sslmode=disable";
        line.addAll(List.of("--dsn", "postgresql://" + user + where));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    /// Turned away, it does not try again, and asks nothing.
    @ParameterizedTest
    @CsvSource({
        "db, 1",
        "leaks, 1",
        "diagnose, 1",
        "size --pool-size 5, 1",
        "watch --count 3 --every 100ms, 3"
    })
    void aFullServerIsKnockedAtOnceForEachLook(String command, int looks) {
        Cli.Result result = run(command, "app");

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(relay.connections()).isEqualTo(looks);
        assertThat(relay.trips()).isZero();
    }

    /// A superuser is let in by a reserved slot, and takes one of them.
    @ParameterizedTest
    @CsvSource({
        "db, 1, 1",
        "leaks, 1, 1",
        "diagnose, 1, 1",
        "size --pool-size 5, 1, 1",
        // one more sets the time limits of a connection that stays
        "watch --count 5 --every 100ms, 1, 6",
        "leaks --for 300ms --every 100ms, 3, 3"
    })
    void aFullServerIsAskedOnceForEachLook(String command, int connections, int trips) {
        Cli.Result result = run(command, "postgres");

        assertThat(result.exit()).as(result.out() + result.err()).isBetween(0, 2);
        assertThat(relay.connections()).isEqualTo(connections);
        assertThat(relay.trips()).isEqualTo(trips);
    }

    @Test
    void theReservedWayInIsTakenOnlyAfterTheOther() {
        String admin = "postgresql://postgres@127.0.0.1:" + relay.port() + "/?sslmode=disable";
        Cli.Result result = run("db", "app", "--admin-dsn", admin);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(relay.connections()).isEqualTo(2);
        assertThat(relay.trips()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"redis, 1", "diagnose, 1", "watch --count 3 --every 100ms, 3"})
    void aFullRedisIsKnockedAtOnceForEachLook(String command, int looks) {
        try (RedisServer full = RedisServer.with("maxclients 3");
                Relay before = Relay.to(full.port());
                Jedis one = new Jedis("127.0.0.1", full.port());
                Jedis two = new Jedis("127.0.0.1", full.port());
                Jedis three = new Jedis("127.0.0.1", full.port())) {
            assertThat(List.of(one.ping(), two.ping(), three.ping())).containsOnly("PONG");
            List<String> line = new ArrayList<>(List.of(command.split(" ")));
            line.addAll(List.of("--redis", "redis://127.0.0.1:" + before.port()));
            Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
            assertThat(before.connections()).isEqualTo(looks);
        }
    }

    @ParameterizedTest
    @CsvSource({"redis, 1", "diagnose, 1", "redis --for 300ms --every 100ms, 3"})
    void aRedisIsLookedAtOverOneConnection(String command, int looks) {
        try (Relay before = Relay.to(RedisServer.shared().port())) {
            List<String> line = new ArrayList<>(List.of(command.split(" ")));
            line.addAll(List.of("--redis", "redis://127.0.0.1:" + before.port()));
            Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));

            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            assertThat(before.connections()).isEqualTo(looks);
        }
    }
}
