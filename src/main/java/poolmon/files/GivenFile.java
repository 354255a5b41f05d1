package poolmon.files;

import poolmon.model.Deadline;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that a user has named. It need not be one on a disk: `<(…)` of a shell is a pipe, and a
/// named pipe that nobody writes to keeps whoever opens it waiting for ever. What is no regular
/// file is therefore read on a thread of its own, which is called back when the time is over.
///
/// @param path where it is
public record GivenFile(Path path) {

    /// What is said of a file that keeps us waiting, behind its name.
    public static final String LATE = "did not come to its end in time";

    /// What to do about it.
    public static final String LATE_NEXT =
            "See that something writes to it, or give it more time with --timeout.";

    /// Both in one.
    public static final String LATE_WITH_NEXT =
            LATE + ": see that something writes to it, or give it more time with --timeout";

    private static final String THREAD = "poolmon-file";

    /// What is made of a file.
    @FunctionalInterface
    public interface Reading<T> {
        /// @throws IOException where it cannot be read
        T of(InputStream in) throws IOException;
    }

    /// What stands in the file.
    ///
    /// @param most as many bytes and one more are read at most
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException where it cannot be read
    public byte[] bytes(int most, Deadline deadline) throws IOException {
        return read(in -> in.readNBytes(most + 1), deadline);
    }

    /// What is made of the file.
    ///
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException where it cannot be read
    public <T> T read(Reading<T> reading, Deadline deadline) throws IOException {
        return Files.isRegularFile(path)
                ? read(reading)
                : new Pipe(path).await(deadline, THREAD, () -> read(reading));
    }

    /// Not from [Files#newInputStream], whose reading an interrupt does not break off.
    private <T> T read(Reading<T> reading) throws IOException {
        try (InputStream in =
                Channels.newInputStream(FileChannel.open(path, StandardOpenOption.READ))) {
            return reading.of(in);
        }
    }

    /// What comes on a stream that may never end.
    ///
    /// @param most as many bytes and one more are read at most
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException where it cannot be read
    public static byte[] bytes(InputStream in, int most, Deadline deadline) throws IOException {
        return read(in, each -> each.readNBytes(most + 1), deadline);
    }

    /// What is made of a stream that may never end.
    ///
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException where it cannot be read
    public static <T> T read(InputStream in, Reading<T> reading, Deadline deadline)
            throws IOException {
        return deadline.await(THREAD, () -> reading.of(in));
    }
}
