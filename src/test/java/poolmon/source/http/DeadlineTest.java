package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.FakeServer;
import poolmon.fixture.ProxyServer;
import poolmon.fixture.Unread;
import poolmon.model.Access;
import poolmon.model.Access.Tls;
import poolmon.model.Failure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One hard end, whoever holds us up and wherever.
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration SLACK = Duration.ofSeconds(2);

    /// A request that fills every buffer on the way.
    private static final String HUGE = "x".repeat(32 << 20);

    /// Who does not do his part.
    enum Holder {
        SERVER_READS_NOTHING,
        SERVER_READS_NOTHING_AFTER_THE_HANDSHAKE,
        PROXY_READS_NOTHING,
        SERVER_BEHIND_A_TUNNEL_READS_NOTHING,
        PROXY_SAYS_NOTHING_TO_CONNECT,
        PROXY_DRIPS_ITS_ANSWER_TO_CONNECT,
        SERVER_BEHIND_A_TUNNEL_IS_SILENT_IN_THE_HANDSHAKE,
        PROXY_IS_SILENT_IN_ITS_OWN_HANDSHAKE
    }

    @ParameterizedTest
    @EnumSource(Holder.class)
    void nobodyStretchesTheDeadline(Holder holder) {
        long start = System.nanoTime();

        Failure failure = Ways.failed(heldUp(holder));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(SLACK));
        assertThat(failure.code()).isEqualTo(Failure.Code.TIMEOUT);
    }

    private static HttpResult heldUp(Holder holder) {
        Access huge = insecure(Ways.with("X-Huge", HUGE));
        return switch (holder) {
            case SERVER_READS_NOTHING -> {
                try (Unread server = Unread.plain()) {
                    yield Ways.got("http://127.0.0.1:" + server.port(), huge, SHORT);
                }
            }
            case SERVER_READS_NOTHING_AFTER_THE_HANDSHAKE -> {
                try (Unread server = Unread.overTls()) {
                    yield Ways.got("https://127.0.0.1:" + server.port(), huge, SHORT);
                }
            }
            case PROXY_READS_NOTHING -> {
                try (Unread server = Unread.plain()) {
                    yield by(server.port(), "http://a.example", huge);
                }
            }
            case SERVER_BEHIND_A_TUNNEL_READS_NOTHING -> {
                try (Unread server = Unread.overTls();
                        ProxyServer proxy = ProxyServer.to(server.port())) {
                    yield by(proxy.port(), "https://a.example", huge);
                }
            }
            case PROXY_SAYS_NOTHING_TO_CONNECT -> {
                try (FakeServer proxy = FakeServer.silent()) {
                    yield by(proxy.port(), "https://a.example", Access.PLAIN);
                }
            }
            case PROXY_DRIPS_ITS_ANSWER_TO_CONNECT -> {
                try (FakeServer proxy = FakeServer.dripping("HTTP/1.1 200 OK\r\nX: a", 5)) {
                    yield by(proxy.port(), "https://a.example", Access.PLAIN);
                }
            }
            case SERVER_BEHIND_A_TUNNEL_IS_SILENT_IN_THE_HANDSHAKE -> {
                try (FakeServer server = FakeServer.silent();
                        ProxyServer proxy = ProxyServer.to(server.port())) {
                    yield by(proxy.port(), "https://a.example", Access.PLAIN);
                }
            }
            case PROXY_IS_SILENT_IN_ITS_OWN_HANDSHAKE -> {
                try (FakeServer proxy = FakeServer.silent()) {
                    yield Ways.got(
                            "http://a.example",
                            Ways.by(Access.PLAIN, Ways.proxy(proxy.port(), true)),
                            SHORT);
                }
            }
        };
    }

    private static HttpResult by(int proxy, String url, Access access) {
        return Ways.got(url, Ways.by(access, proxy, Optional.empty()), SHORT);
    }

    private static Access insecure(Access access) {
        return new Access(
                access.login(),
                access.token(),
                List.copyOf(access.headers()),
                new Tls(Optional.empty(), Optional.empty(), Optional.empty(), true),
                access.proxies());
    }
}
