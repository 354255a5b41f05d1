package poolmon.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Those who hold the slots of a server while poolmon looks: plain sockets that speak no more of
/// the protocol than to get in, so that ten thousand of them cost next to nothing.
final class Crowd implements AutoCloseable {
    private static final int PROTOCOL_3 = 196_608;
    private static final int APPLICATIONS = 5;

    /// Each tenth session holds a transaction open.
    private static final int IDLE_IN_TRANSACTION = 10;

    private final List<Socket> sockets = new ArrayList<>();

    /// Opens sessions of PostgreSQL until there are so many. The server lets anybody in.
    void sessions(int port, int count) throws IOException {
        while (sockets.size() < count) {
            int number = sockets.size();
            Socket socket = open(port);
            byte[] startup =
                    ("user\0postgres\0database\0postgres\0application_name\0app-"
                                    + number % APPLICATIONS
                                    + "\0\0")
                            .getBytes(StandardCharsets.US_ASCII);
            ByteBuffer message = ByteBuffer.allocate(8 + startup.length);
            message.putInt(8 + startup.length).putInt(PROTOCOL_3).put(startup);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(message.array());
            awaitReady(in);
            String first = number % IDLE_IN_TRANSACTION == 0 ? "BEGIN; " : "";
            query(
                    socket,
                    first + "SELECT state, total FROM (VALUES (1, 2)) AS orders(state, total)");
            awaitReady(in);
        }
    }

    /// Opens clients of Redis until there are so many.
    void clients(int port, int count) throws IOException {
        while (sockets.size() < count) {
            String name = "app-" + sockets.size() % APPLICATIONS;
            Socket socket = open(port);
            socket.getOutputStream()
                    .write(("CLIENT SETNAME " + name + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n".length());
            if (answer[0] != '+') {
                throw new IOException("Redis lets no more than " + sockets.size() + " in.");
            }
        }
    }

    private Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        return socket;
    }

    private static void query(Socket socket, String sql) throws IOException {
        byte[] text = (sql + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer message = ByteBuffer.allocate(5 + text.length);
        message.put((byte) 'Q').putInt(4 + text.length).put(text);
        socket.getOutputStream().write(message.array());
    }

    private static void awaitReady(DataInputStream in) throws IOException {
        for (char kind = ' '; kind != 'Z'; ) {
            kind = (char) in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (kind == 'E') {
                throw new IOException(new String(body, StandardCharsets.UTF_8).replace('\0', ' '));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
