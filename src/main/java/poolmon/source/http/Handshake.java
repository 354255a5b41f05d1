package poolmon.source.http;

import poolmon.model.Access;
import poolmon.model.Deadline;

import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Puts TLS on a connection.
record Handshake(Deadline deadline, TlsContexts contexts) {

    /// The connection with TLS on it. The name of the origin is the one that the server is asked
    /// for and that its certificate has to have, wherever the connection really leads to.
    Socket over(Socket plain, Origin origin, Access.Tls tls) throws HttpTrouble {
        boolean done = false;
        try {
            SSLSocket socket =
                    (SSLSocket)
                            contexts.sockets(tls, deadline)
                                    .createSocket(
                                            plain,
                                            origin.host().name(),
                                            origin.host().port(),
                                            true);
            if (!tls.insecure()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            done = true;
            return socket;
        } catch (IOException e) {
            throw deadline.isOver()
                    ? HttpFailures.silentHandshake(origin, e)
                    : HttpFailures.tls(origin, e);
        } finally {
            if (!done) {
                Line.closeQuietly(plain);
            }
        }
    }
}
