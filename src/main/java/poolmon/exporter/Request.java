package poolmon.exporter;

import java.util.Map;
import java.util.Optional;

/// What a client asked for.
///
/// @param path as it was sent, without the query
/// @param parameters of the query, the first one of each name
/// @param headers by their names in small letters; several of one name are joined with commas
/// @param keepsOpen whether the client wants to ask more over the same connection
record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, String> headers,
        boolean keepsOpen) {
    Request {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /// Whether something follows that nobody here wants to read.
    boolean hasBody() {
        return headers.containsKey("transfer-encoding")
                || !headers.getOrDefault("content-length", "0").equals("0");
    }
}
