package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import poolmon.model.Access;
import poolmon.model.Access.Proxies;
import poolmon.model.Access.Proxy;
import poolmon.model.Access.Tls;
import poolmon.model.Credentials;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Host;
import poolmon.model.Secret;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Ways to services for tests, and what comes of going them.
final class Ways {
    /// More than any test needs.
    static final Duration ENOUGH = Duration.ofSeconds(20);

    private Ways() {}

    /// A file of the certificates for tests.
    static Path file(String name) {
        return Path.of("src/test/resources/tls", name);
    }

    /// Trusts an authority.
    static Access trusting(String authority) {
        return with(
                new Tls(Optional.of(file(authority)), Optional.empty(), Optional.empty(), false));
    }

    /// Trusts the authority of the tests and shows a certificate.
    static Access showing(String certificate, String key) {
        return with(
                new Tls(
                        Optional.of(file("ca.pem")),
                        Optional.of(file(certificate)),
                        Optional.of(key).filter(name -> !name.isEmpty()).map(Ways::file),
                        false));
    }

    static Access with(Tls tls) {
        return new Access(Optional.empty(), Optional.empty(), List.of(), tls, Proxies.NONE);
    }

    static Access with(String header, String value) {
        return new Access(
                Optional.empty(),
                Optional.empty(),
                List.of(new Access.Header(header, new Secret(value))),
                Tls.DEFAULT,
                Proxies.NONE);
    }

    /// Everything by way of a proxy on this machine.
    static Access by(Access access, int port, Optional<Credentials> login) {
        return by(access, new Proxy(new Host("127.0.0.1", port), false, login));
    }

    /// A proxy on this machine that wants no login.
    static Proxy proxy(int port, boolean tls) {
        return new Proxy(new Host("127.0.0.1", port), tls, Optional.empty());
    }

    static Access by(Access access, Proxy proxy) {
        return new Access(
                access.login(),
                access.token(),
                access.headers(),
                access.tls(),
                new Proxies(Optional.of(proxy), Optional.of(proxy), List.of()));
    }

    static HttpResult got(String url, Access access) {
        return got(url, access, ENOUGH);
    }

    static HttpResult got(String url, Access access, Duration time) {
        return got(url, access, time, Optional.empty());
    }

    static HttpResult got(String url, Access access, Duration time, Optional<InetAddress> address) {
        try (Http http = new Http(Deadline.in(time), access, address, new TlsContexts())) {
            return http.get(URI.create(url));
        }
    }

    static HttpAnswer answered(HttpResult result) {
        assertThat(result).isInstanceOf(HttpAnswer.class);
        return (HttpAnswer) result;
    }

    static Failure failed(HttpResult result) {
        assertThat(result).isInstanceOf(HttpFailed.class);
        return ((HttpFailed) result).failure();
    }
}
