package poolmon.source.http;

import org.jspecify.annotations.Nullable;

import poolmon.model.Access;
import poolmon.model.Credentials;
import poolmon.model.Deadline;
import poolmon.source.http.ResponseReader.Response;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

import javax.net.ssl.SSLSocketFactory;

/// Gets URLs, all under one deadline and, as long as they are of one origin, over one connection.
///
/// This is HTTP/1.1 on a plain socket and not `HttpURLConnection`, since only there can every read
/// be held to the deadline: a server that drips its headers keeps `HttpURLConnection` busy for as
/// long as it likes. It also tells exactly what failed (name, connect, TLS, silence), reads a host
/// with an underscore, and starts in half the time. `java.net.http` would delay the exit by a third
/// of a second. Not safe for use by several threads at once.
public final class Http implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;

    private final Deadline deadline;
    private final Access access;
    private final Dialer dialer;
    private @Nullable Line kept;

    /// An open connection and whom it leads to.
    private record Line(Origin origin, Socket socket, InputStream in) {}

    /// Asks within the deadline.
    ///
    /// @param address the address to connect to instead of what the URL's host resolves to
    public Http(Deadline deadline, Access access, Optional<InetAddress> address) {
        this(deadline, access, address, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Http(
            Deadline deadline,
            Access access,
            Optional<InetAddress> address,
            Supplier<SSLSocketFactory> trust) {
        this.deadline = deadline;
        this.access = access;
        this.dialer = new Dialer(deadline, trust, address);
    }

    /// Gets a URL and follows its redirects. The credentials are sent to the URL's own origin; once
    /// a redirect has left it they are sent to nobody.
    public HttpResult get(URI start) {
        try {
            URI uri = start;
            Origin home = Origin.of(start);
            boolean atHome = true;
            for (int i = 0; i <= MAX_REDIRECTS; i++) {
                Origin origin = Origin.of(uri);
                atHome &= origin.is(home);
                Response response =
                        ask(
                                origin,
                                request(origin, uri, atHome ? access.login() : Optional.empty()));
                if (!isRedirect(response)) {
                    return new HttpAnswer(
                            response.status(),
                            response.header("content-type"),
                            response.body(),
                            uri);
                }
                uri = followed(origin, uri, response.header("location"));
            }
            throw HttpFailures.tooManyRedirects(home, MAX_REDIRECTS);
        } catch (HttpTrouble trouble) {
            return new HttpFailed(trouble.failure());
        } catch (IllegalArgumentException e) {
            return new HttpFailed(HttpFailures.noUrl(e));
        }
    }

    @Override
    public void close() {
        Line line = kept;
        kept = null;
        if (line != null) {
            Dialer.closeQuietly(line.socket());
        }
    }

    private static boolean isRedirect(Response response) {
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 -> !response.header("location").isEmpty();
            default -> false;
        };
    }

    private static URI followed(Origin origin, URI from, String location) throws HttpTrouble {
        try {
            URI to = from.resolve(new URI(location));
            Origin.of(to);
            return to;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw HttpFailures.strangeRedirect(origin, location, e);
        }
    }

    private static byte[] request(Origin origin, URI uri, Optional<Credentials> credentials) {
        URI ascii = URI.create(uri.toASCIIString());
        String path =
                ascii.getRawPath() == null || ascii.getRawPath().isEmpty()
                        ? "/"
                        : ascii.getRawPath();
        StringBuilder request = new StringBuilder(256);
        request.append("GET ").append(path);
        if (ascii.getRawQuery() != null) {
            request.append('?').append(ascii.getRawQuery());
        }
        request.append(" HTTP/1.1\r\nHost: ").append(origin.header());
        request.append("\r\nUser-Agent: poolmon\r\nAccept: application/json, text/plain;q=0.5,");
        request.append(" */*;q=0.1\r\nAccept-Encoding: gzip\r\n");
        credentials.ifPresent(
                login -> request.append("Authorization: ").append(basic(login)).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String basic(Credentials login) {
        String pair = login.user() + ":" + login.password().value();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// A kept connection may have been closed by the server meanwhile, which shows only when it is
    /// used; then a fresh one is tried once.
    private Response ask(Origin origin, byte[] request) throws HttpTrouble {
        Line line = kept;
        kept = null;
        if (line != null && line.origin().is(origin)) {
            try {
                return exchanged(line, request);
            } catch (IOException e) {
                if (deadline.isOver()) {
                    throw HttpFailures.silent(origin, e);
                }
            }
        } else if (line != null) {
            Dialer.closeQuietly(line.socket());
        }
        Socket socket = dialer.dial(origin);
        try {
            return exchanged(
                    new Line(origin, socket, new BufferedInputStream(socket.getInputStream())),
                    request);
        } catch (IOException e) {
            throw deadline.isOver()
                    ? HttpFailures.silent(origin, e)
                    : HttpFailures.broken(origin, e);
        }
    }

    private Response exchanged(Line line, byte[] request) throws IOException, HttpTrouble {
        boolean keep = false;
        try {
            line.socket().getOutputStream().write(request);
            Response response = new ResponseReader(line.origin(), line.in()).read();
            keep = response.whole();
            return response;
        } finally {
            if (keep) {
                kept = line;
            } else {
                Dialer.closeQuietly(line.socket());
            }
        }
    }
}
