package poolmon.exporter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/// Takes connections, so many at a time, and cuts those off that keep it waiting.
///
/// Not the server of the JDK: there a client that sends its headers byte by byte holds one of a few
/// threads until a time limit ends it, and so few of them keep everybody else out. Here a new
/// client takes the place of the one that has kept us waiting longest.
final class Listener implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int BACKLOG = 128;
    private static final long ROUND_MILLIS = 100;

    private final ServerSocket socket;
    private final Optional<SSLSocketFactory> tls;
    private final Visit.Handler handler;
    private final Limits limits;
    private final Clock clock;
    private final Set<Visit> visits = new LinkedHashSet<>();
    private boolean closed;

    private Listener(
            ServerSocket socket,
            Optional<SSLContext> tls,
            Visit.Handler handler,
            Limits limits,
            Clock clock) {
        this.socket = socket;
        this.tls = tls.map(SSLContext::getSocketFactory);
        this.handler = handler;
        this.limits = limits;
        this.clock = clock;
    }

    /// Starts to listen.
    ///
    /// @throws IOException where the address is not to be had
    static Listener at(
            InetSocketAddress address,
            Optional<SSLContext> tls,
            Visit.Handler handler,
            Limits limits,
            Clock clock)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        Listener listener = new Listener(socket, tls, handler, limits, clock);
        Thread.ofPlatform().daemon().name("poolmon-accept").start(listener::accept);
        Thread.ofPlatform().daemon().name("poolmon-limits").start(listener::watch);
        return listener;
    }

    int port() {
        return socket.getLocalPort();
    }

    /// How many clients there are.
    synchronized int visitors() {
        return visits.size();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                welcome(socket.accept());
            } catch (IOException e) {
                pause(); // closed, or out of open files, which may pass
            }
        }
    }

    private void welcome(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        Visit visit = new Visit(client, tls, handler, limits, clock);
        if (!isPlaceFor(visit)) {
            Visit.close(client);
            return;
        }
        Thread.ofPlatform()
                .daemon()
                .name("poolmon-client")
                .start(
                        () -> {
                            try {
                                visit.run();
                            } finally {
                                leave(visit);
                            }
                        });
    }

    /// Makes a place where there is none. Who is being answered keeps theirs: that takes no longer
    /// than a look.
    private synchronized boolean isPlaceFor(Visit visit) {
        if (closed) {
            return false;
        }
        if (visits.size() >= limits.clients()) {
            Optional<Visit> slowest =
                    visits.stream()
                            .filter(other -> other.phase() != Visit.Phase.ANSWERING)
                            .max(Listener::bySlowness);
            if (slowest.isEmpty()) {
                return false;
            }
            slowest.get().cut();
            visits.remove(slowest.get());
        }
        return visits.add(visit);
    }

    private static int bySlowness(Visit one, Visit other) {
        return one.phase() == other.phase()
                ? one.inPhase().compareTo(other.inPhase())
                : other.phase().compareTo(one.phase());
    }

    private synchronized void leave(Visit visit) {
        visits.remove(visit);
        notifyAll();
    }

    private void watch() {
        while (!socket.isClosed()) {
            for (Visit visit : current()) {
                if (visit.isOverdue()) {
                    visit.cut();
                }
            }
            pause();
        }
    }

    private synchronized List<Visit> current() {
        return new ArrayList<>(visits);
    }

    private static void pause() {
        try {
            Thread.sleep(ROUND_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes nobody in any more, and lets those have their answer who wait for one.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // as it was to be
        }
        synchronized (this) {
            closed = true;
            long end = System.nanoTime() + LAST_WORDS.toNanos();
            while (true) {
                boolean late = System.nanoTime() > end;
                for (Visit visit : visits) {
                    boolean waits =
                            visit.phase() == Visit.Phase.IDLING
                                    || visit.phase() == Visit.Phase.ASKING;
                    if (late || waits) {
                        visit.cut();
                    }
                }
                if (late || visits.isEmpty()) {
                    return;
                }
                try {
                    wait(ROUND_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    end = System.nanoTime();
                }
            }
        }
    }
}
