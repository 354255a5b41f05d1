import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Serves a health endpoint.
///
/// @param body what it answers to every request
record CannedService(String body) implements CannedServers.Conversation {

    /// A pool that is full, and Redis.
    static CannedService saturated() {
        return new CannedService(
                """
                {"timestamp":"2026-11-23T11:00:00Z","pools":{"database":{"status":"critical",\
                "pool_size":5,"checked_out":6,"checked_in":0,"overflow":1,"total_capacity":6,\
                "utilization_percent":100.0},"redis":{"status":"healthy","max_connections":10,\
                "connected_clients":5,"total_connections_received":1250,\
                "connection_kwargs":{"host":"localhost","port":6379,"db":0}}}}\
                """);
    }

    /// A pool that was never filled, about which the service cries wolf.
    static CannedService cold() {
        return new CannedService(
                """
                {"timestamp":"2026-11-23T11:00:00Z","pools":{"database":{"status":"critical",\
                "pool_size":5,"checked_out":1,"checked_in":0,"overflow":-4,"total_capacity":1,\
                "utilization_percent":100.0}}}\
                """);
    }

    @Override
    public void hold(InputStream in, OutputStream out) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        String line = request.readLine();
        while (line != null) {
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.length()
                                    + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            line = request.readLine();
        }
    }
}
