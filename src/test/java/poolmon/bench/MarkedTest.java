package poolmon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;

/// The benchmark replaces its part of `docs/performance.md` and nothing else.
class MarkedTest {

    @Test
    void theDocumentTakesNewFiguresAndKeepsItsText() throws Exception {
        String document = Files.readString(Path.of("docs/performance.md"));
        String replaced = Marked.replaced(document, "| new |\n");
        assertThat(replaced).contains("\n| new |\n").startsWith("# ");
        assertThat(replaced).doesNotContain("### One look");
        assertThat(Marked.replaced(replaced, "| new |\n")).isEqualTo(replaced);
        assertThat(replaced.lines().filter(line -> !line.startsWith("| new |")))
                .allMatch(document::contains);
    }

    @Test
    void aDocumentWithoutMarksIsLeftAlone() {
        assertThatThrownBy(() -> Marked.replaced("# Something else\n", "| new |\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
