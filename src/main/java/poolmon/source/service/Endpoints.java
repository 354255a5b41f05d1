package poolmon.source.service;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Where services tell of their pools, and which URLs are asked for a target.
final class Endpoints {
    /// In the order in which they are asked. `/health/pools` stands before `/health`, which needs a
    /// session of the very pool that may be exhausted.
    static final List<String> PATHS = List.of("/api/v1/health/pools", "/api/v1/health");

    private Endpoints() {}

    /// The URLs to ask, in order. A URL with a path of its own is asked as it is; unless it is one
    /// of the known endpoints, it may also be the base of a service behind a gateway.
    static List<URI> of(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<URI> urls = new ArrayList<>();
        if (!base.isEmpty()) {
            urls.add(url);
        }
        if (PATHS.stream().noneMatch(base::endsWith)) {
            for (String known : PATHS) {
                urls.add(withPath(url, base + known));
            }
        }
        return urls;
    }

    private static URI withPath(URI url, String path) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path + query);
    }

    /// A URL for people, without its query, which may carry a token.
    static String shown(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
