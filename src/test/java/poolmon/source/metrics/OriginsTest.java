package poolmon.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.model.Pool.DatabasePool;
import poolmon.source.exposition.ExpositionText;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

final class OriginsTest {

    private static List<MeteredPool> pools(String text) {
        return Origins.pools(
                new Samples(ExpositionText.read(text, Origins.metrics()).orElseThrow().samples()));
    }

    private static List<String> shown(String text) {
        List<String> shown = new ArrayList<>();
        for (MeteredPool metered : pools(text)) {
            DatabasePool pool = metered.pool();
            shown.add(
                    metered.origin()
                            + " "
                            + pool.name().shown()
                            + " "
                            + number(pool.checkedOut())
                            + "/"
                            + number(pool.reportedCapacity()));
        }
        return shown;
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "?";
    }

    private static String hikari(String labels, int active, int max) {
        return "hikaricp_connections_active{%s} %d\nhikaricp_connections_max{%s} %d\nhikaricp_connections_idle{%s} 0\n"
                .formatted(labels, active, labels, max, labels);
    }

    private static String spring(String labels, int active, int max) {
        return "jdbc_connections_active{%s} %d\njdbc_connections_max{%s} %d\n"
                .formatted(labels, active, labels, max);
    }

    @Test
    void severalPoolsOfSeveralOriginsStandBesideEachOther() {
        assertThat(
                        shown(
                                hikari("pool=\"orders\"", 1, 10)
                                        + hikari("pool=\"audit\"", 2, 5)
                                        + "go_sql_in_use_connections{db_name=\"shop\"} 3\n"
                                        + "go_sql_max_open_connections{db_name=\"shop\"} 7\n"
                                        + "db_pool_utilization_percent{pool=\"py\"} 40\n"))
                .containsExactlyInAnyOrder(
                        "hikaricp orders 1/10",
                        "hikaricp audit 2/5",
                        "go-sql shop 3/7",
                        "reported-utilization py ?/?");
    }

    /// Spring Boot tells of a HikariCP pool a second time, by the name of its bean.
    @Test
    void aPoolThatTwoOriginsTellOfIsShownOnce() {
        assertThat(
                        shown(
                                hikari("pool=\"HikariPool-1\"", 1, 10)
                                        + spring("name=\"dataSource\"", 1, 10)))
                .containsExactly("hikaricp HikariPool-1 1/10");
    }

    @Test
    void eachOfTwoPoolsHasATwinOfItsOwn() {
        assertThat(
                        shown(
                                hikari("pool=\"HikariPool-1\"", 1, 10)
                                        + hikari("pool=\"HikariPool-2\"", 2, 10)
                                        + spring("name=\"a\"", 1, 10)
                                        + spring("name=\"b\"", 2, 10)
                                        + spring("name=\"tomcat\"", 3, 10)))
                .containsExactly(
                        "hikaricp HikariPool-1 1/10",
                        "hikaricp HikariPool-2 2/10",
                        "spring-jdbc tomcat 3/10");
    }

    @Test
    void poolsOfDifferentInstancesAreNoTwins() {
        assertThat(
                        shown(
                                hikari("pool=\"p\",job=\"j\",instance=\"a:1\"", 1, 10)
                                        + spring(
                                                "name=\"dataSource\",job=\"j\",instance=\"b:1\"",
                                                2,
                                                10)))
                .hasSize(2);
    }

    @Test
    void aPoolWithoutAnyLimitSaysSo() {
        for (String none : List.of("0", "-1", "2147483647", "9.223372036854775807e18", "+Inf")) {
            DatabasePool pool =
                    pools(
                                    "go_sql_in_use_connections{db_name=\"s\"} 3\n"
                                            + "go_sql_max_open_connections{db_name=\"s\"} "
                                            + none
                                            + "\n")
                            .getFirst()
                            .pool();
            assertThat(pool.poolSize()).as(none).isEqualTo(OptionalLong.of(0));
            assertThat(pool.error()).as(none).isEmpty();
        }
    }

    @Test
    void aMaximumThatIsNotToldIsAtLeastWhatIsOpen() {
        DatabasePool pool =
                pools(
                                "agroal_active_count{datasource=\"d\"} 3\n"
                                        + "agroal_available_count{datasource=\"d\"} 4\n"
                                        + "agroal_max_used_count{datasource=\"d\"} 5\n")
                        .getFirst()
                        .pool();
        assertThat(pool.capacityAtLeast()).isTrue();
        assertThat(pool.reportedCapacity()).isEqualTo(OptionalLong.of(7));
    }

    @Test
    void pgBouncersPoolsGetTheSizeOfTheirDatabaseInTheSameBouncer() {
        String text = "";
        for (int i = 1; i <= 2; i++) {
            String where = ",job=\"b\",instance=\"" + i + "\"";
            text +=
                    "pgbouncer_databases_pool_size{name=\"shop\",database=\"real\""
                            + (where + "} " + 10 * i + "\n")
                            + "pgbouncer_pools_server_active_connections{database=\"shop\",user=\"app\""
                            + (where + "} " + i + "\n")
                            + "pgbouncer_pools_server_active_connections{database=\"pgbouncer\",user=\"x\""
                            + (where + "} 0\n");
        }
        assertThat(shown(text))
                .containsExactly("pgbouncer shop/app 1/10", "pgbouncer shop/app 2/20");
    }

    /// A fleet has thousands of pools with the same name. That each is held against all others
    /// would show here as a test that does not end.
    @Test
    void aLargeFleetIsToldApartByInstance() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            String owner = ",job=\"j\",instance=\"" + i + "\"";
            text.append(hikari("pool=\"HikariPool-1\"" + owner, 1, 10));
            text.append(spring("name=\"dataSource\"" + owner, 1, 10));
        }
        assertThat(pools(text.toString())).hasSize(3_000);
    }
}
