package poolmon.source.http;

import poolmon.model.Deadline;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// A socket whose reads and writes all end at the deadline.
///
/// A plain socket timeout starts anew with each read, so that a server which sends a byte now and
/// then holds its reader for ever. Here each read waits only for what is left. Since TLS reads
/// through this stream too, the handshake is held to the same deadline.
///
/// For writes there is no timeout at all. What is short goes into the buffers of the network and
/// waits for nobody; for what is longer a thread stands by and closes the socket when time is up.
final class DeadlineSocket extends Socket {
    /// What has room in the buffers of any socket.
    private static final int SHORT = 4 << 10;

    private final Deadline deadline;
    private long written;

    DeadlineSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new GuardedInput(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new GuardedOutput(super.getOutputStream());
    }

    private void checkTime() throws SocketTimeoutException {
        if (deadline.isOver()) {
            throw new SocketTimeoutException("the deadline is over");
        }
    }

    private final class GuardedInput extends FilterInputStream {
        GuardedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            guard();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            guard();
            return super.read(bytes, offset, length);
        }

        private void guard() throws IOException {
            checkTime();
            // the millisecond more is so that the deadline is over when the read gives up
            setSoTimeout(deadline.leftMillis() + 1);
        }
    }

    private final class GuardedOutput extends FilterOutputStream {
        GuardedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        /// A write to somebody who has closed fails, but what he said before he closed still waits
        /// to be read and tells why: an alert of TLS, or an answer before the end of the request.
        /// Each write is followed by a read, which finds out as well where there is no such word.
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            checkTime();
            written += length;
            try {
                if (written <= SHORT) {
                    out.write(bytes, offset, length);
                } else {
                    writeWatched(bytes, offset, length);
                }
            } catch (SocketException e) {
                checkTime();
            }
        }

        private void writeWatched(byte[] bytes, int offset, int length) throws IOException {
            Thread watch =
                    Thread.ofPlatform().daemon().name("poolmon-write").start(this::closeInTime);
            try {
                out.write(bytes, offset, length);
            } finally {
                watch.interrupt();
            }
        }

        private void closeInTime() {
            try {
                Thread.sleep(deadline.left());
                DeadlineSocket.this.close();
            } catch (InterruptedException | IOException e) {
                // written in time, or closed already
            }
        }
    }
}
