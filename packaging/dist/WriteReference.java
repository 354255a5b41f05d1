import poolmon.cli.ProgramReference;
import poolmon.reference.ManPages;
import poolmon.reference.Program;
import poolmon.reference.Shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Writes the manual pages and the completions that are packed, from the commands just compiled.
public final class WriteReference {
    private WriteReference() {}

    /// @param args the folder to write `man` and `completions` into, and the time of the build, for
    ///     example `2026-11-23T00:00:00Z`
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        String date = args[1].substring(0, "2026-11-23".length());
        Program program = ProgramReference.program();
        Path manual = Files.createDirectories(target.resolve("man"));
        for (Map.Entry<String, String> page : ManPages.of(program, date).entrySet()) {
            Files.writeString(manual.resolve(page.getKey()), page.getValue());
        }
        Path completions = Files.createDirectories(target.resolve("completions"));
        for (Shell shell : Shell.values()) {
            Files.writeString(completions.resolve(shell.file()), shell.completion(program));
        }
    }
}
