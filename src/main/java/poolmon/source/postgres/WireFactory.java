package poolmon.source.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.Properties;

import javax.net.SocketFactory;

/// Hands our socket to the driver, which makes its socket factory itself, by name, and tells it
/// nothing but the properties of the connection. So the [Wire] travels among them.
public final class WireFactory extends SocketFactory {
    private static final String KEY = WireFactory.class.getName();

    private final Wire wire;

    /// Called by the driver.
    public WireFactory(Properties properties) {
        wire = (Wire) Objects.requireNonNull(properties.get(KEY));
    }

    /// Makes the driver take its sockets from this wire.
    static void lay(Wire wire, Properties properties) {
        properties.setProperty("socketFactory", KEY);
        properties.put(KEY, wire);
    }

    /// A connected socket, which the driver takes as it is.
    @Override
    public Socket createSocket() throws IOException {
        return wire.dial();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return wire.dial();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        return wire.dial();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return wire.dial();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        return wire.dial();
    }
}
