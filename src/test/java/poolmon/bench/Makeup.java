package poolmon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import poolmon.fixture.Cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the time of a look is made of. Each part is a difference of what was measured by turns;
/// what the look itself takes, from connecting to the last row, poolmon tells in its JSON. What of
/// that is server and network is what a look still takes when all its code has been compiled.
///
/// @param stage the servers
/// @param race by which they are measured
/// @param empty the empty Java program
record Makeup(Stage stage, Race race, Contender empty) {

    private static final int WARMING = 200;
    private static final int WARM = 50;

    /// @param warm the command line for a look by code that is warm
    private record Part(String label, String cache, Contender look, List<String> warm) {}

    String markdown() throws IOException {
        MarkdownTable table =
                new MarkdownTable(
                        "ms",
                        "all",
                        "empty program",
                        "its classes",
                        "the look",
                        "of it server and network",
                        "everything else");
        for (Part part : parts()) {
            Bench.say("what " + part.label() + " is made of");
            add(table, part);
        }
        return "### What the time is made of\n\n" + table.markdown();
    }

    private void add(MarkdownTable table, Part part) throws IOException {
        Contender classes = EmptyProgram.withCacheOf(part.cache());
        List<Double> bare = new ArrayList<>();
        List<Double> loaded = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        List<Double> look = new ArrayList<>();
        race.once(part.look());
        for (int run = 0; run < race.runs(); run++) {
            bare.add(race.once(empty).ended().wall());
            loaded.add(race.once(classes).ended().wall());
            Race.Run ran = race.once(part.look());
            whole.add(ran.ended().wall());
            look.add(latency(ran.printed()));
        }
        double all = Quartiles.of(whole).median();
        double program = Quartiles.of(bare).median();
        double withClasses = Quartiles.of(loaded).median();
        double looking = Quartiles.of(look).median();
        table.row(
                part.label(),
                MarkdownTable.figure(all),
                MarkdownTable.figure(program),
                MarkdownTable.figure(withClasses - program),
                MarkdownTable.figure(looking),
                MarkdownTable.figure(warm(part.warm())),
                MarkdownTable.figure(all - withClasses - looking));
    }

    private static double warm(List<String> line) throws IOException {
        List<Double> looks = new ArrayList<>();
        for (int i = 0; i < WARMING + WARM; i++) {
            double took = latency(Cli.BARE.run(line.toArray(String[]::new)).out());
            if (i >= WARMING) {
                looks.add(took);
            }
        }
        return Quartiles.of(looks).median();
    }

    private List<Part> parts() {
        String secretive = stage.postgres().dsn("secretive");
        Part byPassword = part("poolmon db, by password", "db", "--dsn", secretive);
        return List.of(
                part("poolmon pools", "pools", "--url", stage.service()),
                part("poolmon redis", "redis", "--redis", stage.redis()),
                part("poolmon db", "db", "--dsn", stage.dsn()),
                new Part(
                        byPassword.label(),
                        byPassword.cache(),
                        byPassword.look().with("PGPASSWORD", Stage.PASSWORD),
                        line("db", "--dsn", secretive + "?password=" + Stage.PASSWORD)),
                part("poolmon leaks", "leaks", "--dsn", stage.dsn()));
    }

    private static Part part(String label, String command, String option, String value) {
        return new Part(
                label,
                command,
                Contender.poolmon(label, command, option, value, "-o", "json"),
                line(command, option, value));
    }

    private static List<String> line(String command, String option, String value) {
        return List.of(command, option, value, "-o", "json");
    }

    /// The longest of its targets, which are asked at once.
    private static double latency(String json) throws IOException {
        double longest = 0;
        for (JsonNode target : new ObjectMapper().readTree(json).path("targets")) {
            longest = Math.max(longest, target.path("latency_ms").asDouble());
        }
        return longest;
    }
}
