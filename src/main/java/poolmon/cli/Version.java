package poolmon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The version that was built, from a file that the build fills in.
final class Version {
    private Version() {}

    static int print(Writer out) throws IOException {
        out.write(line() + "\n");
        return 0;
    }

    /// For example `poolmon 1.2.3`.
    static String line() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            Objects.requireNonNull(in, "version.txt was not built in");
            return "poolmon " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
