package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.TlsService;
import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Secret;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class HttpTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Access TRUSTING = Ways.trusting("ca.pem");

    @Test
    void bringsStatusTypeAndBodyWhateverTheStatus() {
        try (HttpService service = new HttpService().at("/x", 503, "{\"a\":1}")) {
            HttpAnswer answer = answered(service.url() + "/x");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
            assertThat(service.asked().getFirst().accept()).startsWith("application/json");
        }
    }

    @Test
    void unpacksGzip() {
        try (HttpService service =
                new HttpService()
                        .at(
                                "/x",
                                200,
                                Map.of("Content-Encoding", "gzip"),
                                HttpService.gzip("yes"))) {
            assertThat(answered(service.url() + "/x").body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("yes");
        }
    }

    @Test
    void aPackedBodyThatUnpacksToTooMuchIsRefused() {
        try (HttpService service =
                new HttpService()
                        .at(
                                "/x",
                                200,
                                Map.of("Content-Encoding", "gzip"),
                                HttpService.gzip("a".repeat(17 << 20)))) {
            assertThat(failed(service.url() + "/x").code()).isEqualTo(Code.UNREADABLE);
        }
    }

    @Test
    void asksOneOriginOverOneConnection() {
        try (HttpService service = new HttpService().at("/a", 200, "{}").at("/b", 200, "{}");
                Http http =
                        new Http(
                                Deadline.in(ENOUGH),
                                Access.PLAIN,
                                Optional.empty(),
                                new TlsContexts())) {
            http.get(URI.create(service.url() + "/a"));
            http.get(URI.create(service.url() + "/b"));
            assertThat(service.asked().get(1).client())
                    .isEqualTo(service.asked().getFirst().client());
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsReplaced() {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        try (FakeServer server = FakeServer.sending(answer);
                Http http =
                        new Http(
                                Deadline.in(ENOUGH),
                                Access.PLAIN,
                                Optional.empty(),
                                new TlsContexts())) {
            URI uri = URI.create("http://" + server.address());
            assertThat(http.get(uri)).isInstanceOf(HttpAnswer.class);
            assertThat(http.get(uri)).isInstanceOf(HttpAnswer.class);
        }
    }

    @Test
    void followsRedirectsAndSaysWhereItEnded() {
        try (HttpService service =
                new HttpService().redirect("/a", 307, "b?c=1").at("/b", 200, "{}")) {
            assertThat(answered(service.url() + "/a").uri()).hasToString(service.url() + "/b?c=1");
        }
    }

    @Test
    void sendsCredentialsToTheirOwnOriginOnly() {
        try (HttpService other = new HttpService().at("/x", 200, "{}");
                HttpService own =
                        new HttpService()
                                .redirect("/a", 302, "/b")
                                .redirect("/b", 302, other.url() + "/x")) {
            Access access =
                    Access.PLAIN.withLogin(Optional.of(new Credentials("ann", new Secret("pw"))));
            try (Http http =
                    new Http(Deadline.in(ENOUGH), access, Optional.empty(), new TlsContexts())) {
                http.get(URI.create(own.url() + "/a"));
            }
            assertThat(own.asked())
                    .extracting(HttpService.Asked::authorization)
                    .containsExactly("Basic YW5uOnB3", "Basic YW5uOnB3");
            assertThat(other.asked())
                    .extracting(HttpService.Asked::authorization)
                    .containsExactly("");
        }
    }

    @Test
    void givesUpOnRedirectsWithoutEnd() {
        try (HttpService service = new HttpService().redirect("/a", 302, "/a")) {
            assertThat(failed(service.url() + "/a").code()).isEqualTo(Code.HTTP_STATUS);
            assertThat(service.asked()).hasSize(6);
        }
    }

    @Test
    void readsChunks() {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n"
                        + "0\r\n\r\n";
        try (FakeServer server = FakeServer.sending(answer)) {
            assertThat(answered("http://" + server.address()).body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("abcde");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.2\\n|PROTOCOL",
                "HTTP/1.1 banana\\n\\n|PROTOCOL",
                "\\25\\3\\1\\n|TLS",
                "HTTP/1.1 200 OK\\nContent-Length: 10\\n\\nabc|CONNECTION_LOST",
                "HTTP/1.1 200 OK\\nContent-Length: -1\\n\\nabc|PROTOCOL",
                "HTTP/1.1 200 OK\\nContent-Length: 99999999999\\n\\nabc|UNREADABLE",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n7fffffff\\nabc|UNREADABLE",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\nzz\\nabc|PROTOCOL",
                "HTTP/1.1 200 OK\\nContent-Encoding: br\\n\\nabc|UNREADABLE",
                "HTTP/1.1 302 Found\\nLocation: gopher://x\\n\\n|HTTP_STATUS",
                "HTTP/1.1 200 OK\\n|CONNECTION_LOST",
            })
    void tellsWhatIsWrongWithAnAnswer(String answer, Code code) {
        try (FakeServer server = FakeServer.sending(answer.translateEscapes())) {
            assertThat(failed("http://" + server.address()).code()).isEqualTo(code);
        }
    }

    @Test
    void tellsASilentServer() {
        try (FakeServer server = FakeServer.silent()) {
            Failure failure = failed("http://" + server.address(), SHORT);
            assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
            assertThat(failure.message().shown()).contains("took the connection");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
        "'HTTP/1.1 200 OK\n\n{'"
    })
    void aDrippingServerCannotStretchTheDeadline(String answer) {
        try (FakeServer server = FakeServer.dripping(answer, 5)) {
            long start = System.nanoTime();
            assertThat(failed("http://" + server.address(), SHORT).code()).isEqualTo(Code.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(SHORT.plusSeconds(2));
        }
    }

    @Test
    void tellsAServerThatClosesAtOnce() {
        try (FakeServer server = FakeServer.closing()) {
            assertThat(failed("http://" + server.address()).code()).isEqualTo(Code.CONNECTION_LOST);
        }
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Failure failure = failed("http://127.0.0.1:" + port);
        assertThat(failure.code()).isEqualTo(Code.CONNECTION_REFUSED);
        assertThat(failure.message().shown())
                .isEqualTo(
                        "Nothing listens on 127.0.0.1:" + port + ": the connection was refused.");
        assertThat(failure.nextStep()).isNotBlank();
    }

    @Test
    void tellsAHostThatNobodyKnows() {
        assertThat(failed("http://no-such-host.invalid/").code()).isEqualTo(Code.UNKNOWN_HOST);
    }

    @ParameterizedTest
    @CsvSource({"expired, has expired", "other-host, for another host"})
    void tellsWhatIsWrongWithACertificate(String certificate, String reason) {
        try (TlsService service = new TlsService(certificate);
                Http http =
                        new Http(
                                Deadline.in(ENOUGH),
                                TRUSTING,
                                Optional.empty(),
                                new TlsContexts())) {
            Failure failure = failed(http, "https://" + service.address());
            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.message().shown()).contains(reason);
        }
    }

    @Test
    void tellsACertificateThatNobodyTrusts() {
        try (TlsService service = new TlsService("good")) {
            Failure failure = failed("https://" + service.address());
            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.message().shown()).contains("whom this machine trusts");
        }
    }

    @Test
    void asksOverTls() {
        try (TlsService service = new TlsService("good");
                Http http =
                        new Http(
                                Deadline.in(ENOUGH),
                                TRUSTING,
                                Optional.empty(),
                                new TlsContexts())) {
            assertThat(http.get(URI.create("https://" + service.address())))
                    .isInstanceOf(HttpAnswer.class);
        }
    }

    @Test
    void tellsPlainHttpOnAPortAskedWithTls() {
        try (FakeServer server = FakeServer.sending("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            Failure failure = failed("https://" + server.address());
            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.nextStep()).contains("http://");
        }
    }

    @Test
    void aDrippingHandshakeCannotStretchTheDeadline() {
        try (FakeServer server = FakeServer.dripping("\u0016\u0003\u0003\u0040\u0000a", 5)) {
            assertThat(failed("https://" + server.address(), SHORT).code()).isEqualTo(Code.TIMEOUT);
        }
    }

    private static HttpAnswer answered(String url) {
        try (Http http =
                new Http(Deadline.in(ENOUGH), Access.PLAIN, Optional.empty(), new TlsContexts())) {
            HttpResult result = http.get(URI.create(url));
            assertThat(result).isInstanceOf(HttpAnswer.class);
            return (HttpAnswer) result;
        }
    }

    private static Failure failed(String url) {
        return failed(url, ENOUGH);
    }

    private static Failure failed(String url, Duration time) {
        try (Http http =
                new Http(Deadline.in(time), Access.PLAIN, Optional.empty(), new TlsContexts())) {
            return failed(http, url);
        }
    }

    private static Failure failed(Http http, String url) {
        HttpResult result = http.get(URI.create(url));
        assertThat(result).isInstanceOf(HttpFailed.class);
        return ((HttpFailed) result).failure();
    }
}
