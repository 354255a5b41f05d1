package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.PostgresServer;
import poolmon.fixture.Tool;

import java.time.Duration;
import java.util.List;

/// The image in a real terminal: it finds out how wide that is, and stays within.
class TerminalIT {
    private static final String SESSION = "poolmon-terminal-it";

    @AfterEach
    void close() throws Exception {
        Tool.demand("tmux").run("kill-session", "-t", SESSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void theReportFitsTheTerminal(int width) throws Exception {
        Tool tmux = Tool.demand("tmux");
        String command =
                Image.built().launcher() + " db --dsn " + PostgresServer.shared().dsn() + " -w 1";
        tmux.run(
                "new-session",
                "-d",
                "-s",
                SESSION,
                "-x",
                Integer.toString(width),
                "-y",
                "50",
                command + "; echo done; sleep 60");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> screen(tmux).contains("done"));

        List<String> lines = screen(tmux).lines().toList();
        // joined, a line that the terminal had to break would be longer than the terminal is wide
        List<String> joined =
                tmux.run("capture-pane", "-p", "-J", "-t", SESSION).text().lines().toList();
        assertThat(lines.getFirst()).startsWith("DEGRADED  postgresql://postgres@127.0.0.1:");
        assertThat(joined)
                .allSatisfy(
                        line ->
                                assertThat(line.stripTrailing().length())
                                        .isLessThanOrEqualTo(width));
        assertThat(tmux.run("capture-pane", "-p", "-e", "-t", SESSION).text())
                .as("in colour")
                .contains("\u001b[");
    }

    /// Without a name, with one that nobody knows, and one that can do nothing: there it prints
    /// lines.
    @ParameterizedTest
    @ValueSource(strings = {"-u TERM", "TERM=", "TERM=no-such-terminal", "TERM=dumb", "TERM=vt100"})
    void anyTerminalWillDo(String term) throws Exception {
        Tool tmux = Tool.demand("tmux");
        tmux.run("new-session", "-d", "-s", SESSION, "-x", "80", "-y", "24", "sh");
        String watch = " watch --url http://127.0.0.1:1 --every 200ms --count 3; echo \"code $?\"";
        tmux.run(
                "send-keys",
                "-t",
                SESSION,
                "env " + term + " " + Image.built().launcher() + watch,
                "Enter");

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(screen(tmux)).contains("\ncode 3"));
        assertThat(screen(tmux)).doesNotContain("Exception", "Error:");
        if (term.equals("TERM=dumb")) {
            assertThat(screen(tmux)).contains("  ERROR     http://127.0.0.1:1  Nothing listens");
        }
    }

    private static String screen(Tool tmux) throws Exception {
        return tmux.run("capture-pane", "-p", "-t", SESSION).text();
    }
}
