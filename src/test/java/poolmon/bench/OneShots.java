package poolmon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Each command once, beside what one would run instead, beside an empty Java program, and beside
/// `check_postgres`.
///
/// @param stage the servers
/// @param race by which they are measured
/// @param empty the empty Java program
record OneShots(Stage stage, Race race, Contender empty) {
    private static final double OF_CHECK_POSTGRES = 0.6;
    private static final double OF_EMPTY = 2;
    private static final String YARDSTICK = "check_postgres backends";

    /// A command and what is beside it.
    private record Group(Contender poolmon, List<Contender> others) {
        @SafeVarargs
        static Group of(Contender poolmon, Optional<Contender>... others) {
            List<Contender> present = new ArrayList<>();
            for (Optional<Contender> other : others) {
                other.ifPresent(present::add);
            }
            return new Group(poolmon, present);
        }
    }

    /// Both tables.
    String markdown() throws IOException {
        MarkdownTable looks =
                new MarkdownTable(
                        "", "wall ms", "middle half", "CPU ms", "peak MiB", "poolmon takes ×");
        MarkdownTable aims =
                new MarkdownTable("", "of check_postgres", "of an empty program", "aims met");
        for (Group group : groups()) {
            Bench.say(group.poolmon().label());
            Map<String, Figures> figures = measured(group);
            Figures ours = figures.get(group.poolmon().label());
            add(looks, "**" + group.poolmon().label() + "**", ours, ours);
            for (Contender other : group.others()) {
                add(looks, other.label(), figures.get(other.label()), ours);
            }
            aims(aims, group.poolmon().label(), figures);
        }
        return "### One look\n\n" + looks.markdown() + "\n### The aims\n\n" + aims.markdown();
    }

    private Map<String, Figures> measured(Group group) throws IOException {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put(group.poolmon().label(), group.poolmon());
        group.others().forEach(each -> contenders.put(each.label(), each));
        contenders.put(empty.label(), empty);
        new Others(stage)
                .checkBackends("monitor")
                .ifPresent(each -> contenders.putIfAbsent(each.label(), each));
        return race.of(new ArrayList<>(contenders.values()));
    }

    private static void add(MarkdownTable table, String label, Figures figures, Figures ours) {
        table.row(
                label,
                figures.wallMedian(),
                figures.wallSpread(),
                figures.cpuMedian(),
                figures.peakMedian(),
                figures == ours ? "" : ours.ratios(figures));
    }

    private void aims(MarkdownTable table, String label, Map<String, Figures> figures) {
        Figures ours = figures.get(label);
        Figures yardstick = figures.get(YARDSTICK);
        double ofEmpty = ours.times(figures.get(empty.label()));
        boolean quick = yardstick == null || ours.times(yardstick) < OF_CHECK_POSTGRES;
        boolean lean = ofEmpty < OF_EMPTY;
        table.row(
                label,
                yardstick == null ? "–" : MarkdownTable.figure(ours.times(yardstick)),
                MarkdownTable.figure(ofEmpty),
                quick && lean ? "both" : quick ? "the first" : lean ? "the second" : "neither");
    }

    private List<Group> groups() throws IOException {
        Others others = new Others(stage);
        String dsn = stage.dsn();
        String secretive = stage.postgres().dsn("secretive");
        return List.of(
                Group.of(Contender.poolmon("poolmon --version", "--version")),
                Group.of(
                        Contender.poolmon("poolmon pools", "pools", "--url", stage.service()),
                        others.curl()),
                Group.of(
                        Contender.poolmon(
                                "poolmon pools NAME",
                                "pools",
                                "orders",
                                "--config",
                                stage.config().toString())),
                Group.of(
                        Contender.poolmon("poolmon redis", "redis", "--redis", stage.redis()),
                        others.redisInfo(),
                        others.redisClients()),
                Group.of(
                        Contender.poolmon("poolmon db", "db", "--dsn", dsn),
                        others.checkBackends("monitor"),
                        others.psqlGrouped("monitor")),
                Group.of(
                        Contender.poolmon("poolmon db, by password", "db", "--dsn", secretive)
                                .with("PGPASSWORD", Stage.PASSWORD),
                        others.checkBackends("secretive").map(OneShots::byPassword),
                        others.psqlGrouped("secretive").map(OneShots::byPassword)),
                Group.of(
                        Contender.poolmon("poolmon leaks", "leaks", "--dsn", dsn),
                        others.checkIdle("monitor"),
                        others.psqlListed("monitor")),
                Group.of(
                        Contender.poolmon(
                                "poolmon leaks --url",
                                "leaks",
                                "--dsn",
                                dsn,
                                "--url",
                                stage.service()),
                        others.idleAndCurl()),
                Group.of(
                        Contender.poolmon(
                                "poolmon diagnose",
                                "diagnose",
                                "--dsn",
                                dsn,
                                "--url",
                                stage.service(),
                                "--redis",
                                stage.redis()),
                        others.all()),
                Group.of(
                        Contender.poolmon(
                                "poolmon size",
                                "size",
                                "--dsn",
                                dsn,
                                "--rate",
                                "300/s",
                                "--hold",
                                "20ms")),
                Group.of(
                        Contender.poolmon(
                                "poolmon trend", "trend", "--file", stage.recording().toString())));
    }

    private static Contender byPassword(Contender contender) {
        Contender named =
                new Contender(
                        contender.label() + ", by password",
                        contender.command(),
                        contender.variables(),
                        contender.exits());
        return named.with("PGPASSWORD", Stage.PASSWORD);
    }
}
