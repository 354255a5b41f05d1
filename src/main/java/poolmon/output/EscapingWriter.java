package poolmon.output;

import poolmon.model.ServerText;

import java.io.IOException;
import java.io.Writer;

/// Writes JSON such that it may be shown on a terminal as it is: each control, bidirectional or
/// otherwise invisible character, and each half of a broken surrogate pair, becomes its four-digit
/// escape, which means the same to a reader of JSON. Letters of any script stay as they are.
///
/// Such characters can stand only within strings, so that it is enough to look at characters. The
/// generator above has escaped U+0000 to U+001F already; the line ends that it sets itself stay.
final class EscapingWriter extends Writer {
    private static final char DELETE = 0x7f;

    private final Writer out;
    private char pendingHigh;

    EscapingWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        int plain = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (buffer[i] < DELETE && pendingHigh == 0) {
                continue;
            }
            out.write(buffer, plain, i - plain);
            special(buffer[i]);
            plain = i + 1;
        }
        out.write(buffer, plain, end - plain);
    }

    private void special(char c) throws IOException {
        if (pendingHigh != 0 && Character.isLowSurrogate(c)) {
            pair(pendingHigh, c);
            pendingHigh = 0;
            return;
        }
        endPending();
        if (Character.isHighSurrogate(c)) {
            pendingHigh = c;
        } else if (c < DELETE || ServerText.isHarmless(c)) {
            out.write(c);
        } else {
            escape(c);
        }
    }

    private void pair(char high, char low) throws IOException {
        if (ServerText.isHarmless(Character.toCodePoint(high, low))) {
            out.write(high);
            out.write(low);
        } else {
            escape(high);
            escape(low);
        }
    }

    private void endPending() throws IOException {
        if (pendingHigh != 0) {
            escape(pendingHigh);
            pendingHigh = 0;
        }
    }

    private void escape(char c) throws IOException {
        out.write("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write("0123456789ABCDEF".charAt(c >> shift & 0xf));
        }
    }

    @Override
    public void flush() throws IOException {
        endPending();
        out.flush();
    }

    /// Leaves the paper open: it is not ours.
    @Override
    public void close() throws IOException {
        flush();
    }
}
