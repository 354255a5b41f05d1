package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.model.Deadline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class SecretFileTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTokenIsTrimmed() throws IOException {
        assertThat(SecretFile.token("--t", file(" \n abc.d-e\r\n"), SOON).value())
                .isEqualTo("abc.d-e");
    }

    @Test
    void aPasswordLosesOnlyItsLineBreak() throws IOException {
        assertThat(SecretFile.password("--p", file(" a b \r\n"), SOON).value()).isEqualTo(" a b ");
    }

    @Test
    void whatIsNoTokenIsToldByTheNameOfTheFile() throws IOException {
        for (String text :
                new String[] {
                    "",
                    " \n",
                    "s3cret s3cret",
                    "s3cret\ns3cret",
                    "s3cret\u0001",
                    "s3cret\u00e4",
                    "s3cret".repeat(100_000)
                }) {
            Path file = file(text);
            assertThatThrownBy(() -> SecretFile.token("--bearer-token-file", file, SOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("--bearer-token-file")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aFileThatIsNotThereOrIsNoneIsTold() throws IOException {
        Path twoLines = file("s3cret\ns3cret\n");
        assertThatThrownBy(() -> SecretFile.token("--t", folder.resolve("none"), SOON))
                .hasMessageContaining("none of --t does not exist");
        assertThatThrownBy(() -> SecretFile.token("--t", folder, SOON))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> SecretFile.token("--t", Path.of("-"), SOON))
                .hasMessageContaining("no stdin");
        assertThatThrownBy(() -> SecretFile.password("--p", twoLines, SOON))
                .hasMessageContaining("more than one line")
                .hasMessageNotContaining("s3cret");
    }
}
