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

/// Opens connections: name, address, TCP, each within the time that is left.
record Connector(Deadline deadline) {

    /// A connection to the host of an origin.
    ///
    /// @param address where to connect to instead of what the host's name resolves to
    Socket connect(Origin origin, Optional<InetAddress> address) throws HttpTrouble {
        InetAddress[] addresses = addresses(origin, address);
        try {
            return connected(addresses, origin.host().port());
        } catch (IOException e) {
            throw HttpFailures.connecting(origin, e);
        }
    }

    /// The resolver of the system knows no time limit, so it runs aside and is left behind when
    /// time is up.
    private InetAddress[] addresses(Origin origin, Optional<InetAddress> address)
            throws HttpTrouble {
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
}
