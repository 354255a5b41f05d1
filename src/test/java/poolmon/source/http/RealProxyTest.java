package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.HttpService;
import poolmon.fixture.Tinyproxy;
import poolmon.fixture.TlsService;
import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Secret;

import java.io.IOException;
import java.util.Optional;

/// By way of a real proxy. The services are asked for at 0.0.0.0, which is this machine too but is
/// not excepted from proxies as 127.0.0.1 is.
class RealProxyTest {
    private static final Access INSECURE =
            Ways.with(new Access.Tls(Optional.empty(), Optional.empty(), Optional.empty(), true));
    private static Tinyproxy proxy;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        proxy = new Tinyproxy();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private static HttpResult got(String url, String password) {
        return Ways.got(
                url,
                Ways.by(
                        INSECURE,
                        proxy.port(),
                        Optional.of(new Credentials("pat", new Secret(password)))));
    }

    @Test
    void httpIsPassedOn() {
        try (HttpService service = new HttpService().at("/x", 503, "{\"a\":1}")) {
            String url = service.url().replace("127.0.0.1", "0.0.0.0") + "/x";

            assertThat(Ways.answered(got(url, "pr0xy")).status()).isEqualTo(503);
            assertThat(service.paths()).containsExactly("/x");
        }
    }

    @Test
    void httpsIsTunnelled() {
        try (TlsService service = new TlsService("good")) {
            assertThat(Ways.answered(got("https://0.0.0.0:" + service.port(), "pr0xy")).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatDoesNotReachTheServiceIsNamed(String scheme) {
        Failure failure = Ways.failed(got(scheme + "://0.0.0.0:1/", "pr0xy"));

        assertThat(failure.message().shown()).contains("proxy 127.0.0.1:" + proxy.port());
    }

    @Test
    void aProxyThatDoesNotKnowUsIsNamed() {
        Failure failure = Ways.failed(got("https://0.0.0.0:1/", "wrong"));

        assertThat(failure.code()).isEqualTo(Code.AUTH);
        assertThat(failure.message().shown()).contains("The proxy 127.0.0.1:" + proxy.port());
    }
}
