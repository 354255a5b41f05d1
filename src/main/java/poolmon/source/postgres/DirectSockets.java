package poolmon.source.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

import javax.net.SocketFactory;

/// Sockets for the driver, which makes this factory by its name. They go straight to the server:
/// those of the JDK's own factory first look for a SOCKS proxy, which takes milliseconds. And they
/// know the deadline to the millisecond, where the driver counts in whole seconds.
public final class DirectSockets extends SocketFactory {
    private final long end;

    /// @param millisLeft until the deadline; the driver hands on `socketFactoryArg`
    public DirectSockets(String millisLeft) {
        end = System.nanoTime() + Long.parseLong(millisLeft) * 1_000_000;
    }

    @Override
    public Socket createSocket() {
        return new TimedSocket(end);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }

    /// A socket that waits for nothing beyond the deadline, whatever it is told.
    private static final class TimedSocket extends Socket {
        private final long end;

        TimedSocket(long end) {
            super(Proxy.NO_PROXY);
            this.end = end;
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            super.connect(address, within(timeout));
        }

        @Override
        public void setSoTimeout(int timeout) throws SocketException {
            super.setSoTimeout(within(timeout));
        }

        /// 0 means for ever to sockets.
        private int within(int timeout) {
            long left = (end - System.nanoTime()) / 1_000_000;
            long wanted = timeout == 0 ? Integer.MAX_VALUE : timeout;
            return Math.toIntExact(Math.max(1, Math.min(left, wanted)));
        }
    }
}
