package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariPoolMXBean;

import poolmon.fixture.Cli;

import java.util.ArrayList;
import java.util.List;

/// What `poolmon pools --url` reads of a service, beside what the pool's own bean says.
final class Compared {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode report;

    private Compared(JsonNode report) {
        this.report = report;
    }

    /// Reads a service by its base URL and nothing else.
    static Compared read(String url, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("pools", "--url", url, "-o", "json"));
        line.addAll(List.of(more));
        Cli.Result result = Cli.BARE.run(line.toArray(String[]::new));
        return new Compared(JSON.readTree(result.out()));
    }

    /// The one reader that must have understood it.
    Compared by(String format) {
        assertThat(report.at("/targets/0/error").isNull()).as(report.toString()).isTrue();
        assertThat(report.at("/targets/0/format").asText()).isEqualTo(format);
        return this;
    }

    Compared pools(String... names) {
        List<String> found = new ArrayList<>();
        report.at("/targets/0/pools").forEach(pool -> found.add(pool.at("/name").asText()));
        assertThat(found).containsExactlyInAnyOrder(names);
        return this;
    }

    /// The name of the pool, of which there is but one.
    String only() {
        assertThat(report.at("/targets/0/pools")).as(report.toString()).hasSize(1);
        return report.at("/targets/0/pools/0/name").asText();
    }

    Compared status(String pool, String status) {
        assertThat(named(pool).at("/status").asText()).isEqualTo(status);
        return this;
    }

    /// All figures of a pool are those of its bean.
    Compared same(String pool, HikariPoolMXBean bean, int most) {
        JsonNode read = named(pool);
        assertThat(read.at("/checked_out").asInt()).isEqualTo(bean.getActiveConnections());
        assertThat(read.at("/checked_in").asInt()).isEqualTo(bean.getIdleConnections());
        assertThat(read.at("/total_capacity").asInt()).isEqualTo(most);
        assertThat(read.at("/waiting").asInt(-1)).isEqualTo(bean.getThreadsAwaitingConnection());
        return this;
    }

    JsonNode named(String pool) {
        for (JsonNode each : report.at("/targets/0/pools")) {
            if (each.at("/name").asText().equals(pool)) {
                return each;
            }
        }
        throw new AssertionError("There is no pool " + pool + " in " + report);
    }
}
