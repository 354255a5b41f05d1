package poolmon.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a service is reached: who asks, by way of whom, and whom it trusts.
///
/// @param login user and password for basic authentication
/// @param token a bearer token; at most one of login and token is given
/// @param headers headers to send beside our own, in the order given
/// @param proxies who stands between
public record Access(
        Optional<Credentials> login,
        Optional<Secret> token,
        List<Header> headers,
        Tls tls,
        Proxies proxies) {

    /// Straight to the service, without a login, trusting whom the Java runtime trusts.
    public static final Access PLAIN =
            new Access(Optional.empty(), Optional.empty(), List.of(), Tls.DEFAULT, Proxies.NONE);

    public Access {
        headers = List.copyOf(headers);
    }

    /// The same way with other credentials.
    public Access withLogin(Optional<Credentials> other) {
        return new Access(other, token, headers, tls, proxies);
    }

    /// The same way for somebody whom the credentials are not meant for.
    public Access forStrangers() {
        return new Access(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Tls(tls.authorities(), Optional.empty(), Optional.empty(), tls.insecure()),
                proxies);
    }

    /// Whether anything is sent along that tells who asks.
    public boolean hasCredentials() {
        return login.isPresent()
                || token.isPresent()
                || !headers.isEmpty()
                || tls.certificate().isPresent();
    }

    /// A header of the user's. Its value may be a secret.
    public record Header(String name, Secret value) {}

    /// Whom to trust over https, and who we are.
    ///
    /// @param authorities a PEM file of certificates to trust instead of the runtime's
    /// @param certificate a PEM file with our own certificate and its chain
    /// @param key a PEM file with the private key of the certificate; where it is absent the key
    ///     stands in the file of the certificate
    /// @param insecure trust anybody
    public record Tls(
            Optional<Path> authorities,
            Optional<Path> certificate,
            Optional<Path> key,
            boolean insecure) {
        /// Trust whom the Java runtime trusts, and show no certificate.
        public static final Tls DEFAULT =
                new Tls(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /// Proxies, by the scheme of what is asked.
    ///
    /// @param http for http URLs
    /// @param https for https URLs
    /// @param except what is asked directly, as `NO_PROXY` lists it: `*`, host names, domains with
    ///     or without a leading dot, addresses and CIDR ranges, each with or without a port
    public record Proxies(Optional<Proxy> http, Optional<Proxy> https, List<String> except) {
        /// Everybody is asked directly.
        public static final Proxies NONE =
                new Proxies(Optional.empty(), Optional.empty(), List.of());

        public Proxies {
            except = List.copyOf(except);
        }
    }

    /// A proxy.
    ///
    /// @param tls whether it is spoken to over TLS itself
    public record Proxy(Host host, boolean tls, Optional<Credentials> login) {}
}
