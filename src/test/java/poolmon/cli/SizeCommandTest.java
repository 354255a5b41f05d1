package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `poolmon size` from what the user tells, without any server: arithmetic that CI can check.
class SizeCommandTest {
    @TempDir private Path folder;

    private static Cli.Result run(String line) {
        return Cli.BARE.run(("size " + line).split(" "));
    }

    private static JsonNode sizing(String line) {
        return Schema.report(run(line + " -o json").out()).get("sizing");
    }

    @Test
    void rateAndHoldTimeAloneGiveThePoolAndTheSettings() {
        Cli.Result result = run("--rate 300/s --hold 20ms");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("HEALTHY   pool_size 9, max_overflow 2 for 300 requests/s of 20 ms")
                .containsPattern("SQLAlchemy +pool_size +9\n")
                .containsPattern("SQLAlchemy +max_overflow +2\n")
                .containsPattern("HikariCP +maximumPoolSize +11\n")
                .containsPattern("PgBouncer +default_pool_size +11\n")
                .contains("6 connections in use on average (Little's law)")
                .contains("was not looked at: give --slots N or --dsn DSN");

        JsonNode advice = sizing("--rate 18000/m --hold PT0.02S").get("advice");
        assertThat(advice.at("/average_and_buffer").asInt()).isEqualTo(9);
        assertThat(advice.at("/erlang_c").asInt()).isEqualTo(11);
        assertThat(advice.at("/serving/wait_p99_ms").asDouble()).isLessThan(10);
    }

    /// Exit 0 where it fits, 1 where less than 20 % are left, 2 where it does not fit.
    @ParameterizedTest
    @CsvSource({
        "40, 0, healthy",
        "50, 1, degraded",
        "60, 1, degraded",
        "61, 2, critical",
        "200, 2, critical"
    })
    void whetherTheFleetFitsIsTheExitCode(int workers, int exit, String status) {
        String line = "--pool-size 1 --workers " + workers + " --slots 60";
        assertThat(run(line).exit()).isEqualTo(exit);
        assertThat(sizing(line).get("status").textValue()).isEqualTo(status);
    }

    @Test
    void aFleetThatDoesNotFitIsToldWithTheLargestPoolThatDoes() {
        Cli.Result result =
                run("--pool-size 10 --max-overflow 5 --replicas 4 --workers 2 --slots 97");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out())
                .startsWith(
                        "CRITICAL  the fleet does not fit: up to 150 connections for 97 slots for"
                                + " ordinary roles, 53 too few")
                .contains("fleet: 4 replicas × 2 workers × 15 = 120")
                .contains("rolling deploy: 1 replica more × 2 workers × 15 = 30")
                .contains("pools of 9 (size and overflow together) fit")
                .contains("fleet-overcommits");
        Cli.Result advised =
                run("--pool-size 9 --max-overflow 0 --replicas 4 --workers 2 --slots 97");
        assertThat(advised.exit()).as("what is advised fits").isEqualTo(1);
        assertThat(advised.out()).contains("fleet-near-limit");
        assertThat(run("--pool-size 9 --replicas 4 --workers 2 --slots 97 --surge 0").exit())
                .as("without a rolling deploy")
                .isZero();
    }

    @Test
    void othersRoleAndDatabaseLimitsCount() {
        String fleet = "--pool-size 5 --replicas 4 --surge 1 ";
        assertThat(run(fleet + "--slots 97").exit()).isZero();
        assertThat(run(fleet + "--slots 97 --other-connections 73").exit()).isEqualTo(2);
        assertThat(run(fleet + "--slots 97 --role-limit 24").exit()).isEqualTo(2);
        assertThat(run(fleet + "--slots 97 --database-limit 26").exit()).isEqualTo(1);
        assertThat(run(fleet + "--role-limit 40").exit()).isZero();
    }

    @Test
    void aPgBouncerTakesTheFleetsPlaceAndHasALimitOfItsOwn() {
        String fleet = "--pool-size 10 --replicas 20 --workers 2 --slots 97 ";
        assertThat(run(fleet).exit()).isEqualTo(2);
        assertThat(run(fleet + "--pgbouncer 2 --default-pool-size 20").exit()).isZero();
        Cli.Result narrow =
                run(fleet + "--pgbouncer 2 --default-pool-size 20 --max-client-conn 400");
        assertThat(narrow.exit()).isEqualTo(2);
        assertThat(narrow.out()).contains("400 clients that PgBouncer lets in, 100 too few");
    }

    @Test
    void aPoolThatIsTooSmallForItsLoadIsFound() {
        Cli.Result slow = run("--rate 300/s --hold 20ms --pool-size 7");
        assertThat(slow.exit()).isEqualTo(1);
        assertThat(slow.out()).contains("pool-too-small").contains("enough: 11");
        Cli.Result drowning = run("--rate 300/s --hold 20ms --pool-size 6");
        assertThat(drowning.exit()).isEqualTo(2);
        assertThat(drowning.out()).contains("never catches up");
        assertThat(run("--rate 300/s --hold 20ms --pool-size 10 --max-overflow 1").exit()).isZero();
    }

    /// The more a request may wait the smaller the pool.
    @Test
    void theWantedWaitIsReckonedWith() {
        List<Integer> sizes = new ArrayList<>();
        for (String target : List.of("0ms", "5ms", "50ms", "1s")) {
            sizes.add(
                    sizing("--rate 300/s --hold 20ms --wait-target " + target)
                            .at("/advice/erlang_c")
                            .asInt());
        }
        assertThat(sizes).isSortedAccordingTo((a, b) -> b - a).doesNotHaveDuplicates();
    }

    /// CI has a DATABASE_URL set more often than not.
    @Test
    void whatIsToldInFullIsCheckedWithoutAServer() {
        Cli.Result result =
                Cli.BARE
                        .with("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
                        .run("size", "--pool-size", "5", "--slots", "97");
        assertThat(result.exit()).isZero();
    }

    @Test
    void aServerThatIsDownIsAnErrorUnlessThePlanIsWrongAnyway() {
        String plan = "--dsn postgresql://u@127.0.0.1:1/d --pool-size 5";
        Cli.Result down = run(plan);
        assertThat(down.exit()).isEqualTo(3);
        assertThat(down.out()).contains("ERROR ");
        assertThat(run(plan + " --slots 20").exit()).isEqualTo(3);
        assertThat(run(plan + " --slots 4").exit()).isEqualTo(2);
        assertThat(run("--dsn postgresql://u@127.0.0.1:1/d --for 200ms --every 100ms").exit())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "csv", "nagios", "prometheus"})
    void everyOutputTellsTheSize(String format) {
        Cli.Result result = run("--rate 300/s --hold 20ms --slots 97 -o " + format);
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("pool").contains("11");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-q | There is nothing to reckon from: give --rate and --hold",
                "--rate 300/s | give --hold DURATION, too",
                "--hold 20ms | give --rate RATE, too",
                "--rate fast --hold 20ms | is no rate",
                "--rate 0/s --hold 20ms | is no rate",
                "--rate 3/d --hold 20ms | is no rate",
                "--rate 300/s --hold 0ms | --hold must be longer",
                "--rate 300000/s --hold 20s | is --hold what one request takes?",
                "--pool-size 5 | --slots N or --dsn DSN",
                "--pool-size 0 --slots 9 | has no limit",
                "--pool-size 5 --slots 9 --replicas 0 | --replicas is a number from 1 on",
                "--pool-size 5 --slots 9 --workers 100001 | --workers is at most",
                "--pool-size 5 --slots 9 --surge lots | is no surge",
                "--pool-size 5 --slots 9 --default-pool-size 5 | give --pgbouncer N, too",
                "--pool-size 5 --slots 9 --pgbouncer 1 | Give --default-pool-size N",
                "--pool-size 5 --slots 9 --for 5s | give --dsn DSN, too",
                "--dsn host=h --rate 1/s --hold 1s --for 5s | give one of both",
                "--dsn host=h --for 1s | a longer time than --every",
                "--dsn host=h --dsn host=i | give one --dsn",
                "--dsn postgresql://u@h/pgbouncer | give --pgbouncer N"
            })
    void whatMakesNoSenseIsAUsageError(String line, String told) {
        Cli.Result result = run(line);
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(told);
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void guidesCompareOtherTraffic() {
        JsonNode guides = sizing("--rate 300/s --hold 20ms").get("guides");
        assertThat(guides).hasSize(4);
        assertThat(guides.get(3).get("busy_connections").asDouble()).isEqualTo(24, within(1e-9));
    }

    private static final String FLEET =
            """
            [targets.orders]
            dsn = 'postgresql://monitor@nowhere.invalid/orders'
            [targets.orders.fleet]
            replicas = 4
            workers = 2
            pool_size = 10
            max_overflow = 5
            surge = '1'
            slots = 200
            [targets.jobs]
            dsn = 'postgresql://monitor@nowhere.invalid/orders'
            max_overflow = 3
            [targets.jobs.fleet]
            pool_size = 1
            slots = 97
            [targets.plain]
            url = 'http://127.0.0.1:1'
            """;

    private Cli.Result planned(String line) throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), FLEET);
        return Cli.BARE.with("POOLMON_CONFIG", config.toString()).run(("size " + line).split(" "));
    }

    /// (4 + 1) × 2 × 15 = 150 of 200, and no server is asked: there is none.
    @Test
    void aPlanInTheConfigFileIsReckonedWithoutItsServer() throws IOException {
        Cli.Result result = planned("orders -o json");

        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode report = Schema.report(result.out());
        assertThat(report.get("targets")).isEmpty();
        assertThat(report.at("/sizing/limits/0/demand").asInt()).as(result.out()).isEqualTo(150);
    }

    @Test
    void theListOfTargetsShowsTheFleet() throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), FLEET);
        assertThat(Cli.BARE.run("config", "list", "--config", config.toString()).out())
                .contains("fleet  max_overflow 5, replicas 4, workers 2, pool_size 10, surge 1");
    }

    @Test
    void anOptionDecidesBeforeThePlanInTheConfigFile() throws IOException {
        assertThat(planned("orders --slots 149").exit()).isEqualTo(2);
        assertThat(planned("orders --slots 160").exit()).isEqualTo(1);
        assertThat(planned("orders --workers 1 --slots 149").exit()).isZero();
        assertThat(planned("orders --surge 0 --slots 149").exit()).isEqualTo(1);
    }

    @Test
    void theOverflowOfATargetCountsForItsFleetToo() throws IOException {
        JsonNode report = Schema.report(planned("jobs -o json").out());
        assertThat(report.at("/sizing/limits/0/demand").asInt()).isEqualTo(4);
    }

    @Test
    void theUsualTargetIsPlannedWhereNothingElseIsSaid() throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("usual.toml"), "[defaults]\ntarget = 'orders'\n" + FLEET);
        Cli cli = Cli.BARE.with("POOLMON_CONFIG", config.toString());

        assertThat(cli.run("size").out()).contains("150");
        assertThat(cli.run("size", "--pool-size", "1", "--slots", "97").out())
                .doesNotContain("150");
    }

    @Test
    void aServerIsLookedAtWhereTheUserAsksForIt() throws IOException {
        Cli.Result result = planned("orders --for 1s --every 500ms --timeout 2s");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("nowhere.invalid");
    }

    @Test
    void whatCannotBePlannedIsAUsageError() throws IOException {
        assertThat(planned("orders jobs").err()).contains("One fleet is reckoned at a time");
        assertThat(planned("plain").err()).contains("which needs dsn or fleet");
        assertThat(planned("orders jobs").exit()).isEqualTo(64);
        assertThat(planned("plain").exit()).isEqualTo(64);
    }
}
