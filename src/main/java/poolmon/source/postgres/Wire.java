package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;

import poolmon.model.Deadline;
import poolmon.model.Host;
import poolmon.source.unixsocket.UnixSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
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
        if (isSocket(host)) {
            Socket attempt = new UnixSocket(path(host));
            socket = attempt;
            connected = true;
            return attempt;
        }
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

    /// Whether there is no network between.
    boolean isSocket() {
        return isSocket(host);
    }

    /// As in libpq: a host that begins with a slash is the folder of a Unix socket.
    static boolean isSocket(Host host) {
        return host.name().startsWith("/");
    }

    /// The Unix socket itself, whose name the server makes of its port.
    static Path path(Host host) {
        return Path.of(host.name(), ".s.PGSQL." + host.port());
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
