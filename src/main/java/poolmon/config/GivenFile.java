package poolmon.config;

import poolmon.model.Deadline;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a user has named. It need not be one on a disk: `<(…)` of a shell is a pipe, and a
/// named pipe that nobody writes to keeps whoever opens it waiting for ever, in a call that nothing
/// breaks off. What is no regular file is therefore read on a thread of its own, which is left
/// behind when the time is over.
///
/// @param path where it is
record GivenFile(Path path) {

    /// What is said of a file that keeps us waiting, behind its name.
    static final String LATE =
            "did not come to its end in time: see that something writes to it, or give it more time"
                    + " with --timeout";

    private static final String THREAD = "poolmon-file";

    /// What stands in the file.
    ///
    /// @param most as many bytes and one more are read at most
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException where it cannot be read
    byte[] bytes(int most, Deadline deadline) throws IOException {
        return Files.isRegularFile(path) ? bytes(most) : deadline.await(THREAD, () -> bytes(most));
    }

    private byte[] bytes(int most) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most + 1);
        }
    }

    /// What comes on a stream that may never end.
    ///
    /// @param most as many bytes and one more are read at most
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException where it cannot be read
    static byte[] bytes(InputStream in, int most, Deadline deadline) throws IOException {
        return deadline.await(THREAD, () -> in.readNBytes(most + 1));
    }
}
