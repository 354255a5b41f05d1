package poolmon.source.http;

import poolmon.model.Access;
import poolmon.model.Deadline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Opens lines to origins: straight, or by way of a proxy.
///
/// @param contexts asked only for https: to load the trusted certificates takes longer than all
///     else
record Dialer(Deadline deadline, TlsContexts contexts) {

    /// A line to an origin.
    ///
    /// @param trusted whether the access is the one given for this very origin
    /// @param address the address to connect to instead of what the host's name resolves to. It was
    ///     found from here and is reached from here: no proxy is asked for it
    Line dial(Origin origin, Access access, boolean trusted, Optional<InetAddress> address)
            throws HttpTrouble {
        Access.Proxies proxies = access.proxies();
        boolean direct =
                address.isPresent() || (origin.tls() ? proxies.https() : proxies.http()).isEmpty();
        Optional<Access.Proxy> proxy =
                direct ? Optional.empty() : ProxyRules.proxy(proxies, origin);
        if (proxy.isPresent()) {
            return byWayOf(proxy.get(), origin, access, trusted);
        }
        Socket socket = new Connector(deadline).connect(origin, address);
        return Line.over(
                origin.tls() ? secured(socket, origin, access.tls()) : socket,
                origin,
                trusted,
                Optional.empty());
    }

    private Line byWayOf(Access.Proxy proxy, Origin origin, Access access, boolean trusted)
            throws HttpTrouble {
        Origin there = new Origin(proxy.tls(), proxy.host());
        Socket socket;
        try {
            socket = new Connector(deadline).connect(there, Optional.empty());
            if (there.tls()) {
                socket = secured(socket, there, forProxies(access.tls()));
            }
            if (!origin.tls()) {
                return Line.over(socket, origin, trusted, Optional.of(there));
            }
            tunnel(socket, proxy, there, origin);
        } catch (HttpTrouble e) {
            throw ProxyFailures.onTheWay(there, origin, e);
        }
        return Line.over(secured(socket, origin, access.tls()), origin, trusted, Optional.empty());
    }

    /// A proxy is trusted by the same authorities as a service. It is never shown our certificate,
    /// and `--insecure` is about services: a proxy gets the password of its own.
    private static Access.Tls forProxies(Access.Tls tls) {
        return new Access.Tls(tls.authorities(), Optional.empty(), Optional.empty(), false);
    }

    private Socket secured(Socket plain, Origin origin, Access.Tls tls) throws HttpTrouble {
        return new Handshake(deadline, contexts).over(plain, origin, tls);
    }

    /// Has the proxy connect to the origin. Its answer is read byte by byte, so that nothing of
    /// what comes behind it is taken away from TLS.
    private void tunnel(Socket socket, Access.Proxy proxy, Origin there, Origin origin)
            throws HttpTrouble {
        String place = origin.host().shown();
        String request =
                "CONNECT "
                        + place
                        + " HTTP/1.1\r\nHost: "
                        + place
                        + "\r\nUser-Agent: poolmon\r\n"
                        + Request.proxyLogin(proxy)
                        + "\r\n";
        boolean open = false;
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            int status = new ResponseReader(there, socket.getInputStream()).readConnected();
            if (status / 100 != 2) {
                throw ProxyFailures.refused(there, origin, status);
            }
            open = true;
        } catch (IOException e) {
            throw deadline.isOver() ? HttpFailures.silent(there, e) : HttpFailures.broken(there, e);
        } finally {
            if (!open) {
                Line.closeQuietly(socket);
            }
        }
    }
}
