package poolmon.source.payload;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// Each way to tell of a pool, with a pool that is full: whatever is lost of it or comes in the
/// place of its counts, nobody is told that the pool is healthy.
class FullPoolsTest {
    private static final List<String> NONSENSE =
            List.of("NaN", "-7", "1.5", "1e300", "-Inf", "abc", "", "\"", "99999999999999999999");

    /// A full pool, one count a line.
    enum Full {
        MICROMETER(
                """
                hikaricp_connections_idle{pool="p"} 0
                hikaricp_connections_max{pool="p"} 10
                hikaricp_connections_active{pool="p"} 10
                hikaricp_connections_pending{pool="p"} 4
                """),
        TRACKER(
                """
                hikaricp_idle_connections{pool="p",} 0.0
                hikaricp_max_connections{pool="p",} 10.0
                hikaricp_active_connections{pool="p",} 10.0
                hikaricp_pending_threads{pool="p",} 4.0
                """),
        SPRING(
                """
                jdbc_connections_idle{name="dataSource"} 0
                jdbc_connections_max{name="dataSource"} 10
                jdbc_connections_active{name="dataSource"} 10
                """),
        GO(
                """
                go_sql_idle_connections{db_name="shop"} 0
                go_sql_max_open_connections{db_name="shop"} 10
                go_sql_in_use_connections{db_name="shop"} 10
                go_sql_open_connections{db_name="shop"} 10
                """),
        OPEN_TELEMETRY(
                """
                db_client_connection_count{db_client_connection_pool_name="p",db_client_connection_state="idle"} 0
                db_client_connection_count{db_client_connection_pool_name="p",db_client_connection_state="used"} 10
                db_client_connection_max{db_client_connection_pool_name="p"} 10
                db_client_connection_pending_requests{db_client_connection_pool_name="p"} 4
                """),
        OPEN_TELEMETRY_OLD(
                """
                db_client_connections_usage{pool_name="p",state="idle"} 0
                db_client_connections_usage{pool_name="p",state="used"} 10
                db_client_connections_max{pool_name="p"} 10
                db_client_connections_pending_requests{pool_name="p"} 4
                """),
        AGROAL(
                """
                agroal_active_count{datasource="default"} 10
                agroal_available_count{datasource="default"} 0
                agroal_max_used_count{datasource="default"} 10
                agroal_awaiting_count{datasource="default"} 4
                """),
        PRISMA(
                """
                prisma_pool_connections_busy 10
                prisma_pool_connections_idle 0
                prisma_pool_connections_open 10
                prisma_client_queries_wait 4
                """),
        PGBOUNCER(
                """
                pgbouncer_databases_pool_size{name="shop",database="shop"} 10
                pgbouncer_pools_server_idle_connections{database="shop",user="app"} 0
                pgbouncer_pools_server_active_connections{database="shop",user="app"} 10
                pgbouncer_pools_client_waiting_connections{database="shop",user="app"} 4
                """),
        REPORTED("db_pool_utilization_percent{pool=\"p\"} 100\n"),
        DB_STATS(
                "{\"OpenConnections\":10,\n\"Idle\":0,\n\"MaxOpenConnections\":10,\n\"InUse\":10}"),
        PSYCOPG(
                "{\"pool_max\":10,\n"
                        + "\"pool_size\":10,\n"
                        + "\"requests_waiting\":4,\n"
                        + "\"pool_available\":0}"),
        RAILS(
                "{\"size\":10,\n"
                        + "\"connections\":10,\n"
                        + "\"dead\":0,\n"
                        + "\"idle\":0,\n"
                        + "\"waiting\":4,\n"
                        + "\"busy\":10}"),
        MX_BEAN(
                "{\"idleConnections\":0,\n\"maximumPoolSize\":10,\n\"totalConnections\":10,\n"
                        + "\"threadsAwaitingConnection\":4,\n\"activeConnections\":10}"),
        SEED(
                "{\"pools\":{\"database\":{\"overflow\":5,\n\"checked_in\":0,\n\"pool_size\":5,\n"
                        + "\"max_overflow\":5,\n\"checked_out\":10}}}");

        private final String text;

        Full(String text) {
            this.text = text;
        }

        boolean isJson() {
            return text.startsWith("{");
        }

        List<String> lines() {
            return text.lines().toList();
        }
    }

    private static Cli.Result read(String text) {
        return Cli.BARE.piping(text).run("pools", "--file", "-");
    }

    private static void notHealthy(String text) {
        Cli.Result result = read(text);
        assertThat(result.exit()).as(text + "\n" + result.out()).isIn(1, 2, 3);
        assertThat(result.out()).as(text).doesNotStartWith("HEALTHY");
    }

    @ParameterizedTest
    @EnumSource(Full.class)
    void isCritical(Full full) {
        assertThat(read(full.text).out()).startsWith("CRITICAL");
        assertThat(read(full.text).exit()).isEqualTo(2);
    }

    /// An answer that was cut off, at every place where it can be.
    @ParameterizedTest
    @EnumSource(Full.class)
    void noPartOfItIsHealthy(Full full) {
        for (int length = 0; length < full.text.length(); length++) {
            notHealthy(full.text.substring(0, length));
        }
    }

    /// Metrics that somebody's relabelling has dropped: every choice of them.
    @ParameterizedTest
    @EnumSource(Full.class)
    void noneOfItsCountsCanBeMissedSilently(Full full) {
        List<String> lines = full.lines();
        for (int kept = 0; kept < 1 << lines.size(); kept++) {
            List<String> rest = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if ((kept >> i & 1) == 1) {
                    rest.add(lines.get(i));
                }
            }
            notHealthy(full.isJson() ? object(rest) : String.join("\n", rest) + "\n");
        }
    }

    /// The fields that are left, as an object again.
    private static String object(List<String> lines) {
        List<String> fields = new ArrayList<>();
        for (String line : lines) {
            fields.add(line.replaceAll("^\\{(\"pools\":\\{\"database\":\\{)?|,$|\\}+$", ""));
        }
        return "{" + String.join(",", fields) + "}";
    }

    /// In the place of each count in turn.
    @ParameterizedTest
    @EnumSource(Full.class)
    void nonsenseInTheFirstPlaceOfAnyCountIsNotHealthy(Full full) {
        List<String> lines = full.lines();
        for (int i = 0; i < lines.size(); i++) {
            for (String nonsense : NONSENSE) {
                if (full == Full.REPORTED && nonsense.equals("1.5")) {
                    continue; // a percentage may well be 1.5
                }
                List<String> changed = new ArrayList<>(lines);
                String line = lines.get(i);
                changed.set(
                        i,
                        full.isJson()
                                ? line.replaceFirst(":(\\d+)", ":" + quoted(nonsense))
                                : line.replaceFirst(" \\d+(\\.0)?$", " " + quoted(nonsense)));
                notHealthy(String.join("\n", changed) + "\n");
            }
        }
    }

    private static String quoted(String nonsense) {
        return Matcher.quoteReplacement(nonsense);
    }

    /// The same count twice with different values: nobody knows which one holds.
    @ParameterizedTest
    @EnumSource(
            value = Full.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"DB_STATS", "PSYCOPG", "RAILS", "MX_BEAN", "SEED"})
    void aSecondValueForTheSameSeriesIsNotHealthy(Full full) {
        for (String line : full.lines()) {
            notHealthy(full.text + line.replaceFirst(" \\d+(\\.0)?$", " 1") + "\n");
            notHealthy(line.replaceFirst(" \\d+(\\.0)?$", " 1") + "\n" + full.text);
        }
    }

    @Property(tries = 600)
    void whateverIsStuckIntoItNothingIsThrownAndNoTerminalIsHarmed(
            @ForAll Full full,
            @ForAll @IntRange(min = 0, max = 400) int at,
            @ForAll String damage) {
        int place = Math.min(at, full.text.length());
        Cli.Result result =
                read(full.text.substring(0, place) + damage + full.text.substring(place));
        assertThat(result.exit()).isIn(0, 1, 2, 3);
        assertThat(result.out().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
        assertThat(result.err()).isEmpty();
    }

    @Property(tries = 400)
    void whateverBytesComeNothingIsThrown(@ForAll byte[] bytes) {
        for (String format : PayloadReaders.formats()) {
            assertThat(PayloadReaders.read(bytes, Optional.of(format))).isNotNull();
        }
    }
}
