package poolmon.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Why a file cannot be written, for people: what Java says of it is often but the file's name.
final class Unwritten {
    private Unwritten() {}

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "this user may not write there";
            case FileAlreadyExistsException _ -> "it is there already";
            case InterruptedIOException _ -> "it is a pipe, and nobody reads from it";
            case FileSystemException other ->
                    Optional.ofNullable(other.getReason()).orElse("the system does not say why");
            default -> Optional.ofNullable(e.getMessage()).orElse("the system does not say why");
        };
    }
}
