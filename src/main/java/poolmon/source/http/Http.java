package poolmon.source.http;

import org.jspecify.annotations.Nullable;

import poolmon.model.Access;
import poolmon.model.Deadline;
import poolmon.source.http.ResponseReader.Response;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import javax.net.ssl.SSLException;

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
    private final Optional<InetAddress> address;
    private final Dialer dialer;
    private @Nullable Line kept;

    /// One step of the way that redirects lead.
    ///
    /// @param trusted whether this is the origin that the credentials are for
    private record Step(Request request, boolean trusted, Optional<InetAddress> address) {
        Origin origin() {
            return request.origin();
        }
    }

    /// Asks within the deadline.
    ///
    /// @param address the address to connect to instead of what the URL's host resolves to; a
    ///     redirect to another host does not go there
    /// @param contexts shared by all that are asked in one run
    public Http(
            Deadline deadline, Access access, Optional<InetAddress> address, TlsContexts contexts) {
        this.deadline = deadline;
        this.access = access;
        this.address = address;
        this.dialer = new Dialer(deadline, contexts);
    }

    /// Gets a URL and follows its redirects. The credentials are sent to the URL's own origin; once
    /// a redirect has left it they are sent to nobody.
    public HttpResult get(URI start) {
        try {
            URI uri = start;
            Origin home = Origin.of(start);
            Access sent = access;
            boolean atHome = true;
            for (int i = 0; i <= MAX_REDIRECTS; i++) {
                Origin origin = Origin.of(uri);
                if (atHome && !origin.is(home)) {
                    atHome = false;
                    sent = access.forStrangers();
                }
                boolean homeHost = origin.host().name().equals(home.host().name());
                Response response =
                        ask(
                                new Step(
                                        new Request(origin, uri, sent),
                                        atHome,
                                        homeHost ? address : Optional.empty()));
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
            line.close();
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
            URI to = Origin.withoutSecrets(from.resolve(new URI(location)));
            Origin.of(to);
            return to;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw HttpFailures.strangeRedirect(origin, location, e);
        }
    }

    /// A kept connection may have been closed by the server meanwhile, which shows only when it is
    /// used; then a fresh one is tried once.
    private Response ask(Step step) throws HttpTrouble {
        Line line = kept;
        kept = null;
        if (line != null && line.origin().is(step.origin()) && line.trusted() == step.trusted()) {
            try {
                return exchanged(line, step);
            } catch (IOException e) {
                if (deadline.isOver()) {
                    throw troubled(line, e);
                }
            }
        } else if (line != null) {
            line.close();
        }
        Line fresh =
                dialer.dial(step.origin(), step.request().access(), step.trusted(), step.address());
        try {
            return exchanged(fresh, step);
        } catch (IOException e) {
            throw troubled(fresh, e);
        }
    }

    private HttpTrouble troubled(Line line, IOException e) {
        Origin peer = line.peer();
        HttpTrouble trouble =
                deadline.isOver()
                        ? HttpFailures.silent(peer, e)
                        : e instanceof SSLException
                                ? HttpFailures.tls(peer, e)
                                : HttpFailures.broken(peer, e);
        return line.proxy().isPresent()
                ? ProxyFailures.onTheWay(peer, line.origin(), trouble)
                : trouble;
    }

    private Response exchanged(Line line, Step step) throws IOException, HttpTrouble {
        boolean keep = false;
        try {
            line.socket().getOutputStream().write(bytes(line, step.request()));
            Response response = new ResponseReader(line.peer(), line.in()).read();
            if (line.proxy().isPresent() && ProxyFailures.isRefusal(response)) {
                throw ProxyFailures.passedOn(line.peer(), line.origin(), response.status());
            }
            keep = response.whole();
            return response;
        } finally {
            if (keep) {
                kept = line;
            } else {
                line.close();
            }
        }
    }

    private static byte[] bytes(Line line, Request request) {
        return line.proxy().isPresent()
                ? request.forProxy(request.access().proxies().http().orElseThrow())
                : request.direct();
    }
}
