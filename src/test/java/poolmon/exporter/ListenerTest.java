package poolmon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The listener and clients that do not behave.
final class ListenerTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Limits PATIENT = new Limits(4, LONG, LONG, LONG, LONG);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Listener listener(Limits limits, Visit.Handler handler) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Listener listener = Listener.at(any, Optional.empty(), handler, limits, Clock.systemUTC());
        open.add(listener);
        return listener;
    }

    private Listener listener(Limits limits) throws IOException {
        return listener(limits, request -> Reply.text(200, "well " + request.path()));
    }

    private Socket client(Listener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        open.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// All that comes until the connection is closed.
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String answer(Listener listener, String request) throws IOException {
        Socket socket = client(listener);
        send(socket, request);
        return rest(socket);
    }

    private static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        Socket socket = client(listener(PATIENT));
        String request = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";
        send(socket, request.formatted("one") + request.formatted("two"));
        send(socket, "GET /three HTTP/1.0\r\n\r\n");
        assertThat(rest(socket)).contains("well /one\n", "well /two\n", "well /three\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n|400",
                "GET  / HTTP/1.1\r\n\r\n|400",
                "GET / HTTP/2.0\r\n\r\n|505",
                "GET / HTTP/1.1\r\n\r\n|400",
                "GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n|400",
                "GET / HTTP/1.1\r\nHost : x\r\n\r\n|400",
                "GET /?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n|400",
                "\u0016\u0003\u0001\u0002\r\n\r\n|400",
            })
    void whatIsNoRequestIsRefused(String pair) throws Exception {
        String[] parts = pair.split("[|]");
        assertThat(answer(listener(PATIENT), parts[0])).startsWith("HTTP/1.1 " + parts[1] + " ");
    }

    @Test
    void headsAreBounded() throws Exception {
        Listener listener = listener(PATIENT);
        assertThat(answer(listener, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        String many = "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(1_000);
        assertThat(answer(listener, "GET / HTTP/1.1\r\nHost: x\r\n" + many + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    /// A byte now and then is not enough to be let stay.
    @Test
    void slowHeadersAreCutOff() throws Exception {
        Limits strict = new Limits(4, Duration.ofMillis(300), LONG, LONG, LONG);
        Socket slow = client(listener(strict));
        OutputStream out = slow.getOutputStream();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            try {
                                out.write('G');
                                return false;
                            } catch (IOException cut) {
                                return true;
                            }
                        });
    }

    @Test
    void whoSaysNothingIsCutOff() throws Exception {
        Limits strict = new Limits(4, Duration.ofMillis(300), LONG, LONG, LONG);
        assertThat(isCutOff(client(listener(strict)))).isTrue();
    }

    @Test
    void whoDoesNotReadIsCutOff() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Limits strict = new Limits(4, LONG, LONG, Duration.ofMillis(300), LONG);
        String large = "x".repeat(64 << 20);
        Listener listener =
                listener(
                        strict,
                        request -> {
                            answered.countDown();
                            return Reply.text(200, large);
                        });
        Socket deaf = client(listener);
        send(deaf, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        answered.await();
        // the listener has no visitor any more: its thread is free again
        Awaitility.await().atMost(PATIENCE).until(() -> listener.visitors() == 0);
    }

    @Test
    void idleConnectionsAreClosedInTime() throws Exception {
        Limits strict = new Limits(4, LONG, LONG, LONG, Duration.ofMillis(300));
        Socket socket = client(listener(strict));
        send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(rest(socket)).contains("well /");
    }

    /// As many slow clients as there are places, and more, keep nobody else out.
    @Test
    void aNewClientTakesThePlaceOfTheSlowestOne() throws Exception {
        Listener listener = listener(PATIENT);
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket each = client(listener);
            send(each, "GET /slow HT");
            slow.add(each);
        }
        assertThat(answer(listener, "GET /quick HTTP/1.0\r\n\r\n")).contains("well /quick");
        assertThat(isCutOff(slow.getFirst())).isTrue();
        assertThat(listener.visitors()).isLessThanOrEqualTo(4);
    }

    /// Who waits for an answer gets it, though we are about to end.
    @Test
    void anAnswerInTheMakingIsGiven() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Listener listener =
                listener(
                        PATIENT,
                        request -> {
                            asked.countDown();
                            go.await();
                            return Reply.text(200, "late but well");
                        });
        Socket waiting = client(listener);
        Socket idle = client(listener);
        send(waiting, "GET / HTTP/1.0\r\n\r\n");
        asked.await();
        Thread end = Thread.ofPlatform().start(listener::close);
        assertThat(isCutOff(idle)).isTrue();
        go.countDown();
        assertThat(rest(waiting)).contains("late but well");
        end.join();
    }

    @Test
    void aBodyIsNotReadAndEndsTheConnection() throws Exception {
        String reply =
                answer(
                        listener(PATIENT),
                        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(reply).contains("Connection: close");
    }
}
