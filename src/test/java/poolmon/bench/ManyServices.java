package poolmon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Many small services on loopback, each on a port of its own with a pool of 15, to measure and
/// test what a look at a fleet costs. Some of them may hang: they accept and never answer.
public final class ManyServices implements AutoCloseable {
    private static final String BODY =
            "{\"status\":\"healthy\",\"pools\":{\"database\":{\"status\":\"healthy\",\"pool_size\":5,"
                + "\"checked_out\":2,\"checked_in\":3,\"overflow\":0,\"max_overflow\":10}}}";
    private static final byte[] ANSWER =
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + BODY.length()
                            + "\r\n\r\n"
                            + BODY)
                    .getBytes(StandardCharsets.US_ASCII);

    private final List<ServerSocket> servers = new ArrayList<>();

    /// @param healthy how many answer
    /// @param hanging how many do not
    public ManyServices(int healthy, int hanging) throws IOException {
        for (int i = 0; i < healthy + hanging; i++) {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            servers.add(server);
            boolean answers = i >= hanging;
            Thread.ofVirtual().start(() -> accept(server, answers));
        }
    }

    /// The base URLs; those that hang come first.
    public List<String> urls() {
        return servers.stream().map(s -> "http://127.0.0.1:" + s.getLocalPort()).toList();
    }

    private static void accept(ServerSocket server, boolean answers) {
        List<Socket> held = new ArrayList<>();
        try {
            while (true) {
                Socket socket = server.accept();
                if (answers) {
                    Thread.ofVirtual().start(() -> serve(socket));
                } else {
                    held.add(socket);
                }
            }
        } catch (IOException closed) {
            held.forEach(ManyServices::hangUp);
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    socket.getOutputStream().write(ANSWER);
                }
            }
        } catch (IOException gone) {
            // the client has hung up, which is its right
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    /// Starts as many services as the first argument says, prints their URLs and keeps them up
    /// until it is killed.
    public static void main(String[] args) throws Exception {
        try (ManyServices services = new ManyServices(Integer.parseInt(args[0]), 0)) {
            services.urls().forEach(System.out::println);
            Thread.currentThread().join();
        }
    }
}
