package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.model.Access;
import poolmon.model.Secret;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What is sent, and to whom.
class RequestTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private static Access secrets() {
        return new Access(
                Optional.empty(),
                Optional.of(new Secret("t0ken")),
                List.of(new Access.Header("X-Api-Key", new Secret("k3y"))),
                Access.Tls.DEFAULT,
                Access.Proxies.NONE);
    }

    @Test
    void sendsTokenAndHeaders() {
        try (FakeServer server = FakeServer.sending(OK)) {
            Ways.answered(Ways.got("http://" + server.address() + "/a?b=c", secrets()));

            assertThat(server.received().getFirst())
                    .startsWith("GET /a?b=c HTTP/1.1\r\nHost: " + server.address() + "\r\n")
                    .contains("\r\nAuthorization: Bearer t0ken\r\n", "\r\nX-Api-Key: k3y\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aHeaderOfTheUsersGoesInsteadOfOurs() {
        for (String name : List.of("host", "User-Agent", "ACCEPT", "Accept-Encoding")) {
            try (FakeServer server = FakeServer.sending(OK)) {
                Ways.answered(Ways.got("http://" + server.address(), Ways.with(name, "mine")));

                assertThat(server.received().getFirst()).contains("\r\n" + name + ": mine\r\n");
                assertThat(server.received().getFirst().split("(?i)\r\n" + name + ": ", -1))
                        .hasSize(2);
            }
        }
    }

    @Test
    void anAuthorizationOfTheUsersGoesInsteadOfTheToken() {
        Access access =
                new Access(
                        Optional.empty(),
                        Optional.of(new Secret("t0ken")),
                        List.of(new Access.Header("authorization", new Secret("ApiKey x"))),
                        Access.Tls.DEFAULT,
                        Access.Proxies.NONE);
        try (FakeServer server = FakeServer.sending(OK)) {
            Ways.answered(Ways.got("http://" + server.address(), access));

            assertThat(server.received().getFirst())
                    .contains("\r\nauthorization: ApiKey x\r\n")
                    .doesNotContain("t0ken");
        }
    }

    /// From home to another origin and back home: home is asked once with and once without.
    @Test
    void nothingGoesToAnotherOriginNorHomeAgainFromThere() {
        try (FakeServer end = FakeServer.sending(OK);
                FakeServer home =
                        FakeServer.sending(
                                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://"
                                        + end.address()
                                        + "/x\r\n\r\n")) {
            Ways.answered(Ways.got("http://" + home.address(), secrets()));

            assertThat(home.received().getFirst()).contains("t0ken", "k3y");
            assertThat(end.received().getFirst()).startsWith("GET /x ").doesNotContain("t0ken");
            assertThat(end.received().getFirst()).doesNotContain("k3y");
        }
        try (HttpService away = new HttpService();
                HttpService home = new HttpService()) {
            away.redirect("/x", 302, home.url() + "/end");
            home.redirect("/start", 302, away.url() + "/x").at("/end", 200, "{}");
            HttpAnswer answer = Ways.answered(Ways.got(home.url() + "/start", secrets()));

            assertThat(answer.uri()).hasToString(home.url() + "/end");
            assertThat(home.asked())
                    .extracting(HttpService.Asked::authorization)
                    .containsExactly("Bearer t0ken", "");
            assertThat(away.asked())
                    .extracting(HttpService.Asked::authorization)
                    .containsExactly("");
        }
    }

    /// Two addresses of this machine with a service each on one port: only the start's host is
    /// asked at the address that was given for it.
    @Test
    void anAddressIsForTheHostOfTheStartOnly() throws IOException {
        InetAddress given = InetAddress.ofLiteral("127.0.0.1");
        try (HttpService other = new HttpService().at("/x", 200, "{\"other\":1}");
                HttpService own = new HttpService()) {
            own.redirect("/a", 302, "/b")
                    .redirect("/b", 302, other.url().replace("127.0.0.1", "127.0.0.2") + "/x");
            int port = Integer.parseInt(own.url().substring(own.url().lastIndexOf(':') + 1));
            HttpResult result =
                    Ways.got(
                            "http://no-such-host.invalid:" + port + "/a",
                            Access.PLAIN,
                            Ways.ENOUGH,
                            Optional.of(given));

            assertThat(own.paths()).containsExactly("/a", "/b");
            assertThat(Ways.failed(result).message().shown()).contains("127.0.0.2");
            assertThat(other.paths()).as("it listens on 127.0.0.1 alone").isEmpty();
        }
    }

    @Test
    void whatAServerPutsIntoARedirectIsNeitherSentNorShown() {
        try (HttpService end = new HttpService().at("/x", 200, "{}")) {
            HttpService home = new HttpService();
            home.redirect("/a", 302, end.url().replace("://", "://ann:pw@") + "/x#frag");
            try (home) {
                HttpAnswer answer = Ways.answered(Ways.got(home.url() + "/a", Access.PLAIN));

                assertThat(answer.uri()).hasToString(end.url() + "/x");
                assertThat(end.asked().getFirst().authorization()).isEmpty();
            }
        }
    }
}
