package poolmon.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What our statement costs the server at 200 sessions, by the server's own reckoning. How fast the
/// machine is does not matter: the cost is held against the least that anybody can ask, which is
/// how many sessions there are. The figure itself is printed.
class StatementCostTest {
    private static final int SESSIONS = 200;
    private static final int TIMES = 20;

    @Test
    void isSmallBesideWhatEverybodyHasToAsk() throws SQLException {
        List<Connection> open = new ArrayList<>();
        try (PostgresServer server = PostgresServer.withStatistics(SESSIONS + 100)) {
            server.execute("CREATE EXTENSION pg_stat_statements");
            for (int i = 0; i < SESSIONS; i++) {
                open.add(server.open("orders-api-" + i % 5));
            }
            for (int i = 0; i < TIMES; i++) {
                assertThat(Cli.BARE.run("db", "--dsn", server.dsn(), "-q").exit()).isZero();
                server.ask("SELECT count(*) FROM pg_stat_activity");
            }

            double ours = least(server, "%pg_prepared_xact()%");
            double least = least(server, "SELECT count(*) FROM pg_stat_activity");

            System.out.printf(
                    Locale.ROOT,
                    "At %d sessions our statement costs the server %.2f ms, their count %.2f ms.%n",
                    SESSIONS,
                    ours,
                    least);
            assertThat(ours).isLessThan(4 * least);
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private static double least(PostgresServer server, String like) throws SQLException {
        return Double.parseDouble(
                server.ask(
                        "SELECT min_exec_time FROM pg_stat_statements WHERE query LIKE '"
                                + like
                                + "' AND query NOT LIKE '%pg_stat_statements%' AND calls >= "
                                + TIMES));
    }
}
