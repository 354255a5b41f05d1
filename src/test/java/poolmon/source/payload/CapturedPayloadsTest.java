package poolmon.source.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.Cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Answers of real libraries, kept as they came; their README says which.
final class CapturedPayloadsTest {
    private static final Path FOLDER = Path.of("src/test/resources/payloads/captured");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    go-dbstats-2-of-4.json     | go-dbstats   | database 2/4 healthy
                    go-dbstats-full.json       | go-dbstats   | database 4/4 critical
                    go-dbstats-no-limit.json   | go-dbstats   | database 1/null unknown
                    go-collector.prom          | prometheus   | audit 1/null unknown, shop 4/4 critical
                    go-collector.openmetrics   | prometheus   | audit 1/null unknown, shop 4/4 critical
                    psycopg-pool-3-of-4.json   | psycopg-pool | database 3/4 healthy waiting 0
                    psycopg-pool-full.json     | psycopg-pool | database 4/4 critical waiting 2
                    psycopg-pool-idle.json     | psycopg-pool | database 0/4 healthy waiting 0
                    rails-stat-3-of-5.json     | rails-stat   | database 3/5 healthy waiting 0
                    rails-stat-full.json       | rails-stat   | database 5/5 critical waiting 2
                    pgbouncer-exporter-0.9.prom | prometheus  | audit/postgres 2/2 critical waiting 2, shop/postgres 3/4 healthy waiting 0
                    """)
    void isReadAsItsPoolStood(String file, String format, String pools) throws Exception {
        Cli.Result result =
                Cli.BARE.run("pools", "-o", "json", "--file", FOLDER.resolve(file).toString());
        JsonNode target = new ObjectMapper().readTree(result.out()).at("/targets/0");
        assertThat(target.at("/format").asText()).isEqualTo(format);
        List<String> read = new ArrayList<>();
        target.at("/pools").forEach(pool -> read.add(shown(pool)));
        assertThat(read).containsExactlyInAnyOrder(pools.split(", "));
    }

    private static String shown(JsonNode pool) {
        String waiting = pool.at("/waiting").isNull() ? "" : " waiting " + pool.at("/waiting");
        return pool.at("/name").asText()
                + " "
                + pool.at("/checked_out")
                + "/"
                + pool.at("/total_capacity")
                + " "
                + pool.at("/status").asText()
                + waiting;
    }

    /// A payload that nothing reads would prove nothing.
    @Test
    void everyCapturedPayloadIsRead() throws Exception {
        String test = Files.readString(Path.of("src/test/java/" + pathOfThis()));
        List<String> unread = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md") && !test.contains(name))
                    .forEach(unread::add);
        }
        assertThat(unread).isEqualTo(Collections.emptyList());
    }

    private static String pathOfThis() {
        return CapturedPayloadsTest.class.getName().replace('.', '/') + ".java";
    }
}
