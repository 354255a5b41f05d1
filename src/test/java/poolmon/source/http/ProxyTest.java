package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.ProxyServer;
import poolmon.fixture.TlsService;
import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Secret;

import java.net.InetAddress;
import java.util.Optional;

/// Names that exist nowhere are reached by way of a proxy, and only so.
class ProxyTest {
    private static final Optional<Credentials> LOGIN =
            Optional.of(new Credentials("pat", new Secret("pr0xy")));
    private static final String LOGIN_LINE = "Proxy-Authorization: Basic cGF0OnByMHh5\r\n";

    private static int port(HttpService service) {
        return Integer.parseInt(service.url().substring(service.url().lastIndexOf(':') + 1));
    }

    private static Access own() {
        return Access.PLAIN.withLogin(Optional.of(new Credentials("ann", new Secret("pw"))));
    }

    @Test
    void httpIsPassedOn() {
        try (HttpService service = new HttpService().at("/x", 503, "{}");
                ProxyServer proxy = ProxyServer.to(port(service))) {
            HttpAnswer answer =
                    Ways.answered(
                            Ways.got(
                                    "http://orders.example:8000/x?a=b",
                                    Ways.by(own(), proxy.port(), LOGIN)));

            assertThat(answer.status()).as("a report is a report").isEqualTo(503);
            assertThat(proxy.received().getFirst())
                    .startsWith(
                            "GET http://orders.example:8000/x?a=b HTTP/1.1\r\n"
                                    + "Host: orders.example:8000\r\n")
                    .contains(LOGIN_LINE, "\r\nAuthorization: Basic YW5uOnB3\r\n");
        }
    }

    @Test
    void httpsIsTunnelledAndTheProxyLearnsNoLoginButItsOwn() {
        try (TlsService service = new TlsService("other-host");
                ProxyServer proxy = ProxyServer.to(service.port())) {
            Access access = Ways.trusting("ca.pem").withLogin(own().login());
            HttpAnswer answer =
                    Ways.answered(
                            Ways.got(
                                    "https://other.example/x",
                                    Ways.by(access, proxy.port(), LOGIN)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(proxy.received().getFirst())
                    .startsWith("CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n")
                    .contains(LOGIN_LINE)
                    .doesNotContain("YW5uOnB3");
        }
    }

    @Test
    void theLoginOfTheProxyGoesToNobodyElse() {
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        try (FakeServer service = FakeServer.sending(ok);
                ProxyServer proxy = ProxyServer.to(service.port())) {
            Ways.answered(
                    Ways.got("http://" + service.address(), Ways.by(own(), proxy.port(), LOGIN)));

            assertThat(proxy.received()).as("this machine is asked directly").isEmpty();
            assertThat(service.received().getFirst()).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void theNameInTheTunnelIsStillChecked() {
        try (TlsService service = new TlsService("other-host");
                ProxyServer proxy = ProxyServer.to(service.port())) {
            Failure failure =
                    Ways.failed(
                            Ways.got(
                                    "https://third.example/",
                                    Ways.by(
                                            Ways.trusting("ca.pem"),
                                            proxy.port(),
                                            Optional.empty())));

            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.message().shown()).contains("for another host");
        }
    }

    @ParameterizedTest
    @CsvSource({"http, other-host", "https, other-host"})
    void aProxyMayBeSpokenToOverTls(String scheme, String certificate) {
        try (HttpService plain = new HttpService().at("/", 200, "{}");
                TlsService secured = new TlsService(certificate);
                ProxyServer proxy =
                        ProxyServer.overTlsTo(
                                scheme.equals("http") ? port(plain) : secured.port())) {
            Access access = Ways.by(Ways.trusting("ca.pem"), Ways.proxy(proxy.port(), true));

            assertThat(Ways.answered(Ways.got(scheme + "://other.example/", access)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void insecureIsAboutServicesAndNotAboutAProxyOverTls() {
        try (HttpService plain = new HttpService().at("/", 200, "{}");
                ProxyServer proxy = ProxyServer.overTlsTo(port(plain))) {
            Access.Tls insecure =
                    new Access.Tls(Optional.empty(), Optional.empty(), Optional.empty(), true);
            Access access = Ways.by(Ways.with(insecure), Ways.proxy(proxy.port(), true));

            assertThat(Ways.failed(Ways.got("http://other.example/", access)).code())
                    .isEqualTo(Code.TLS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http, 407 Who, AUTH",
        "https, 407 Who, AUTH",
        "http, 403 No, FORBIDDEN",
        "https, 403 No, FORBIDDEN",
        "http, 502 Bad, HTTP_STATUS",
        "http, 504 Late, HTTP_STATUS",
        "http, 503 Down, HTTP_STATUS",
        "https, 502 Bad, UNREACHABLE",
        "https, 503 Down, UNREACHABLE",
        "https, 500 Oops, HTTP_STATUS"
    })
    void aProxyThatRefusesIsNamed(String scheme, String status, Code code) {
        String answer =
                "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno";
        try (FakeServer proxy = FakeServer.sending(answer)) {
            Failure failure =
                    Ways.failed(
                            Ways.got(
                                    scheme + "://orders.example",
                                    Ways.by(Access.PLAIN, proxy.port(), LOGIN)));

            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message().shown())
                    .contains("proxy " + proxy.address(), status.substring(0, 3))
                    .doesNotContain("pr0xy");
            assertThat(failure.nextStep()).contains("NO_PROXY");
        }
    }

    @ParameterizedTest
    @CsvSource({"http, 1", "https, 1", "http, 0", "https, 0"})
    void aProxyThatIsNotThereOrClosesIsNamed(String scheme, int listens) {
        try (FakeServer closing = FakeServer.closing()) {
            int port = listens == 1 ? closing.port() : 1;
            Failure failure =
                    Ways.failed(
                            Ways.got(
                                    scheme + "://orders.example",
                                    Ways.by(Access.PLAIN, port, LOGIN)));

            assertThat(failure.code())
                    .isEqualTo(listens == 1 ? Code.CONNECTION_LOST : Code.CONNECTION_REFUSED);
            assertThat(failure.message().shown())
                    .startsWith("The proxy 127.0.0.1:" + port + " did not lead to orders.example:");
        }
    }

    /// The address was found by asking this machine's resolver, so it is reached from here.
    @Test
    void anAddressThatWasGivenIsAskedWithoutTheProxy() {
        try (HttpService service = new HttpService().at("/x", 200, "{}");
                FakeServer proxy = FakeServer.closing()) {
            Ways.answered(
                    Ways.got(
                            "http://orders.example:" + port(service) + "/x",
                            Ways.by(Access.PLAIN, proxy.port(), LOGIN),
                            Ways.ENOUGH,
                            Optional.of(InetAddress.getLoopbackAddress())));

            assertThat(service.paths()).containsExactly("/x");
        }
    }
}
