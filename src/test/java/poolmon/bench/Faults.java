package poolmon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import poolmon.faults.Fault;
import poolmon.faults.FaultyServer;
import poolmon.faults.Protocol;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs every command of the app image against every fault of the catalogue, one after the other,
/// and prints a Markdown table of what came of it and how long it took: the figures of
/// `docs/reliability.md`. What is measured is the whole run of the process, from the start of the
/// launcher to its exit.
public final class Faults {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("poolmon.image", "target/poolmon"), "bin/poolmon")
                    .toAbsolutePath();
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PROMISED = Duration.ofMillis(250);

    /// Long enough for some bytes to come.
    private static final Duration OF_DRIPS = Duration.ofMillis(2500);

    private static final String NOBODY = "http://127.0.0.1:1";
    private static final Duration DRIP = Duration.ofSeconds(1);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<Duration> refused = new ArrayList<>();
    private int runs;
    private Duration most = Duration.ZERO;

    private Faults() {}

    /// One run.
    private record Run(String command, int exit, String said, Duration took) {}

    /// Runs all of it; exits 1 where a promise was broken.
    public static void main(String[] args) throws Exception {
        Faults faults = new Faults();
        faults.warmUp();
        faults.servers();
        faults.files();
        faults.out.printf(
                Locale.ROOT,
                "%n%d runs; the longest went on for %d ms beyond its `--timeout`. To start the"
                        + " program, be refused and say so took %d ms (median of %d).%n",
                faults.runs,
                faults.most.toMillis(),
                faults.refused.stream().sorted().toList().get(faults.refused.size() / 2).toMillis(),
                faults.refused.size());
        Runtime.getRuntime().halt(faults.most.compareTo(PROMISED) > 0 ? 1 : 0);
    }

    /// Class caches are read from the disk once.
    private void warmUp() throws Exception {
        for (String command : List.of("pools", "trend", "db", "leaks", "redis", "watch")) {
            run(List.of(command, "--help"));
        }
        runs = 0;
    }

    private void servers() throws Exception {
        out.println("| a server that … | speaks | commands | exit | what is said | ms | beyond |");
        out.println("|---|---|---|---|---|---|---|");
        for (Fault fault : Fault.values()) {
            for (Protocol protocol : Protocol.values()) {
                for (boolean tls : new boolean[] {false, true}) {
                    if (fault.happens(protocol, tls)) {
                        server(fault, protocol, tls);
                    }
                }
            }
        }
    }

    private void server(Fault fault, Protocol protocol, boolean tls) throws Exception {
        Duration timeout = fault == Fault.DRIPPING ? OF_DRIPS : TIMEOUT;
        List<Run> all = new ArrayList<>();
        try (FaultyServer server = new FaultyServer(fault, protocol, tls, DRIP)) {
            for (String command : protocol.commands()) {
                List<String> line =
                        new ArrayList<>(
                                protocol.commandLine(
                                        command, server.port(), tls, timeout.toMillis() + "ms"));
                line.addAll(List.of("-o", "json"));
                all.add(run(line));
            }
            String where = (tls ? "localhost:" : "127.0.0.1:") + server.port();
            row(fault.words(), speech(protocol, tls), all, where, timeout);
        }
    }

    private static String speech(Protocol protocol, boolean tls) {
        String name =
                switch (protocol) {
                    case HTTP -> "HTTP";
                    case PROMETHEUS -> "Prometheus";
                    case POSTGRES -> "PostgreSQL";
                    case PGBOUNCER -> "PgBouncer";
                    case REDIS -> "Redis";
                };
        return tls ? name + ", TLS" : name;
    }

    private void row(String what, String speech, List<Run> all, String where, Duration timeout) {
        if (what.equals(Fault.REFUSED.words())) {
            all.forEach(run -> refused.add(run.took()));
        }
        Run longest = all.getFirst();
        for (Run run : all) {
            longest = run.took().compareTo(longest.took()) > 0 ? run : longest;
        }
        Duration beyond = longest.took().minus(timeout);
        most = beyond.compareTo(most) > 0 ? beyond : most;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %d | %s |%n",
                what,
                speech,
                String.join(", ", all.stream().map(Run::command).toList()),
                String.join(
                        ", ",
                        all.stream().map(run -> Integer.toString(run.exit())).distinct().toList()),
                quotable(all.getFirst().said().replace(where, "HOST:PORT")),
                longest.took().toMillis(),
                beyond.isPositive() ? "+" + beyond.toMillis() : "");
    }

    /// Noise that is quoted would spoil the table.
    private static String quotable(String said) {
        return said.replaceAll("\"[^\"]*[^ -~…][^\"]*\"", "\"…\"").replace("|", "\\|");
    }

    /// What a user names that is no good file.
    private void files() throws Exception {
        Path folder = Files.createTempDirectory("faults");
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        out.println();
        out.println("| a named pipe … | as … | exit | what is said | ms | beyond |");
        out.println("|---|---|---|---|---|---|");
        pipes("that nobody writes to", pipe);
        file(
                "that nobody reads from",
                "--record",
                List.of("watch", "--url", NOBODY, "--count", "1", "--record", pipe.toString()),
                pipe);
        try (RandomAccessFile _ = new RandomAccessFile(pipe.toFile(), "rw")) {
            pipes("whose writer is silent", pipe);
        }
        Files.delete(pipe);
        Files.delete(folder);
    }

    private void pipes(String which, Path pipe) throws Exception {
        String fifo = pipe.toString();
        List<String> pools = List.of("pools", "--url", NOBODY);
        file(which, "--config", with(pools, "--config", fifo), pipe);
        file(which, "--urls-file", List.of("pools", "--urls-file", fifo), pipe);
        file(which, "--file", List.of("pools", "--file", fifo), pipe);
        file(which, "--file` of `trend", List.of("trend", "--file", fifo), pipe);
        file(which, "--bearer-token-file", with(pools, "--bearer-token-file", fifo), pipe);
        file(
                which,
                "--tls-cert` of `serve",
                List.of("serve", "--url", NOBODY, "--tls-cert", fifo),
                pipe);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "https://127.0.0.1:" + server.getLocalPort();
            file(which, "--cacert", List.of("pools", "--url", url, "--cacert", fifo), pipe);
        }
    }

    private static List<String> with(List<String> line, String... more) {
        List<String> whole = new ArrayList<>(line);
        whole.addAll(List.of(more));
        return whole;
    }

    private void file(String which, String option, List<String> line, Path pipe) throws Exception {
        Run run = run(with(line, "--timeout", TIMEOUT.toMillis() + "ms"));
        Duration beyond = run.took().minus(TIMEOUT);
        most = beyond.compareTo(most) > 0 ? beyond : most;
        out.printf(
                Locale.ROOT,
                "| %s | `%s` | %d | %s | %d | %s |%n",
                which,
                option,
                run.exit(),
                run.said()
                        .replace(pipe.toString(), "FILE")
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST:PORT"),
                run.took().toMillis(),
                beyond.isPositive() ? "+" + beyond.toMillis() : "");
    }

    private Run run(List<String> line) throws Exception {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(line);
        Path err = Files.createTempFile("faults", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(err.toFile())
                        .directory(Path.of("/").toFile());
        builder.environment().clear();
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String aside = Files.readString(err);
        Files.delete(err);
        runs++;
        return new Run(line.getFirst(), exit, said(text, aside), took);
    }

    /// The sentence of the report, else the first line of anything else.
    private static String said(String text, String aside) {
        if (!aside.isEmpty()) {
            return aside.lines().findFirst().orElse("").replaceFirst("^poolmon \\w+: ", "");
        }
        try {
            JsonNode message = new ObjectMapper().readTree(text).at("/targets/0/error/message");
            return message.isTextual() ? message.textValue() : text.lines().findFirst().orElse("");
        } catch (IOException e) {
            return text.lines().findFirst().orElse("");
        }
    }
}
