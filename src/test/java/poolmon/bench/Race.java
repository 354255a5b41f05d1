package poolmon.bench;

import poolmon.fixture.Tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Runs contenders by turns, A B C A B C, so that whatever else the machine does meets all of them.
///
/// @param folder for what they print
/// @param runs how often each of them is measured
record Race(Path folder, int runs) {
    private static final int MEMORY_RUNS = 3;
    private static final double KIB_IN_MIB = 1024;

    /// A run and what it printed.
    record Run(Child.Ended ended, String printed) {}

    /// Measures all of them.
    Map<String, Figures> of(List<Contender> contenders) throws IOException {
        Map<Contender, List<Child.Ended>> ended = new LinkedHashMap<>();
        for (Contender each : contenders) {
            once(each); // warms the caches of files, and tells at once if it does not work
            ended.put(each, new ArrayList<>());
        }
        for (int run = 0; run < runs; run++) {
            for (var each : ended.entrySet()) {
                each.getValue().add(once(each.getKey()).ended());
            }
        }
        Map<String, Figures> all = new LinkedHashMap<>();
        for (var each : ended.entrySet()) {
            all.put(
                    each.getKey().label(),
                    new Figures(
                            Quartiles.of(each.getValue().stream().map(Child.Ended::wall).toList()),
                            Quartiles.of(each.getValue().stream().map(Child.Ended::cpu).toList()),
                            peak(each.getKey(), Math.min(runs, MEMORY_RUNS))));
        }
        return all;
    }

    /// Runs one of them once.
    Run once(Contender contender) throws IOException {
        return once(contender, contender.command());
    }

    private Run once(Contender contender, List<String> command) throws IOException {
        Path output = folder.resolve("out");
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
        variables.put("HOME", folder.toString());
        variables.put("LANG", "C.UTF-8");
        variables.put("TERM", "xterm-256color");
        variables.putAll(contender.variables());
        Child.Ended ended = Child.run(command, variables, output);
        String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (!contender.exits().contains(ended.exit())) {
            throw new IllegalStateException(
                    String.join(" ", command)
                            + " ended with "
                            + ended.exit()
                            + ":\n"
                            + printed
                            + Files.readString(folder.resolve("out.err")));
        }
        return new Run(ended, printed);
    }

    /// In runs of their own, by GNU time: a child of this JVM would begin with its memory, as far
    /// as the kernel's books go.
    OptionalDouble peak(Contender contender, int times) throws IOException {
        Optional<Path> time = new Tool("time").path();
        if (time.isEmpty()) {
            return OptionalDouble.empty();
        }
        Path told = folder.resolve("peak");
        List<String> before =
                List.of(time.get().toString(), "-q", "-f", "%M", "-o", told.toString());
        List<String> command =
                Stream.concat(before.stream(), contender.command().stream()).toList();
        Double[] peaks = new Double[times];
        for (int i = 0; i < peaks.length; i++) {
            once(contender, command);
            peaks[i] = Double.parseDouble(Files.readString(told).strip()) / KIB_IN_MIB;
        }
        return OptionalDouble.of(Quartiles.of(Arrays.asList(peaks)).median());
    }
}
