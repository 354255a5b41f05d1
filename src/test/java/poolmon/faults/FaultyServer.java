package poolmon.faults;

import poolmon.fixture.HttpService;
import poolmon.fixture.TlsService;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

/// A server with a fault, on a real socket. It has the same fault for every client.
public final class FaultyServer implements AutoCloseable {
    private static final int NOISE = 512;

    private final Fault fault;
    private final Protocol protocol;
    private final boolean tls;
    private final Duration pause;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Starts it.
    ///
    /// @param pause before each byte, where it drips
    public FaultyServer(Fault fault, Protocol protocol, boolean tls, Duration pause) {
        this.fault = fault;
        this.protocol = protocol;
        this.tls = tls;
        this.pause = pause;
        try {
            boolean full = fault == Fault.BLACKHOLE;
            listener = new ServerSocket(0, full ? 1 : 50, InetAddress.getLoopbackAddress());
            switch (fault) {
                case REFUSED -> listener.close();
                case BLACKHOLE -> fill();
                default -> Thread.ofVirtual().start(this::accept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port on this machine.
    public int port() {
        return listener.getLocalPort();
    }

    /// How many connections it has taken so far.
    public int connections() {
        return sockets.size();
    }

    /// Nobody takes the connections, and the system drops the packets of those that it has no room
    /// for.
    private void fill() throws IOException {
        while (true) {
            Socket socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            if (fault == Fault.SILENT && !tls) {
                return;
            }
            if (!tls) {
                converse(socket, socket);
                return;
            }
            if (protocol.asksForTls()) {
                heard(socket.getInputStream());
                socket.getOutputStream().write('S');
            }
            switch (fault) {
                case TLS_SILENT -> {
                    // not a word
                }
                case TLS_GARBAGE -> {
                    heard(socket.getInputStream());
                    socket.getOutputStream().write(noise());
                    socket.shutdownOutput();
                }
                default -> converse(secured(socket), socket);
            }
        } catch (IOException | InterruptedException clientGone) {
            // as clients do
        }
    }

    private SSLSocket secured(Socket socket) throws IOException {
        String certificate =
                switch (fault) {
                    case EXPIRED -> "expired";
                    case WRONG_HOST -> "other-host";
                    default -> "good";
                };
        SSLSocket secured =
                (SSLSocket)
                        TlsService.context(certificate)
                                .getSocketFactory()
                                .createSocket(socket, null, port(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    /// @param wire what lies below the connection
    private void converse(Socket connection, Socket wire) throws IOException, InterruptedException {
        heard(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        switch (fault) {
            case REFUSED, BLACKHOLE, TLS_SILENT, TLS_GARBAGE -> throw new IllegalStateException();
            case SILENT, EXPIRED, WRONG_HOST -> {
                // no more than that
            }
            case DRIPPING -> drip(out);
            case RESET -> {
                out.write(protocol.halfAnAnswer());
                out.flush();
                wire.setSoLinger(true, 0);
                wire.close();
            }
            case CLOSED -> {
                out.write(protocol.halfAnAnswer());
                connection.close();
            }
            case HALF_OPEN -> out.write(protocol.halfAnAnswer());
            case GARBAGE -> {
                out.write(noise());
                connection.shutdownOutput();
            }
            case FLOOD -> flood(out, protocol.floodStart(), protocol.floodUnit());
            case HTTP_1_0 -> {
                out.write(Protocol.bytes("HTTP/1.0 200 OK\r\n\r\n{\"status\":\"success\"}"));
                connection.close();
            }
            case CHUNKED_NONSENSE -> {
                out.write(
                        Protocol.bytes(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "5\r\n{\"poo\r\nbanana\r\n-7\r\n"));
                connection.close();
            }
            case ENDLESS_HEADER ->
                    flood(
                            out,
                            Protocol.bytes("HTTP/1.1 200 OK\r\n"),
                            Protocol.bytes("X-More: and more\r\n".repeat(200)));
            case REDIRECT_LOOP -> {
                out.write(
                        Protocol.bytes(
                                "HTTP/1.1 302 Found\r\nLocation: /again\r\n"
                                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
                connection.close();
            }
            case GZIP_BOMB -> {
                byte[] bomb = Bomb.PACKED;
                out.write(
                        Protocol.bytes(
                                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                        + "Content-Encoding: gzip\r\nContent-Length: "
                                        + bomb.length
                                        + "\r\n\r\n"));
                out.write(bomb);
                connection.close();
            }
        }
    }

    private static final class Bomb {
        static final byte[] PACKED = HttpService.gzip("a".repeat(100 << 20));
    }

    private static void heard(InputStream in) throws IOException {
        byte[] bytes = new byte[8192];
        int read = in.read(bytes);
        if (read < 0) {
            throw new IOException("The client has gone.");
        }
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        byte[] bytes = protocol.halfAnAnswer();
        for (int i = 0; !closed.await(pause.toMillis(), TimeUnit.MILLISECONDS); i++) {
            out.write(bytes[Math.min(i, bytes.length - 1)]);
            out.flush();
        }
    }

    private void flood(OutputStream out, byte[] start, byte[] unit) throws IOException {
        out.write(start);
        while (closed.getCount() > 0) {
            out.write(unit);
        }
    }

    private static byte[] noise() {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        for (int i = 0; i < NOISE; i++) {
            noise.write(i * 167 + 1);
        }
        return noise.toByteArray();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
