package poolmon.source.http;

import poolmon.model.Deadline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Opens connections: name, address, TCP, TLS, each within the time that is left.
///
/// @param trust asked only for https: to load the trusted certificates takes longer than all else
/// @param address where to connect to instead of what a host's name resolves to
record Dialer(Deadline deadline, Supplier<SSLSocketFactory> trust, Optional<InetAddress> address) {

    Socket dial(Origin origin) throws HttpTrouble {
        InetAddress[] addresses = addresses(origin);
        Socket socket;
        try {
            socket = connected(addresses, origin.host().port());
        } catch (IOException e) {
            throw HttpFailures.connecting(origin, e);
        }
        return origin.tls() ? secured(socket, origin) : socket;
    }

    /// The resolver of the system knows no time limit, so it runs aside and is left behind when
    /// time is up.
    private InetAddress[] addresses(Origin origin) throws HttpTrouble {
        if (address.isPresent()) {
            return new InetAddress[] {address.get()};
        }
        String name = origin.host().name();
        try {
            if (isNearby(name)) {
                return InetAddress.getAllByName(name);
            }
            FutureTask<InetAddress[]> lookup =
                    new FutureTask<>(() -> InetAddress.getAllByName(name));
            Thread.ofPlatform().daemon().name("poolmon-lookup").start(lookup);
            return lookup.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (UnknownHostException e) {
            throw HttpFailures.unknownHost(origin, e);
        } catch (ExecutionException e) {
            throw HttpFailures.unknownHost(origin, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw HttpFailures.slowLookup(origin, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpFailures.slowLookup(origin, e);
        }
    }

    /// True for what is resolved without asking anybody: addresses and the local machine.
    private static boolean isNearby(String name) {
        return name.equals("localhost")
                || name.indexOf(':') >= 0
                || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /// Tries each address, none longer than its share of the time left.
    private Socket connected(InetAddress[] addresses, int port) throws IOException {
        IOException first = new SocketTimeoutException("no time left to connect");
        for (int i = 0; i < addresses.length && !deadline.isOver(); i++) {
            Socket socket = new DeadlineSocket(deadline);
            try {
                int share = Math.max(1, deadline.leftMillis() / (addresses.length - i));
                socket.connect(new InetSocketAddress(addresses[i], port), share);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                socket.close();
                first = i == 0 ? e : first;
            }
        }
        throw first;
    }

    private Socket secured(Socket plain, Origin origin) throws HttpTrouble {
        try {
            SSLSocket socket =
                    (SSLSocket)
                            trust.get()
                                    .createSocket(
                                            plain,
                                            origin.host().name(),
                                            origin.host().port(),
                                            true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            closeQuietly(plain);
            throw deadline.isOver()
                    ? HttpFailures.silentHandshake(origin, e)
                    : HttpFailures.tls(origin, e);
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // nothing more is wanted of it
        }
    }
}
