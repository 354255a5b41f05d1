package poolmon.source.http;

import poolmon.model.Deadline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// A socket whose reads all end at the deadline.
///
/// A plain socket timeout starts anew with each read, so that a server which sends a byte now and
/// then holds its reader for ever. Here each read waits only for what is left. Since TLS reads
/// through this stream too, the handshake is held to the same deadline.
final class DeadlineSocket extends Socket {
    private final Deadline deadline;

    DeadlineSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Guarded(super.getInputStream());
    }

    private final class Guarded extends FilterInputStream {
        Guarded(InputStream in) {
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
            if (deadline.isOver()) {
                throw new SocketTimeoutException("the deadline is over");
            }
            setSoTimeout(
                    deadline.leftMillis()
                            + 1); // so that the deadline is over when the read gives up
        }
    }
}
