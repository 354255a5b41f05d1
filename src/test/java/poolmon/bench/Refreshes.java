package poolmon.bench;

import poolmon.fixture.Tool;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one refresh of a live screen costs, here and on the server: the difference of a long and a
/// short time on a terminal of 120 × 40, divided by the refreshes between them.
final class Refreshes {
    private static final int IN_A_SECOND = 2;
    private static final int SHORT = 3;

    private record Screen(String label, String line) {}

    private final Stage stage;
    private final Race race;
    private final boolean small;
    private final MarkdownTable table =
            new MarkdownTable("sessions", "", "CPU ms", "server ms", "peak MiB");

    /// @param stage the servers
    /// @param race by which they are run
    /// @param small whether only a short time is measured
    Refreshes(Stage stage, Race race, boolean small) {
        this.stage = stage;
        this.race = race;
        this.small = small;
    }

    /// @param size how many sessions the server has
    void at(int size) throws IOException, SQLException {
        for (Screen screen : screens()) {
            Bench.say(screen.label() + " at " + size);
            add(size, screen);
        }
    }

    String markdown() {
        return "### One refresh of a live screen\n\n"
                + (table.isEmpty() ? "`script` is not installed.\n" : table.markdown());
    }

    private void add(int size, Screen screen) throws IOException, SQLException {
        Statements statements = new Statements(stage, race);
        int more = small ? 4 : 10;
        List<Double> cpu = new ArrayList<>();
        List<Double> server = new ArrayList<>();
        for (int i = 0; i < (small ? 1 : 3); i++) {
            statements.forget();
            double before = race.once(seconds(screen, SHORT)).ended().cpu();
            double asked = statements.cost().millis();
            statements.forget();
            double after = race.once(seconds(screen, SHORT + more)).ended().cpu();
            cpu.add((after - before) / (more * IN_A_SECOND));
            server.add((statements.cost().millis() - asked) / (more * IN_A_SECOND));
        }
        var peak = race.peak(seconds(screen, SHORT), 1);
        table.row(
                MarkdownTable.count(size),
                screen.label(),
                MarkdownTable.figure(Quartiles.of(cpu).median()),
                MarkdownTable.figure(Quartiles.of(server).median()),
                peak.isPresent() ? MarkdownTable.figure(peak.getAsDouble()) : "–");
    }

    private List<Screen> screens() {
        List<Screen> screens = new ArrayList<>();
        if (new Tool("script").path().isEmpty()) {
            return screens;
        }
        screens.add(
                new Screen(
                        "poolmon watch",
                        EmptyProgram.LAUNCHER + " watch --every 500ms --dsn " + stage.dsn()));
        if (new Tool("pg_activity").path().isPresent()) {
            screens.add(
                    new Screen(
                            "pg_activity",
                            "pg_activity --refresh 0.5 -h 127.0.0.1 -U monitor -d postgres -p "
                                    + stage.postgres().port()));
        }
        return screens;
    }

    private static Contender seconds(Screen screen, int seconds) {
        String line =
                "stty rows 40 cols 120; exec timeout --foreground -s INT "
                        + seconds
                        + " "
                        + screen.line();
        return new Contender(
                screen.label(),
                List.of("/bin/sh", "-c", "exec script -qec '" + line + "' /dev/null </dev/null"),
                Map.of(),
                Set.of(124));
    }
}
