package poolmon.source.http;

import poolmon.model.Access;
import poolmon.model.Credentials;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A request as it goes over the line. A header of the user's goes instead of ours of that name.
///
/// @param access who asks; of strangers' nothing is told
record Request(Origin origin, URI uri, Access access) {

    /// The request for the origin itself.
    byte[] direct() {
        return text(path(), "");
    }

    /// The request for a proxy that passes it on.
    byte[] forProxy(Access.Proxy proxy) {
        return text("http://" + origin.header() + path(), proxyLogin(proxy));
    }

    /// The line that a proxy wants to see, empty for a proxy that lets everybody in.
    static String proxyLogin(Access.Proxy proxy) {
        return proxy.login()
                .map(login -> "Proxy-Authorization: " + basic(login) + "\r\n")
                .orElse("");
    }

    private String path() {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private byte[] text(String place, String more) {
        StringBuilder text = new StringBuilder(256);
        text.append("GET ").append(place).append(" HTTP/1.1\r\n");
        ours(text, "Host", origin.header());
        ours(text, "User-Agent", "poolmon");
        ours(text, "Accept", "application/json, text/plain;q=0.5, */*;q=0.1");
        ours(text, "Accept-Encoding", "gzip");
        if (access.token().isPresent()) {
            ours(text, "Authorization", "Bearer " + access.token().get().value());
        } else if (access.login().isPresent()) {
            ours(text, "Authorization", basic(access.login().get()));
        }
        for (Access.Header header : access.headers()) {
            append(text, header.name(), header.value().value());
        }
        return text.append(more).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void ours(StringBuilder text, String name, String value) {
        for (Access.Header header : access.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                return;
            }
        }
        append(text, name, value);
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static String basic(Credentials login) {
        String pair = login.user() + ":" + login.password().value();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
