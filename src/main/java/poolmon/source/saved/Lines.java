package poolmon.source.saved;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The lines of a stream, one after the other, of which only those that are wanted become text.
/// Blank lines are none.
final class Lines {
    private static final int MOST = 64 << 20; // of one line, in bytes

    private final InputStream in;
    private final byte[] block = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[1 << 12];
    private int length;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false at the end, where it stays on the last one.
    boolean advance() throws IOException {
        int read = 0;
        while (at < end || fill()) {
            int from = at;
            while (at < end && block[at] != '\n') {
                at++;
            }
            if (at > from) {
                keep(from, read);
                read = Math.min(read + at - from, MOST + 1);
            }
            if (at < end) {
                at++;
                if (read > 0) {
                    break;
                }
            }
        }
        length = read > 0 ? read : length;
        return read > 0;
    }

    /// The line as text; an empty one where it is beyond all bounds.
    String text() {
        return new String(line, 0, length > MOST ? 0 : length, StandardCharsets.UTF_8);
    }

    private void keep(int from, int read) {
        int needed = read + at - from;
        if (needed > MOST) {
            return;
        }
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, 2 * line.length));
        }
        System.arraycopy(block, from, line, read, at - from);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }
}
