package poolmon.exporter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/// `poolmon serve` at work: looks at what it is to look at, and answers over HTTP until it is
/// closed.
public final class ExporterServer implements AutoCloseable {
    private final Board board;
    private final Listener listener;

    private ExporterServer(Board board, Listener listener) {
        this.board = board;
        this.listener = listener;
    }

    /// Where to listen and whom to answer.
    ///
    /// @param tls what is shown to clients; absent: no TLS is spoken
    /// @param version of poolmon
    public record Door(
            InetSocketAddress address, Optional<SSLContext> tls, Guard guard, String version) {}

    /// Starts it.
    ///
    /// @throws IOException where the address is not to be had
    public static ExporterServer start(Door door, List<Group> groups, Pace pace, Clock clock)
            throws IOException {
        return start(door, groups, pace, clock, Limits.of(pace.timeout()));
    }

    static ExporterServer start(
            Door door, List<Group> groups, Pace pace, Clock clock, Limits limits)
            throws IOException {
        Board board = new Board(groups, pace, clock);
        Pages pages = new Pages(board, door.guard(), pace.failOn(), door.version());
        Listener listener = Listener.at(door.address(), door.tls(), pages, limits, clock);
        board.start();
        return new ExporterServer(board, listener);
    }

    /// The port that it listens on.
    public int port() {
        return listener.port();
    }

    /// Takes no more requests, answers those that are there, and stops looking.
    @Override
    public void close() {
        listener.close();
        board.close();
    }
}
