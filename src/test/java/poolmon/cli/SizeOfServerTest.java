package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.Schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// `poolmon size` at a real server under a load that is known.
class SizeOfServerTest {
    /// 37 of them for ordinary roles.
    private static final PostgresServer SERVER = PostgresServer.with(40);

    private final List<Thread> workers = new ArrayList<>();
    private final List<Connection> idle = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private volatile boolean over;

    @BeforeAll
    static void roles() throws SQLException {
        SERVER.execute(
                "CREATE TABLE orders (id int)",
                "CREATE ROLE app LOGIN CONNECTION LIMIT 20",
                "GRANT SELECT ON orders TO app",
                "CREATE ROLE watcher LOGIN",
                "GRANT pg_read_all_stats TO watcher");
    }

    @AfterEach
    void stop() throws SQLException, InterruptedException {
        over = true;
        for (Thread worker : workers) {
            worker.join();
        }
        for (Connection connection : idle) {
            connection.close();
        }
        SERVER.await(0, "application_name IN ('orders-api', 'reports')");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    /// So many connections that are always in a transaction, each of which takes 20 ms and a
    /// little.
    private void load(int connections) {
        for (int i = 0; i < connections; i++) {
            workers.add(Thread.ofPlatform().start(this::work));
        }
        SERVER.await(connections, "application_name = 'orders-api'");
    }

    private void work() {
        try (Connection connection = SERVER.open("orders-api", "app");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over) {
                // one that touches no table is not counted until another does
                statement.execute("SELECT pg_sleep(0.02), count(*) FROM orders");
                connection.commit();
                done.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void idle(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            idle.add(SERVER.open("reports"));
        }
    }

    private static Cli.Result run(String... more) {
        List<String> args = new ArrayList<>(List.of("size", "--dsn", SERVER.dsn("watcher")));
        args.addAll(List.of(more));
        return Cli.BARE.run(args.toArray(String[]::new));
    }

    private static JsonNode sizing(Cli.Result result) {
        return Schema.report(result.out()).get("sizing");
    }

    /// What the workers count themselves is what the server's counters give, and what is held is
    /// nearly all of four connections.
    @Test
    void theLoadOfTheWholeServerIsItsCounters() throws SQLException {
        load(4);
        idle(2);
        long before = done.get();
        long start = System.nanoTime();
        Cli.Result result = run("--for", "6s", "--every", "250ms", "-o", "json");
        double rate = (done.get() - before) / ((System.nanoTime() - start) / 1e9);
        JsonNode sizing = sizing(result);
        JsonNode load = sizing.get("load");

        assertThat(load.get("busy_connections").asDouble()).isEqualTo(4, within(0.8));
        assertThat(load.get("requests_per_second").asDouble())
                .as("beside that of the workers; poolmon's own looks are a few more")
                .isEqualTo(rate, within(rate * 0.25));
        assertThat(load.get("requests_per_second").asDouble() * load.get("hold_ms").asDouble())
                .as("Little's law")
                .isEqualTo(load.get("busy_connections").asDouble() * 1000, within(5.0));
        assertThat(sizing.at("/limits/0/limit").asInt()).isEqualTo(37);
        assertThat(sizing.at("/observed/0/name").textValue()).isEqualTo("postgres");
        assertThat(sizing.get("observed"))
                .anyMatch(
                        each ->
                                each.get("name").textValue().equals("orders-api")
                                        && each.get("busy_connections").asDouble() > 3);
        assertThat(result.exit()).isZero();
    }

    @Test
    void theLoadOfAnApplicationIsSampledAndItsRoleIsItsLimit() throws SQLException {
        load(3);
        idle(5);
        Cli.Result result =
                run(
                        "--app",
                        "orders-*",
                        "--for",
                        "3s",
                        "--every",
                        "200ms",
                        "--replicas",
                        "2",
                        "-o",
                        "json");
        JsonNode sizing = sizing(result);

        assertThat(sizing.at("/load/busy_connections").asDouble()).isEqualTo(3, within(0.7));
        assertThat(sizing.at("/load/hold_ms").asDouble()).isBetween(15.0, 60.0);
        assertThat(sizing.get("demands"))
                .anyMatch(
                        each ->
                                each.get("who").textValue().equals("other applications")
                                        && each.get("connections").asInt() == 5);
        JsonNode role = sizing.get("limits").get(1);
        assertThat(role.get("scope").textValue()).isEqualTo("role");
        assertThat(role.get("name").textValue()).isEqualTo("app");
        assertThat(role.get("limit").asInt()).isEqualTo(20);
        assertThat(role.get("demand").asInt())
                .as("the others are of another role")
                .isEqualTo(sizing.at("/limits/0/demand").asInt() - 5);
    }

    /// One look, and all that is there now is taken for others.
    @Test
    void aPlannedFleetIsHeldAgainstTheServersSlots() throws SQLException {
        idle(5);
        Cli.Result fits = run("--pool-size", "5", "--replicas", "4", "--surge", "0", "-o", "json");
        assertThat(sizing(fits).at("/limits/0/demand").asInt()).isEqualTo(25);
        assertThat(fits.exit()).isZero();
        Cli.Result full = run("--pool-size", "5", "--replicas", "4", "--workers", "2");
        assertThat(full.exit()).isEqualTo(2);
        assertThat(full.out())
                .contains("up to 55 connections for 37 slots for ordinary roles, 18 too few")
                .contains("pools of 3 (size and overflow together) fit");
        Cli.Result role =
                run("--pool-size", "7", "--replicas", "3", "--surge", "0", "--user", "app");
        assertThat(role.exit()).isEqualTo(2);
        assertThat(role.out()).contains("20 connections allowed to the role \"app\", 1 too few");
    }

    @Test
    void withoutALoadThereIsNothingToSizeBy() {
        Cli.Result result =
                run("--app", "nobody", "--for", "400ms", "--every", "200ms", "-o", "json");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(sizing(result).get("answer").textValue()).startsWith("there was no load");
        assertThat(result.out()).contains("\"little-load\"");
    }

    /// Where samples decide and the samples cannot be seen, nothing is called healthy.
    @Test
    void sessionsThatAreHiddenMakeItAnError() throws SQLException {
        SERVER.execute("CREATE ROLE blind LOGIN");
        load(2);
        Cli.Result result =
                Cli.BARE.run(
                        "size",
                        "--dsn",
                        SERVER.dsn("blind"),
                        "--app",
                        "orders-api",
                        "--for",
                        "400ms",
                        "--every",
                        "200ms");
        assertThat(result.exit()).isEqualTo(3);
    }
}
