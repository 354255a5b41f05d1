package poolmon.files;

import poolmon.model.Deadline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;

/// A named pipe, or one that a shell has made of `<(…)`, and who waits for its other end.
///
/// @param path where it is
public record Pipe(Path path) {

    /// How long one who was called back may take to be gone.
    private static final Duration LAST_STEPS = Duration.ofMillis(20);

    private static final int KIND = 0170000;
    private static final int NAMED_PIPE = 0010000;

    /// What a call brings that opens the file, which may be a pipe or not. When the time is over,
    /// the call is broken off even where it waits for the pipe's other end: the JVM waits 300 ms at
    /// its exit for a thread that is inside a system call.
    ///
    /// @param thread the name of the thread that the call gets
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException what the call throws
    public <T> T await(Deadline deadline, String thread, Callable<T> call) throws IOException {
        return deadline.await(thread, call, this::callBack);
    }

    /// Has a thread that was interrupted come back from opening the pipe, which an interrupt alone
    /// does not break off: a pipe that is opened for both ends is there for all, and to open it so
    /// waits for nobody (`fifo(7)`). Nothing is written to it, and what is no pipe is left alone.
    /// Should others wait for the same pipe, to them somebody has come who has nothing to say.
    ///
    /// Where it does not help, as with a pipe that we may only read from, the thread stays behind.
    public void callBack(Thread waiting) {
        if (!isOne()) {
            return;
        }
        try (FileChannel _ =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // the ends stay open until the thread has seen them, should it only now come to them
            boolean _ = waiting.join(LAST_STEPS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException none) {
            // it stays behind
        }
    }

    /// False where it is anything else, or nothing is there.
    public boolean isOne() {
        try {
            return Files.getAttribute(path, "unix:mode") instanceof Integer mode
                    && (mode & KIND) == NAMED_PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException none) {
            return false;
        }
    }
}
