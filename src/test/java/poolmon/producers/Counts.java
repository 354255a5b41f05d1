package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;

import poolmon.fixture.Cli;
import poolmon.fixture.Schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// What somebody says about a pool: its own bean, or poolmon.
///
/// @param waiting −1 where it is not told
record Counts(String pool, long checkedOut, long checkedIn, long capacity, long waiting) {

    /// HikariCP reckons its figures for metrics once in a second, so that they lag behind the bean.
    private static final Duration LAG = Duration.ofSeconds(10);

    /// What poolmon reports of a service.
    ///
    /// @param format how it read the service, for example `prometheus`
    record Report(String format, List<Counts> pools) {
        Report {
            pools = List.copyOf(pools);
        }
    }

    /// Asks poolmon until it says the same as the beans, with no lag left in the producer.
    ///
    /// @param report asks it once
    static void await(Supplier<Report> report, String format, MeasuredPool... pools) {
        await(report, format, () -> Arrays.stream(pools).map(MeasuredPool::counts).toList());
    }

    /// The same where the beans are asked in another way.
    static void await(Supplier<Report> report, String format, Supplier<List<Counts>> beans) {
        Awaitility.await()
                .atMost(LAG)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> {
                            Report told = report.get();
                            assertThat(told.pools())
                                    .containsExactlyInAnyOrderElementsOf(beans.get());
                            assertThat(told.format()).isEqualTo(format);
                        });
    }

    /// The counts as one line, for another program.
    String line() {
        return pool + " " + checkedOut + " " + checkedIn + " " + capacity + " " + waiting;
    }

    /// The counts of such a line.
    static Counts of(String line) {
        String[] word = line.split(" ", -1);
        return new Counts(
                word[0],
                Long.parseLong(word[1]),
                Long.parseLong(word[2]),
                Long.parseLong(word[3]),
                Long.parseLong(word[4]));
    }

    /// What poolmon says of a service of which it knows nothing but the base URL.
    static Report at(String url) {
        Cli.Result result = Cli.BARE.run("pools", "--url", url, "-o", "json");
        JsonNode target = Schema.report(result.out()).at("/targets/0");
        List<Counts> pools = new ArrayList<>();
        for (JsonNode pool : target.at("/pools")) {
            pools.add(
                    new Counts(
                            pool.at("/name").textValue(),
                            pool.at("/checked_out").asLong(-1),
                            pool.at("/checked_in").asLong(-1),
                            pool.at("/total_capacity").asLong(-1),
                            pool.at("/waiting").asLong(-1)));
        }
        return new Report(target.at("/format").asText(""), pools);
    }
}
