package poolmon.config;

import poolmon.model.Access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case of letters; the
/// lower case wins, as in curl. An empty variable counts as not set.
///
/// A socks proxy is a usage error and is not passed over: whoever set one does not expect to be
/// seen asking directly.
public final class Proxies {
    private static final String HINT = "; write it as http://user:password@proxy:3128";

    private Proxies() {}

    /// The proxies of this environment. With `NO_PROXY=*` the others are not even read.
    ///
    /// @throws IllegalArgumentException with one sentence, without secrets, where a variable is of
    ///     no use
    public static Access.Proxies of(Environment environment) {
        Optional<Variable> all = variable(environment, "ALL_PROXY");
        Optional<Variable> http = variable(environment, "HTTP_PROXY").or(() -> all);
        Optional<Variable> https = variable(environment, "HTTPS_PROXY").or(() -> all);
        if (http.isEmpty() && https.isEmpty()) {
            return Access.Proxies.NONE;
        }
        List<String> except =
                variable(environment, "NO_PROXY").map(no -> entries(no.value())).orElse(List.of());
        return except.contains("*")
                ? Access.Proxies.NONE
                : new Access.Proxies(http.map(Proxies::proxy), https.map(Proxies::proxy), except);
    }

    private record Variable(String name, String value) {}

    private static Optional<Variable> variable(Environment environment, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return environment
                .get(lower)
                .map(value -> new Variable(lower, value))
                .or(() -> environment.get(name).map(value -> new Variable(name, value)));
    }

    private static List<String> entries(String list) {
        List<String> entries = new ArrayList<>();
        for (String entry : List.of(list.split("[,\\s]+"))) {
            if (!entry.isEmpty()) {
                entries.add(entry.toLowerCase(Locale.ROOT));
            }
        }
        return entries;
    }

    private static Access.Proxy proxy(Variable variable) {
        try {
            return proxy(variable.value().strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The proxy in " + variable.name() + " is of no use: " + e.getMessage() + ".",
                    e);
        }
    }

    private static Access.Proxy proxy(String text) {
        int slashes = text.indexOf("://");
        String scheme = slashes < 0 ? "http" : text.substring(0, slashes).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("socks")) {
            throw new IllegalArgumentException(
                    "poolmon speaks no socks; give an http proxy, or NO_PROXY='*' to ask directly");
        }
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "a proxy is asked over http or https, not " + UrlParts.quoted(scheme) + HINT);
        }
        String rest = slashes < 0 ? text : text.substring(slashes + 3);
        String authority = rest.substring(0, UrlParts.endOfAuthority(rest));
        int at = authority.lastIndexOf('@');
        return new Access.Proxy(
                UrlParts.host(authority.substring(at + 1), tls ? 443 : 80, HINT),
                tls,
                at < 0 ? Optional.empty() : UrlParts.credentials(authority.substring(0, at)));
    }
}
