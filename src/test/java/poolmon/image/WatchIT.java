package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisProcess;
import poolmon.fixture.Tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The live screen in a real terminal: keys typed, the screen read, its size changed, servers
/// killed, and every way out.
class WatchIT {
    private static final String SESSION = "poolmon-watch-it";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PostgresServer SERVER = PostgresServer.with(30);

    private Tool tmux;
    private Connection leaked;

    @BeforeEach
    void open() throws Exception {
        tmux = Tool.demand("tmux");
        leaked = SERVER.open("orders-api");
        leaked.setAutoCommit(false);
        try (Statement statement = leaked.createStatement()) {
            statement.execute("SELECT 'an order' AS forgotten");
        }
        tmux("new-session", "-d", "-s", SESSION, "-x", "100", "-y", "30", "sh");
    }

    @AfterEach
    void close() throws Exception {
        tmux("kill-session", "-t", SESSION);
        leaked.close();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private String tmux(String... arguments) {
        try {
            return tmux.run(arguments).text();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void type(String... keys) {
        List<String> line = new ArrayList<>(List.of("send-keys", "-t", SESSION));
        line.addAll(List.of(keys));
        tmux(line.toArray(String[]::new));
    }

    private String screen() {
        return tmux("capture-pane", "-p", "-t", SESSION);
    }

    private void awaitScreen(String... texts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(screen()).contains(texts));
    }

    private void awaitGone(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(screen()).doesNotContain(text));
    }

    private void watch(String targets) {
        String command = Image.built().launcher() + " watch --every 300ms " + targets;
        type(command + "; echo \"code $?\"; stty -a | grep -o '[-]*icanon'", "Enter");
    }

    /// The shell has the terminal again, as it was, and knows the exit code.
    private void awaitShell(int code) {
        awaitScreen("code " + code + "\nicanon");
        assertThat(screen()).doesNotContain("server slots", "Exception");
    }

    @Test
    void keysAreObeyedAndQIsAWayOut() {
        watch("--dsn " + SERVER.dsn());
        awaitScreen("HEALTHY since", "server slots", "q quit", "orders-api");
        type("?");
        awaitScreen("What the keys do", "terminate the selected session");
        type("Escape");
        awaitGone("What the keys do");
        type("Enter");
        awaitScreen("Statement", "SELECT 'an order' AS forgotten", "idle in transaction");
        type("Escape");
        awaitGone("in this state for");
        type("/", "nothing-like-it", "Enter");
        awaitGone("orders-api");
        type("Escape");
        awaitScreen("orders-api");
        type("Space");
        awaitScreen("PAUSED");
        type("Space");
        awaitGone("PAUSED");
        type("+");
        awaitScreen("every 600ms");
        type("-");
        awaitScreen("every 300ms");
        type("s");
        awaitScreen("sorted by duration");
        type("t");
        awaitScreen("Terminate ", "? y/N");
        type("y");
        awaitScreen("pid ");
        awaitGone("orders-api");
        type("q");
        awaitShell(0);
    }

    @Test
    void everySizeIsFilled() {
        watch("--dsn " + SERVER.dsn());
        awaitScreen("server slots");
        for (int[] size : new int[][] {{60, 15}, {80, 24}, {200, 60}, {120, 40}, {60, 40}}) {
            tmux(
                    "resize-window",
                    "-t",
                    SESSION,
                    "-x",
                    Integer.toString(size[0]),
                    "-y",
                    Integer.toString(size[1]));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                List<String> lines = screen().lines().toList();
                                assertThat(lines.getFirst()).contains("since");
                                assertThat(lines.getLast()).startsWith(" q quit");
                                assertThat(lines).hasSize(size[1]);
                            });
        }
        type("q");
        awaitShell(0);
    }

    @Test
    void aServerThatIsKilledAndComesBackIsSeen() {
        RedisProcess redis = RedisProcess.with();
        int port = redis.port();
        watch("--redis " + redis.url());
        awaitScreen("HEALTHY since", "client slots");
        redis.close();
        awaitScreen("ERROR since", "client slots", "as of", "Nothing listens");
        try (RedisProcess back = RedisProcess.started(port)) {
            assertThat(back.port()).isEqualTo(port);
            awaitScreen("HEALTHY since");
        }
        type("q");
        awaitShell(0);
    }

    /// As in an editor's console or on a serial line, of which nobody has told the size.
    @Test
    void aTerminalThatCannotBeDrawnOnGetsLines() {
        String look = Image.built().launcher() + " watch --count 1 --dsn " + SERVER.dsn();
        type("TERM=dumb " + look + "; echo \"code $?\"", "Enter");
        awaitScreen("cannot be drawn on", "Z  HEALTHY  ", "code 0");
        type("clear; stty rows 0 cols 0; " + look + "; echo \"then $?\"", "Enter");
        awaitScreen("cannot be drawn on", "Z  HEALTHY  ", "then 0");
        assertThat(screen()).doesNotContain("Exception", "Error");
    }

    @Test
    void controlCIsAWayOut() {
        watch("--dsn " + SERVER.dsn());
        awaitScreen("server slots");
        type("C-c");
        awaitScreen("$");
        awaitGone("server slots");
        type("stty -a | grep -o '[-]*icanon'", "Enter");
        awaitScreen("\nicanon");
        assertThat(screen()).doesNotContain("Exception");
    }

    @Test
    void aStopAndForegroundGoOn() {
        type("exec bash --norc", "Enter");
        watch("--dsn " + SERVER.dsn());
        awaitScreen("server slots");
        type("C-z");
        awaitScreen("Stopped");
        assertThat(screen()).doesNotContain("q quit");
        type("fg", "Enter");
        awaitScreen("server slots", "q quit");
        type("q");
        awaitGone("q quit");
    }

    @Test
    void aTermSignalIsAWayOut() throws Exception {
        watch("--dsn " + SERVER.dsn());
        awaitScreen("server slots");
        Tool.demand("pkill").run("-TERM", "-f", "poolmon.cli.Main watch.*" + SERVER.port());
        awaitShell(143);
    }

    @Test
    void aRecordingIsReplayedOnTheScreen() throws Exception {
        Path file = Files.createTempFile("poolmon", ".jsonl");
        try {
            watch("--dsn " + SERVER.dsn() + " --count 5 --record " + file);
            awaitShell(0);
            type("clear", "Enter");
            // so slow that nothing moves unless a key says so
            String replay = " watch --speed 0.01 --replay " + file + "; echo \"code $?\"";
            type(Image.built().launcher() + replay, "Enter");
            awaitScreen("look 1/5 ×0.01", "server slots", "orders-api");
            type("Right");
            awaitScreen("PAUSED", "look 2/5");
            type("Right");
            awaitScreen("look 3/5");
            type("Left");
            awaitScreen("look 2/5");
            type("+");
            awaitScreen("look 2/5 ×0.02");
            type("Enter");
            awaitScreen("SELECT 'an order' AS forgotten", "idle in transaction");
            type("Escape");
            awaitGone("in this state for");
            type(">");
            awaitScreen("look 5/5 ×0.02");
            type("q");
            awaitScreen("code 0");
            assertThat(screen()).doesNotContain("server slots", "Exception");
        } finally {
            Files.delete(file);
        }
    }

    /// The window is closed: the process must not live on, nor leave a session on the server.
    @Test
    void aLostTerminalIsTheEnd() throws Exception {
        watch("--dsn " + SERVER.dsn());
        awaitScreen("server slots");
        tmux("kill-session", "-t", SESSION);
        try (Connection other = SERVER.open("test");
                Statement statement = other.createStatement()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                try (ResultSet rows =
                                        statement.executeQuery(
                                                "SELECT count(*) FROM pg_stat_activity"
                                                        + " WHERE application_name = 'poolmon'")) {
                                    return rows.next() && rows.getInt(1) == 0;
                                }
                            });
        }
        tmux("new-session", "-d", "-s", SESSION, "-x", "100", "-y", "30", "sh");
    }

    /// A recording that can be written no more is the end, and the terminal is as it was.
    @Test
    void aFailureInTheMiddleRestoresTheTerminal() {
        watch("--dsn " + SERVER.dsn() + " --record /dev/full");
        awaitShell(3);
        assertThat(screen()).contains("could not be written");
    }
}
