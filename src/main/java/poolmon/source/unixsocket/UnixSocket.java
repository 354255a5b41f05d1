package poolmon.source.unixsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A connection to a Unix socket in the shape that the driver knows. The JDK has Unix sockets as
/// channels only. A channel has no time limit: whoever has one closes the socket.
public final class UnixSocket extends Socket {
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    /// Connects.
    ///
    /// @param path of the socket itself
    public UnixSocket(Path path) throws IOException {
        super(Proxy.NO_PROXY);
        channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        in = Channels.newInputStream(channel);
        out = Channels.newOutputStream(channel);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    /// Drivers take what is not bound for not connected.
    @Override
    public boolean isBound() {
        return channel.isConnected();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        super.close();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // there is no TCP
    }

    @Override
    public void setKeepAlive(boolean on) {
        // there is no network between
    }

    @Override
    public void setSoTimeout(int timeout) {
        // see above
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }
}
