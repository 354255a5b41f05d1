package poolmon.source.service;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where services tell of their pools, and which URLs are asked for a target.
final class Endpoints {
    /// In the order in which they are asked. `/health/pools` stands before `/health`, which needs a
    /// session of the very pool that may be exhausted. Actuator's Prometheus page tells all in one
    /// answer, its metrics take one for each meter.
    private static final List<Endpoint> KNOWN =
            List.of(
                    new Endpoint("/api/v1/health/pools", "health-pools"),
                    new Endpoint("/api/v1/health", "health"),
                    new Endpoint("/actuator/prometheus", "prometheus"),
                    new Endpoint("/actuator/metrics", "actuator-metrics"),
                    new Endpoint("/metrics", "prometheus"));

    private Endpoints() {}

    /// @param format what is usually found there
    private record Endpoint(String path, String format) {}

    /// All paths, in order.
    static List<String> paths() {
        return KNOWN.stream().map(Endpoint::path).toList();
    }

    /// The URLs to ask, in order. A URL with a path of its own is asked as it is; unless it is one
    /// of the known endpoints, it may also be the base of a service behind a gateway.
    ///
    /// @param format leaves out the endpoints where another format is found, if it is found at any
    static List<URI> of(URI url, Optional<String> format) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<URI> urls = new ArrayList<>();
        if (!base.isEmpty()) {
            urls.add(url);
        }
        if (mayBeBase(base)) {
            for (Endpoint known : KNOWN) {
                if (mayHave(known, format)) {
                    urls.add(withPath(url, base + known.path()));
                }
            }
        }
        return urls;
    }

    private static boolean mayBeBase(String path) {
        return KNOWN.stream().noneMatch(known -> path.endsWith(known.path()))
                && !path.contains("/actuator/");
    }

    private static boolean mayHave(Endpoint endpoint, Optional<String> format) {
        return format.isEmpty()
                || endpoint.format().equals(format.get())
                || KNOWN.stream().noneMatch(known -> known.format().equals(format.get()));
    }

    /// The same URL with another path.
    static URI withPath(URI url, String path) {
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
