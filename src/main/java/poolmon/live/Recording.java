package poolmon.live;

import poolmon.files.Pipe;
import poolmon.model.Deadline;
import poolmon.model.Output;
import poolmon.model.Report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Function;

/// Looks in a file, one JSON object a line, each written at once. A run that was killed leaves at
/// most a torn last line, which the next one ends before it goes on.
public final class Recording implements Output, AutoCloseable {
    private final Writer writer;
    private final Output output;

    /// Opens a file to go on with, or a new one.
    ///
    /// @param json prints a report as one line on a writer
    /// @param patience how long a pipe may keep us waiting for its reader
    /// @throws InterruptedIOException where nobody reads from a pipe
    /// @throws IOException where it cannot be written
    public Recording(Path file, Function<Writer, Output> json, Duration patience)
            throws IOException {
        boolean torn = isTorn(file);
        OutputStream stream =
                Files.isRegularFile(file) || Files.notExists(file)
                        ? opened(file)
                        // a named pipe is opened when somebody reads from it
                        : new Pipe(file)
                                .await(Deadline.in(patience), "poolmon-record", () -> opened(file));
        writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        if (torn) {
            writer.write('\n');
            writer.flush();
        }
        output = json.apply(writer);
    }

    private static OutputStream opened(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean isTorn(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(channel.size() - 1);
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last) == 1 && last.get(0) != '\n';
        }
    }

    @Override
    public void print(Report report) throws IOException {
        output.print(report);
        writer.flush();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
