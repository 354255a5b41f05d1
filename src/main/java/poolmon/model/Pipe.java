package poolmon.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A named pipe, or one that a shell has made of `<(…)`, and who waits for its other end.
///
/// @param path where it is
public record Pipe(Path path) {

    /// How long one who was called back may take to be gone.
    private static final Duration LAST_STEPS = Duration.ofMillis(20);

    private static final int KIND = 0170000;
    private static final int NAMED_PIPE = 0010000;

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
