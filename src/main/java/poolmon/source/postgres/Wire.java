package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;

import poolmon.model.Deadline;
import poolmon.model.Host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// The socket to one host, made so that another thread can cut it when time is up: the driver
/// counts in whole seconds, and for single reads only, which a server that drips its answer never
/// reaches.
final class Wire implements AutoCloseable {
    private final Host host;
    private final Deadline deadline;
    private final Duration connectTimeout;
    private volatile @Nullable Socket socket;
    private volatile boolean connected;
    private volatile boolean cut;

    /// @param connectTimeout the longest time that may pass until the host takes the connection
    Wire(Host host, Deadline deadline, Duration connectTimeout) {
        this.host = host;
        this.deadline = deadline;
        this.connectTimeout = connectTimeout;
    }

    /// A connected socket. Each address of the host is tried, none longer than its share of the
    /// time left; the driver would try the first one only.
    Socket dial() throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host.name());
        Deadline end = Deadline.in(min(deadline.left(), connectTimeout));
        IOException first = new SocketTimeoutException("no time left to connect");
        for (int i = 0; i < addresses.length && !cut && !end.isOver(); i++) {
            Socket attempt = new Socket(Proxy.NO_PROXY); // to look for one takes milliseconds
            socket = attempt;
            try {
                int share = Math.max(1, end.leftMillis() / (addresses.length - i));
                attempt.connect(new InetSocketAddress(addresses[i], host.port()), share);
                connected = true;
                return attempt;
            } catch (IOException e) {
                attempt.close();
                first = i == 0 ? e : first;
            }
        }
        throw first;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// True when the host has taken the connection.
    boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        cut = true;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException ignored) {
                // nothing more is wanted of it
            }
        }
    }
}
