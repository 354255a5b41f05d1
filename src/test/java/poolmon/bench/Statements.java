package poolmon.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a look costs the server that is looked at, as its own statistics tell it. To let a session
/// in is not in them; everybody here opens one for a look.
///
/// @param stage the servers
/// @param race by which looks are run
final class Statements {
    private static final String SUMS =
            " FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid WHERE rolname ="
                    + " 'monitor'";

    /// Time and statements of role `monitor` since they were last forgotten.
    record Cost(double millis, double calls) {}

    private final Stage stage;
    private final Race race;
    private final MarkdownTable table =
            new MarkdownTable("sessions", "", "server ms", "statements");

    /// @param stage the servers
    /// @param race by which looks are run
    Statements(Stage stage, Race race) {
        this.stage = stage;
        this.race = race;
    }

    /// @param size how many sessions the server has
    void at(int size) throws IOException, SQLException {
        Bench.say("what a look costs the server at " + size);
        for (Contender each : contenders()) {
            race.once(each);
            forget();
            for (int run = 0; run < race.runs(); run++) {
                race.once(each);
            }
            Cost cost = cost();
            table.row(
                    MarkdownTable.count(size),
                    each.label(),
                    MarkdownTable.figure(cost.millis() / race.runs()),
                    MarkdownTable.figure(cost.calls() / race.runs()));
        }
    }

    String markdown() {
        return "### What a look costs the server\n\n" + table.markdown();
    }

    private List<Contender> contenders() {
        Others others = new Others(stage);
        List<Contender> all = new ArrayList<>();
        all.add(Contender.poolmon("poolmon db", "db", "--dsn", stage.dsn()));
        List.of(others.checkBackends("monitor"), others.psqlGrouped("monitor"))
                .forEach(each -> each.ifPresent(all::add));
        all.add(Contender.poolmon("poolmon leaks", "leaks", "--dsn", stage.dsn()));
        List<Optional<Contender>> idle =
                List.of(others.checkIdle("monitor"), others.psqlListed("monitor"));
        idle.forEach(each -> each.ifPresent(all::add));
        return all;
    }

    void forget() throws SQLException {
        stage.postgres().execute("SELECT pg_stat_statements_reset()");
    }

    Cost cost() throws SQLException {
        return new Cost(
                Double.parseDouble(
                        stage.postgres()
                                .ask(
                                        "SELECT coalesce(sum(total_exec_time + total_plan_time), 0)"
                                                + SUMS)),
                Double.parseDouble(stage.postgres().ask("SELECT coalesce(sum(calls), 0)" + SUMS)));
    }
}
