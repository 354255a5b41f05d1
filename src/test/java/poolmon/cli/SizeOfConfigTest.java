package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;
import poolmon.fixture.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// `poolmon size` from the plan of a fleet in the config file, which CI checks before a deploy.
class SizeOfConfigTest {
    /// Nobody listens there: whoever looks gets an error.
    private static final String DOWN = "dsn = 'postgresql://u@127.0.0.1:1/d'";

    @TempDir private Path folder;

    private Cli with(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("c.toml"), String.join("\n", lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Cli.BARE.with("POOLMON_CONFIG", file.toString());
    }

    private static Cli.Result size(Cli cli, String line) {
        return cli.run(("size " + line).strip().split(" "));
    }

    private static JsonNode sizing(Cli cli, String line) {
        return Schema.report(size(cli, line + " -o json").out()).get("sizing");
    }

    private Cli orders(String... more) throws IOException {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "[targets.orders]",
                                DOWN,
                                "[targets.orders.fleet]",
                                "replicas = 4",
                                "workers = 2",
                                "pool_size = 5",
                                "slots = 97"));
        lines.addAll(List.of(more));
        return with(lines.toArray(String[]::new));
    }

    /// The exit code is CI's; a server is neither needed nor asked.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_overflow = 2 | 70 | 0",
                "max_overflow = 3 | 80 | 1",
                "max_overflow = 5 | 100 | 2",
                "max_overflow = 5;surge = 0 | 80 | 1",
                "max_overflow = 2;surge = '100%' | 112 | 2",
                "max_overflow = 2;surge = 2 | 84 | 1",
                "max_overflow = 2;surge = '2' | 84 | 1",
                "max_overflow = 2;other_connections = 27 | 97 | 1",
                "max_overflow = 2;other_connections = 28 | 98 | 2",
                "max_overflow = 2;role_limit = 69 | 70 | 2",
                "max_overflow = 2;database_limit = 70 | 70 | 1",
                "pgbouncer = 2;default_pool_size = 20 | 40 | 0",
                "pgbouncer = 2;default_pool_size = 20;max_client_conn = 49 | 40 | 2"
            })
    void whetherThePlannedFleetFitsIsTheExitCode(String plan, int demand, int exit)
            throws IOException {
        Cli cli = orders(plan.split(";"));

        assertThat(size(cli, "orders").exit()).as(size(cli, "orders").out()).isEqualTo(exit);
        assertThat(sizing(cli, "orders").at("/limits/0/demand").asInt()).isEqualTo(demand);
        // nor is anything else of the environment
        assertThat(size(cli.with("DATABASE_URL", "postgresql://u@127.0.0.1:1/d"), "orders").exit())
                .isEqualTo(exit);
    }

    /// `max_overflow = 10` of the target is what its pools may open, so that the plan must not
    /// count it as nothing.
    @Test
    void whatIsKnownOfTheTargetCountsForItsFleet() throws IOException {
        String[] fleet = {
            "[targets.orders.fleet]", "pool_size = 5", "workers = 4", "slots = 60", "surge = 0"
        };
        assertThat(size(with(fleet), "orders").exit()).isZero();
        List<String> lines = new ArrayList<>(List.of("[targets.orders]", "max_overflow = 10"));
        lines.addAll(List.of(fleet));
        Cli cli = with(lines.toArray(String[]::new));
        assertThat(sizing(cli, "orders").at("/limits/0/demand").asInt()).isEqualTo(60);
        lines.set(0, "[defaults]");
        assertThat(
                        sizing(with(lines.toArray(String[]::new)), "orders")
                                .at("/limits/0/demand")
                                .asInt())
                .isEqualTo(60);
        lines.set(0, "[targets.orders]");
        lines.set(1, "warning = 30");
        assertThat(size(with(lines.toArray(String[]::new)), "orders").exit()).isEqualTo(1);
    }

    /// What the pools may open today must not bend the advice on what they should.
    @Test
    void thePoolThatTheLoadNeedsIsNoMatterOfWhatThereIs() throws IOException {
        Cli cli =
                with(
                        "[targets.orders]",
                        "max_overflow = 10",
                        "[targets.orders.fleet]",
                        "rate = 300",
                        "hold = '20ms'");

        assertThat(size(cli, "orders").out())
                .startsWith("HEALTHY   pool_size 9, max_overflow 2 for 300 requests/s of 20 ms");
    }

    @Test
    void aServerIsLookedAtForWhatThePlanLeavesOut() throws IOException {
        Cli noSlots = with("[targets.orders]", DOWN, "[targets.orders.fleet]", "pool_size = 5");
        assertThat(size(noSlots, "orders").exit()).isEqualTo(3);
        assertThat(size(noSlots, "orders --slots 97").exit()).isZero();

        Cli cli = orders();
        assertThat(size(cli, "orders").exit()).isZero();
        assertThat(size(cli, "orders --for 400ms --every 100ms").exit()).isEqualTo(3);
        assertThat(size(cli, "orders --dsn postgresql://u@127.0.0.1:1/d").exit()).isEqualTo(3);
    }

    @Test
    void findingsAreAboutTheTarget() throws IOException {
        JsonNode report = Schema.report(size(orders("max_overflow = 5"), "orders -o json").out());

        assertThat(report.at("/sizing/status").textValue()).isEqualTo("critical");
        assertThat(report.at("/findings/0/code").textValue()).isEqualTo("fleet-overcommits");
        assertThat(report.at("/findings/0/target").textValue()).isEqualTo("orders");
    }

    @Test
    void whatMakesNoSenseIsAUsageError() throws IOException {
        Cli.Result wrong = size(orders("replica = 4"), "orders");
        assertThat(wrong.exit()).isEqualTo(64);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("c.toml:8: unknown key \"replica\"");

        Cli two = with("[targets.a.fleet]", "pool_size = 1", "[targets.b.fleet]", "pool_size = 1");
        assertThat(size(two, "a b --slots 9").err()).contains("One fleet is reckoned at a time");
        assertThat(size(two, "a").err()).contains("--slots N or --dsn DSN");
        assertThat(two.run("db", "a").err()).contains("has nothing for this command");
        Cli cache = with("[targets.cache]", "redis = 'redis://h'");
        assertThat(size(cache, "cache").err()).contains("which needs dsn or fleet");
    }
}
