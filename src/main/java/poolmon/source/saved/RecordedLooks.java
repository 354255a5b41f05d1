package poolmon.source.saved;

import poolmon.model.Report;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The looks of a recording: a file with one report of ours on each line. Only where the lines
/// stand is kept, so that a recording of days costs no memory. A line that is torn, or is no
/// report, is no look.
public final class RecordedLooks implements Closeable {
    private static final int MOST = 64 << 20; // of one line, in bytes

    private final SeekableByteChannel channel;
    private final long[] starts;

    private RecordedLooks(SeekableByteChannel channel, long[] starts) {
        this.channel = channel;
        this.starts = starts;
    }

    /// @throws IOException where the file cannot be read
    public static RecordedLooks open(Path file) throws IOException {
        long[] starts = new long[256];
        int lines = 0;
        long at = 0;
        boolean begins = true;
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                for (int i = 0; i < read; i++, at++) {
                    if (begins && block[i] != '\n') {
                        starts = lines == starts.length ? Arrays.copyOf(starts, 2 * lines) : starts;
                        starts[lines++] = at;
                    }
                    begins = block[i] == '\n';
                }
            }
        }
        long[] all = Arrays.copyOf(starts, lines + 1);
        all[lines] = at;
        return new RecordedLooks(Files.newByteChannel(file), all);
    }

    /// How many lines there are.
    public int count() {
        return starts.length - 1;
    }

    /// The look on a line; nothing where there is none that can be read.
    ///
    /// @param line from 0
    /// @throws IOException where the file cannot be read any more
    public Optional<Report> at(int line) throws IOException {
        long length = starts[line + 1] - starts[line];
        if (length > MOST) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        channel.position(starts[line]);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // goes on
        }
        try {
            return Optional.of(
                    RecordedReport.of(
                            new String(
                                    bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
