package poolmon.source.saved;

import poolmon.files.GivenFile;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Why a file cannot be read.
final class Unopened {
    private Unopened() {}

    /// @param shown how the target shows itself
    /// @param file absent: standard input
    static Failure of(String shown, Optional<Path> file, IOException cause) {
        if (cause instanceof InterruptedIOException) {
            return Failure.of(
                    Code.TIMEOUT, shown + " " + GivenFile.LATE + ".", GivenFile.LATE_NEXT, cause);
        }
        String why =
                cause instanceof NoSuchFileException
                        ? "there is no such file"
                        : cause instanceof AccessDeniedException
                                ? "it may not be read by this user"
                                : Files.isDirectory(file.orElse(Path.of("")))
                                        ? "it is a directory"
                                        : "reading it failed";
        return Failure.of(
                Code.UNREADABLE,
                shown + " cannot be read: " + why + ".",
                "Check the name of the file; - reads standard input.",
                cause);
    }
}
