package poolmon.exporter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLSocketFactory;

/// One connection of a client, served by one thread. It blocks where the client does; whoever
/// watches over it closes its socket when a phase takes too long.
final class Visit implements Runnable {
    /// How much of what a client sends unasked is read before the connection is closed.
    private static final int DRAINED = 64 << 10;

    private final Socket socket;
    private final Optional<SSLSocketFactory> tls;
    private final Handler handler;
    private final Limits limits;
    private final Clock clock;
    private volatile Moment moment;

    /// Who answers requests.
    @FunctionalInterface
    interface Handler {
        Reply answer(Request request) throws InterruptedException;
    }

    /// What happens at the moment.
    enum Phase {
        IDLING,
        ASKING,
        READING,
        ANSWERING
    }

    /// @param since of [System#nanoTime]
    private record Moment(Phase phase, long since, Duration most) {}

    Visit(
            Socket socket,
            Optional<SSLSocketFactory> tls,
            Handler handler,
            Limits limits,
            Clock clock) {
        this.socket = socket;
        this.tls = tls;
        this.handler = handler;
        this.limits = limits;
        this.clock = clock;
        this.moment = new Moment(Phase.ASKING, System.nanoTime(), limits.asking());
    }

    Phase phase() {
        return moment.phase();
    }

    /// How long it has been in its phase.
    Duration inPhase() {
        return Duration.ofNanos(System.nanoTime() - moment.since());
    }

    boolean isOverdue() {
        Moment now = moment;
        return System.nanoTime() - now.since() > now.most().toNanos();
    }

    /// Closes the connection under whoever is blocked in it. Not by way of TLS, which would want to
    /// say goodbye to somebody who does not listen.
    void cut() {
        close(socket);
    }

    private void enter(Phase phase, Duration most) {
        moment = new Moment(phase, System.nanoTime(), most);
    }

    @Override
    public void run() {
        try (Socket talk = tls.isPresent() ? secured(tls.get()) : socket) {
            OutputStream out = talk.getOutputStream();
            RequestReader reader = new RequestReader(talk.getInputStream());
            boolean goesOn = true;
            while (goesOn && reader.awaitsMore()) {
                enter(Phase.ASKING, limits.asking());
                goesOn =
                        switch (reader.read()) {
                            case Heard.Silence _ -> false;
                            case Heard.Nonsense nonsense -> refuse(nonsense.reply(), out);
                            case Heard.Asked asked -> answer(asked.request(), out);
                        };
                if (goesOn) {
                    enter(Phase.IDLING, limits.idling());
                } else if (tls.isEmpty()) {
                    socket.shutdownOutput();
                    reader.drain(DRAINED);
                }
            }
        } catch (IOException gone) {
            // the client, or we by way of cut()
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            cut();
        }
    }

    private Socket secured(SSLSocketFactory sockets) throws IOException {
        @Nullable InputStream nothing = null;
        return sockets.createSocket(socket, nothing, true);
    }

    private boolean refuse(Reply reply, OutputStream out) throws IOException {
        enter(Phase.READING, limits.reading());
        reply.writeTo(out, false, false, clock.instant());
        return false;
    }

    private boolean answer(Request request, OutputStream out)
            throws IOException, InterruptedException {
        enter(Phase.ANSWERING, limits.answering());
        Reply reply = handler.answer(request);
        enter(Phase.READING, limits.reading());
        boolean keepsOpen = request.keepsOpen() && !request.hasBody();
        reply.writeTo(out, request.isHead(), keepsOpen, clock.instant());
        return keepsOpen;
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // as it was to be
        }
    }
}
