import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A service, a PostgreSQL and a Redis that answer one look the way real ones do, so that the build
/// needs no servers to make its caches. They are for training alone; what poolmon makes of real
/// servers is tested on real servers.
final class CannedServers implements AutoCloseable {

    /// Answers one connection from its beginning to its end.
    interface Conversation {
        void hold(InputStream in, OutputStream out) throws IOException;
    }

    /// What is between a connection and what is said over it.
    interface Wire {
        Socket over(Socket plain) throws IOException;
    }

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final CannedTls rsa;
    private final CannedTls ec;
    private final String tlsService;
    private final String tlsPostgres;
    private final String tlsRedis;
    private final String service;
    private final String coldService;
    private final String metrics;
    private final String postgres;
    private final String redis;
    private final String calmRedis;
    private final String recording;
    private final String config;
    private final String settings;

    private CannedServers(Path recorded) throws IOException {
        Path folder = Files.createTempDirectory("poolmon-tls");
        folder.toFile().deleteOnExit(); // last, as it was told first
        rsa = new CannedTls("RSA", folder);
        ec = new CannedTls("EC", folder);
        Conversation rows = new CannedPostgres(recorded.resolve("sessions.tsv"));
        tlsService = "https://localhost:" + listen(CannedService.saturated(), rsa::over);
        tlsPostgres = "postgresql://monitor@localhost:" + listen(rows, ec::onRequest) + "/postgres";
        tlsRedis = "rediss://localhost:" + listen(CannedRedis.crowded(), ec::over);
        service = "http://127.0.0.1:" + listen(CannedService.saturated());
        coldService = "http://127.0.0.1:" + listen(CannedService.cold());
        metrics = "http://127.0.0.1:" + listen(CannedService.metrics());
        postgres = "postgresql://monitor@127.0.0.1:" + listen(rows) + "/postgres";
        redis = "redis://127.0.0.1:" + listen(CannedRedis.crowded());
        calmRedis = "redis://127.0.0.1:" + listen(CannedRedis.calm());
        recording = CannedRecording.write().toString();
        config = recorded.resolveSibling("config/config.toml").toString();
        settings = writeSettings().toString();
    }

    /// @param recorded the folder with the recorded rows
    static CannedServers start(Path recorded) throws IOException {
        return new CannedServers(recorded);
    }

    /// A service over TLS, with a certificate that [#rsaAuthority()] vouches for.
    String tlsService() {
        return tlsService;
    }

    /// A PostgreSQL that has TLS, with a certificate that [#ecAuthority()] vouches for.
    String tlsPostgres() {
        return tlsPostgres;
    }

    /// The same of Redis.
    String tlsRedis() {
        return tlsRedis;
    }

    String rsaAuthority() {
        return rsa.authority().toString();
    }

    String ecAuthority() {
        return ec.authority().toString();
    }

    String service() {
        return service;
    }

    String coldService() {
        return coldService;
    }

    String metrics() {
        return metrics;
    }

    String postgres() {
        return postgres;
    }

    String redis() {
        return redis;
    }

    /// One that is well: the sentence that says so is on no road of an incident.
    String calmRedis() {
        return calmRedis;
    }

    String recording() {
        return recording;
    }

    /// The example of a config file.
    String config() {
        return config;
    }

    /// A config file that names all of them as target `incident`.
    String settings() {
        return settings;
    }

    private Path writeSettings() throws IOException {
        Path file = Files.createTempFile("poolmon", ".toml");
        file.toFile().deleteOnExit();
        return Files.writeString(
                file,
                """
                [defaults]
                timeout = "5s"

                [targets.incident]
                url = ["%s", "%s", "%s"]
                dsn = "%s"
                redis = ["%s", "%s"]
                warning = 80
                """
                        .formatted(service, coldService, metrics, postgres, redis, calmRedis));
    }

    private int listen(Conversation conversation) throws IOException {
        return listen(conversation, plain -> plain);
    }

    private int listen(Conversation conversation, Wire wire) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        Thread.ofPlatform().daemon().start(() -> accept(socket, conversation, wire));
        return socket.getLocalPort();
    }

    private static void accept(ServerSocket server, Conversation conversation, Wire wire) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> hold(socket, conversation, wire));
            } catch (IOException e) {
                // the build is over
            }
        }
    }

    private static void hold(Socket accepted, Conversation conversation, Wire wire) {
        try (accepted;
                Socket socket = wire.over(accepted)) {
            conversation.hold(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // the client has gone
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }
}
