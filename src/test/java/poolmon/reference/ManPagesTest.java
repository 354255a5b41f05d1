package poolmon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.cli.ProgramReference;
import poolmon.fixture.Tool;
import poolmon.reference.Program.Switch;
import poolmon.reference.Program.Verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The manual pages hold all that can be typed, and no formatter has anything against them.
class ManPagesTest {
    private static final Program PROGRAM = ProgramReference.program();

    @TempDir private Path somewhere;

    private final List<Path> pages = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        for (Map.Entry<String, String> page : ManPages.of(PROGRAM, "2026-11-23").entrySet()) {
            pages.add(Files.writeString(somewhere.resolve(page.getKey()), page.getValue()));
        }
    }

    @Test
    void thereIsOneForTheProgramAndOneForEachCommand() {
        assertThat(pages).hasSize(1 + PROGRAM.verbs().size());
    }

    @Test
    void groffWarnsOfNothing() throws Exception {
        for (Path page : pages) {
            Tool.Result result =
                    Tool.demand("groff").run("-ww", "-k", "-man", "-Tutf8", "-z", page.toString());
            assertThat(result).as(page.toString()).isEqualTo(new Tool.Result(0, ""));
        }
    }

    @Test
    void mandocWarnsOfNothing() throws Exception {
        for (Path page : pages) {
            Tool.Result result =
                    Tool.demand("mandoc").run("-T", "lint", "-W", "warning", page.toString());
            assertThat(result).as(page.toString()).isEqualTo(new Tool.Result(0, ""));
        }
    }

    /// What apropos and whatis read.
    @Test
    void theNamesAreFound() throws Exception {
        for (Path page : pages) {
            String name = page.getFileName().toString().replace(".1", "");
            Tool.Result result = Tool.demand("lexgrog").run(page.toString());
            assertThat(result.exit()).isZero();
            assertThat(result.text()).contains("\"" + name + " - ");
        }
    }

    @Test
    void everyOptionIsInThePageThatManShows() throws Exception {
        for (Verb verb : PROGRAM.verbs()) {
            String shown = shown("poolmon-" + verb.name() + ".1");
            assertThat(shown).contains("EXIT STATUS", "SEE ALSO", "poolmon(1)", verb.question());
            for (Switch option : verb.options()) {
                String names = String.join(", ", option.names());
                String value = option.takesValue() ? " " + option.label() : "";
                assertThat(shown).contains(names + value);
                assertThat(shown).contains(option.description());
            }
        }
        assertThat(shown("poolmon.1")).contains("poolmon-pools(1)", "64 the command line is wrong");
    }

    @Test
    void examplesAreLinesOfTheirOwn() throws Exception {
        assertThat(shown("poolmon-db.1"))
                .contains("EXAMPLES poolmon db --dsn postgresql://monitor@db.example/postgres SEE")
                .contains("Without --dsn the server is the one in DATABASE_URL");
    }

    /// What roff would take for a request or an escape stays text.
    @Test
    void nothingInATextMeansAnythingToRoff() throws Exception {
        String hard = ".Dots, 'quotes', back\\slashes, --dashes and ${VARIABLES}.";
        Verb verb = new Verb("hard", hard, List.of(), List.of(), List.of("Example: .\\*[x]"));
        Program program =
                new Program("hard", "hard 1", "Is hard.", List.of(), List.of(verb), List.of());
        String page = ManPages.of(program, "2026-11-23").get("hard-hard.1");
        Files.writeString(somewhere.resolve("hard-hard.1"), page);

        assertThat(shown("hard-hard.1")).contains(hard).contains(".\\*[x]");
    }

    /// The page as man shows it, in lines of any width and without emphasis.
    private String shown(String page) throws Exception {
        Tool.Result result =
                new Tool("env")
                        .run(
                                "LC_ALL=C.UTF-8",
                                "MANWIDTH=500",
                                "MAN_KEEP_FORMATTING=",
                                "MANROFFOPT=-c",
                                Tool.demand("man").path().orElseThrow().toString(),
                                "--warnings",
                                "--local-file",
                                somewhere.resolve(page).toString());
        assertThat(result.exit()).isZero();
        assertThat(result.text()).doesNotContain("warning:");
        return result.text().replaceAll(".\b", "").replaceAll("\\s+", " ");
    }
}
