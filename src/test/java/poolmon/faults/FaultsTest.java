package poolmon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import poolmon.fixture.Cli;
import poolmon.fixture.Schema;
import poolmon.model.Failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Every fault of the catalogue against every command that speaks the protocol: exit 3, one
/// sentence with a next step, the right code, nothing on stderr, and never a hang. How far
/// beyond `--timeout` it takes is measured elsewhere (`mvn -Pfaults`), since no test should
/// know how fast a machine is.
class FaultsTest {
    /// For faults that only the timeout ends.
    private static final String SHORT = "300ms";

    /// For faults that are to be told at once: so long that a slow machine does not make a timeout
    /// of them, and a command that waits for it is found.
    private static final String LONG = "90s";

    private static final Duration DRIP = Duration.ofMillis(20);

    static Stream<Arguments> faults() {
        List<Arguments> all = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (Protocol protocol : Protocol.values()) {
                for (boolean tls : new boolean[] {false, true}) {
                    if (fault.happens(protocol, tls)) {
                        all.add(Arguments.of(fault, protocol, tls ? "TLS" : "plain"));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource("faults")
    @Timeout(60)
    void isToldInOneSentenceByEveryCommand(Fault fault, Protocol protocol, String wire)
            throws Exception {
        boolean tls = wire.equals("TLS");
        List<Callable<Void>> runs = new ArrayList<>();
        try (FaultyServer server = new FaultyServer(fault, protocol, tls, DRIP);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            for (String command : protocol.commands()) {
                String timeout = fault.takesAllTheTime() ? SHORT : LONG;
                List<String> line = protocol.commandLine(command, server.port(), tls, timeout);
                runs.add(() -> json(fault, with(line, "-o", "json")));
                runs.add(() -> table(with(line)));
            }
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
        }
    }

    private static String[] with(List<String> line, String... more) {
        List<String> all = new ArrayList<>(line);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static Void json(Fault fault, String[] line) {
        Cli.Result result = Cli.BARE.run(line);

        String said = String.join(" ", line) + "\n" + result.out() + result.err();
        assertThat(result.exit()).as(said).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        JsonNode report = Schema.report(result.out());
        assertThat(report.get("status").textValue()).isEqualTo("error");
        JsonNode error = report.at("/targets/0/error");
        assertThat(error.get("code").textValue())
                .as(said)
                .isIn(fault.codes().stream().map(Failure.Code::word).toList());
        assertThat(error.get("message").textValue()).as(said).matches("\\S[^\\n]*\\.");
        assertThat(error.get("next_step").textValue()).as(said).matches("\\S[^\\n]*\\S");
        return null;
    }

    private static Void table(String[] line) {
        Cli.Result result = Cli.BARE.run(line);

        String said = String.join(" ", line) + "\n" + result.out() + result.err();
        assertThat(result.exit()).as(said).isEqualTo(3);
        assertThat(result.err()).as(said).isEmpty();
        assertThat(result.out()).as(said).doesNotContain("Exception", "\tat ", "null");
        switch (line[0]) {
            case "watch" -> assertThat(result.out()).as(said).matches("\\S+  ERROR  [^\\n]+\\n");
            case "diagnose" ->
                    assertThat(result.out()).as(said).startsWith("ERROR ").contains("→ ");
            default -> assertThat(result.out()).as(said).startsWith("ERROR ").contains("NEXT ");
        }
        return null;
    }
}
