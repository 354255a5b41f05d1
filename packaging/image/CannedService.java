import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Serves a health endpoint, or metrics.
///
/// @param path the only one at which there is something; empty: all of them
/// @param body what it answers there
record CannedService(String path, String body) implements CannedServers.Conversation {

    /// A pool that is full, and Redis.
    static CannedService saturated() {
        return new CannedService(
                "",
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
                "",
                """
                {"timestamp":"2026-11-23T11:00:00Z","pools":{"database":{"status":"critical",\
                "pool_size":5,"checked_out":1,"checked_in":0,"overflow":-4,"total_capacity":1,\
                "utilization_percent":100.0}}}\
                """);
    }

    /// Metrics of a pool that nobody prepared for poolmon.
    static CannedService metrics() {
        return new CannedService(
                "/actuator/prometheus",
                """
                # HELP hikaricp_connections_active Active connections
                # TYPE hikaricp_connections_active gauge
                hikaricp_connections_active{application="orders",pool="HikariPool-1"} 4.0
                hikaricp_connections_idle{application="orders",pool="HikariPool-1"} 1.0
                hikaricp_connections_max{application="orders",pool="HikariPool-1"} 5.0
                hikaricp_connections_min{application="orders",pool="HikariPool-1"} 5.0
                hikaricp_connections_pending{application="orders",pool="HikariPool-1"} 0.0
                jdbc_connections_max{application="orders",name="dataSource"} 5.0
                jdbc_connections_min{application="orders",name="dataSource"} 5.0
                jvm_threads_live_threads{application="orders"} 23.0
                """);
    }

    @Override
    public void hold(InputStream in, OutputStream out) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        String line = request.readLine();
        while (line != null) {
            boolean there = path.isEmpty() || line.startsWith("GET " + path + " ");
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            out.write(
                    response(there ? "200 OK" : "404 Not Found", there ? body : "nothing")
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            line = request.readLine();
        }
    }

    private static String response(String status, String text) {
        return "HTTP/1.1 "
                + status
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + text.length()
                + "\r\n\r\n"
                + text;
    }
}
