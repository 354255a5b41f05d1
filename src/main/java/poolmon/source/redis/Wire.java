package poolmon.source.redis;

import org.jspecify.annotations.Nullable;

import poolmon.model.Access;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Target;
import poolmon.source.http.HttpTrouble;
import poolmon.source.http.TlsContexts;
import poolmon.source.unixsocket.UnixSocket;

import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// The socket to one server, made so that another thread can cut it when time is up: Jedis knows
/// time limits for single reads only, which a server that drips its answer never reaches.
final class Wire implements JedisSocketFactory, AutoCloseable {
    private final Target.Redis target;
    private final Deadline deadline;
    private volatile @Nullable Socket socket;
    private volatile boolean connected;
    private volatile boolean cut;
    private volatile boolean readingFiles;

    Wire(Target.Redis target, Deadline deadline) {
        this.target = target;
        this.deadline = deadline;
    }

    @Override
    public Socket createSocket() {
        try {
            if (target.isSocket()) {
                Socket attempt = new UnixSocket(Path.of(target.host().name()));
                socket = attempt;
                connected = true;
                return attempt;
            }
            Socket plain = dialled(InetAddress.getAllByName(target.host().name()));
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(deadline.leftMillis());
            connected = true;
            return target.tls().isPresent() ? secured(plain, target.tls().get()) : plain;
        } catch (IOException e) {
            throw new JedisConnectionException(e.getMessage(), e);
        }
    }

    /// Tries each address, none longer than its share of the time left.
    private Socket dialled(InetAddress[] addresses) throws IOException {
        IOException first = new SocketTimeoutException("no time left to connect");
        for (int i = 0; i < addresses.length && !cut && !deadline.isOver(); i++) {
            Socket attempt = new Socket();
            socket = attempt;
            try {
                int share = Math.max(1, deadline.leftMillis() / (addresses.length - i));
                attempt.connect(new InetSocketAddress(addresses[i], target.host().port()), share);
                return attempt;
            } catch (IOException e) {
                attempt.close();
                first = i == 0 ? e : first;
            }
        }
        throw first;
    }

    private Socket secured(Socket plain, Access.Tls settings) throws IOException {
        readingFiles = true;
        SSLSocketFactory factory = factory(settings);
        readingFiles = false;
        SSLSocket secured =
                (SSLSocket)
                        factory.createSocket(
                                plain, target.host().name(), target.host().port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        if (!settings.insecure()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private SSLSocketFactory factory(Access.Tls settings) throws IOException {
        try {
            return new TlsContexts().sockets(settings, deadline);
        } catch (HttpTrouble unusable) {
            throw new UnusableTls(unusable);
        }
    }

    /// What was given for TLS cannot be used.
    static final class UnusableTls extends IOException {
        @Serial private static final long serialVersionUID = 1;

        private final transient HttpTrouble trouble;

        UnusableTls(HttpTrouble trouble) {
            super(trouble);
            this.trouble = trouble;
        }

        Failure failure() {
            return trouble.failure();
        }
    }

    /// True when the server has taken the connection.
    boolean isConnected() {
        return connected;
    }

    /// True when the files that are wanted for TLS have not been read, or were of no use.
    boolean isReadingFiles() {
        return readingFiles;
    }

    /// Our own port, by which an old server's list of clients shows which one we are.
    int localPort() {
        Socket open = socket;
        return open == null ? 0 : open.getLocalPort();
    }

    /// What the server said before it closed a connection that we were still writing to, and which
    /// Jedis therefore did not read. A full server does that.
    String lastWords() {
        Socket open = socket;
        if (open == null || target.isTls() || target.isSocket() || !connected) {
            return "";
        }
        try {
            open.setSoTimeout(1);
            byte[] bytes = new byte[512];
            int length = open.getInputStream().read(bytes);
            return length <= 0 ? "" : new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
        } catch (IOException nothingSaid) {
            return "";
        }
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
