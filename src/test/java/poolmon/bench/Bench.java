package poolmon.bench;

import poolmon.fixture.Tool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures poolmon beside what one would run instead, all of it on this machine, and prints a page
/// of tables; `mvn -Pbench verify` runs it. What it is doing it tells on stderr.
///
/// System properties: `bench.runs` (how often each command is measured), `bench.sizes` (`full` or
/// `small`), `bench.into` (a document, the part of which between two marks is replaced).
public final class Bench {
    private static final Path PRINTED = Path.of("target/bench/performance.md");
    private static final List<String> TOOLS =
            List.of(
                    "psql",
                    "redis-cli",
                    "curl",
                    "jq",
                    "check_postgres",
                    "pg_activity",
                    "script",
                    "time");
    private static final int FEW = 20;

    private final int runs = Integer.getInteger("bench.runs", 25);
    private final boolean small = System.getProperty("bench.sizes", "full").equals("small");

    private Bench() {}

    /// Runs the benchmark.
    public static void main(String[] args) throws Exception {
        String page = new Bench().page();
        Files.createDirectories(PRINTED.getParent());
        Files.writeString(PRINTED, page);
        System.out.print(page);
        String into = System.getProperty("bench.into", "");
        if (!into.isEmpty()) {
            Path document = Path.of(into);
            Files.writeString(document, Marked.replaced(Files.readString(document), page));
        }
    }

    static void say(String what) {
        System.err.println("bench: " + what);
    }

    private String page() throws Exception {
        double idle = load();
        try (Stage stage = new Stage(small ? 100 : 1000, small ? 1000 : 10_000)) {
            Race race = new Race(stage.folder(), runs);
            Contender empty = EmptyProgram.in(stage.folder());
            Growth growth = new Growth(stage, race, small);
            stage.sessions(FEW);
            List<String> parts = new ArrayList<>();
            parts.add(new OneShots(stage, race, empty).markdown());
            parts.add(new Makeup(stage, race, empty).markdown());
            parts.add(growth.services());
            parts.add(growth.lines());
            parts.add(growth.clients());
            Statements statements = new Statements(stage, race);
            Refreshes refreshes = new Refreshes(stage, race, small);
            for (int size : small ? new int[] {FEW, 100} : new int[] {FEW, 100, 1000}) {
                stage.sessions(size);
                growth.sessionsAt(size);
                statements.at(size);
                refreshes.at(size);
            }
            parts.add(growth.sessions());
            parts.add(statements.markdown());
            parts.add(refreshes.markdown());
            return head(idle) + "\n" + String.join("\n", parts);
        }
    }

    private String head(double idle) throws IOException {
        String missing =
                TOOLS.stream()
                        .filter(name -> new Tool(name).path().isEmpty())
                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB, load average %.1f before and %.1f after. Medians of %d runs"
                        + " of each, by turns.%s%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                idle,
                load(),
                runs,
                missing.isEmpty() ? "" : " Not installed: " + missing + ".");
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /// In GiB, rounded.
    private static long memory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            String total = lines.findFirst().orElseThrow().replaceAll("\\D", "");
            return Math.round(Long.parseLong(total) / 1024.0 / 1024.0);
        }
    }
}
