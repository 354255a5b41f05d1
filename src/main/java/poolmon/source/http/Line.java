package poolmon.source.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/// An open connection and whom it leads to.
///
/// @param trusted whether our own client certificate may have been shown on it
/// @param proxy who passes requests on where it is not a line to the origin itself
record Line(Origin origin, boolean trusted, Optional<Origin> proxy, Socket socket, InputStream in)
        implements AutoCloseable {

    static Line over(Socket socket, Origin origin, boolean trusted, Optional<Origin> proxy)
            throws HttpTrouble {
        try {
            return new Line(
                    origin,
                    trusted,
                    proxy,
                    socket,
                    new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw HttpFailures.broken(origin, e);
        }
    }

    /// Whom the bytes go to.
    Origin peer() {
        return proxy.orElse(origin);
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // nothing more is wanted of it
        }
    }
}
