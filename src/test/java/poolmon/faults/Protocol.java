package poolmon.faults;

import poolmon.fixture.TlsService;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a server speaks, and how poolmon is told to look at one.
public enum Protocol {
    HTTP("pools", "watch", "diagnose"),
    PROMETHEUS("pools", "trend", "watch", "diagnose"),
    POSTGRES("db", "leaks", "watch", "diagnose", "size"),
    PGBOUNCER("db", "leaks", "watch", "diagnose"),
    REDIS("redis", "watch", "diagnose");

    private static final String HTTP_START =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final List<String> commands;

    Protocol(String... commands) {
        this.commands = List.of(commands);
    }

    /// The commands that look at such a server.
    public List<String> commands() {
        return commands;
    }

    /// A command line that looks once at a server on this machine.
    ///
    /// @param tls over TLS, trusting the authority of the tests and nobody else
    /// @param timeout for `--timeout`
    public List<String> commandLine(String command, int port, boolean tls, String timeout) {
        List<String> line = new ArrayList<>(List.of(command));
        String address = (tls ? "localhost:" : "127.0.0.1:") + port;
        switch (this) {
            case HTTP -> line.addAll(List.of("--url", (tls ? "https://" : "http://") + address));
            case PROMETHEUS ->
                    line.addAll(List.of("--prometheus", (tls ? "https://" : "http://") + address));
            case REDIS ->
                    line.addAll(List.of("--redis", (tls ? "rediss://" : "redis://") + address));
            case POSTGRES, PGBOUNCER ->
                    line.addAll(
                            List.of(
                                    "--dsn",
                                    "postgresql://monitor@"
                                            + address
                                            + (this == POSTGRES ? "/shop" : "/pgbouncer")
                                            + (tls
                                                    ? "?sslmode=verify-full&sslrootcert="
                                                            + TlsService.authority()
                                                    : "?sslmode=disable")));
        }
        if (tls && this != POSTGRES && this != PGBOUNCER) {
            line.addAll(List.of("--cacert", TlsService.authority()));
        }
        switch (command) {
            case "watch" -> line.addAll(List.of("--count", "1"));
            case "size" -> line.addAll(List.of("--for", "200ms", "--every", "100ms"));
            default -> {
                // looks once by itself
            }
        }
        line.addAll(List.of("--timeout", timeout));
        return line;
    }

    /// The first half of an answer that such a server may give, and nothing is wrong with it.
    byte[] halfAnAnswer() {
        return switch (this) {
            case HTTP ->
                    bytes(HTTP_START + "Content-Length: 4000\r\n\r\n{\"pools\":{\"database\":{");
            case PROMETHEUS ->
                    bytes(HTTP_START + "Content-Length: 4000\r\n\r\n{\"status\":\"success\",\"da");
            // let in, and then a parameter of 4096 bytes
            case POSTGRES, PGBOUNCER -> bytes("R\0\0\0\u0008\0\0\0\0S\0\0\u0010\0server_version");
            case REDIS -> bytes("+OK\r\n$4000\r\n# Server\r\nredis_version:7.4");
        };
    }

    /// The start of an answer that has no end.
    byte[] floodStart() {
        return switch (this) {
            case HTTP, PROMETHEUS -> bytes(HTTP_START + "\r\n{\"pools\":\"");
            case POSTGRES, PGBOUNCER -> bytes("R\0\0\0\u0008\0\0\0\0");
            case REDIS -> bytes("+OK\r\n*999999999\r\n");
        };
    }

    /// What such an answer then repeats for ever: each time it is as good as the first.
    byte[] floodUnit() {
        return switch (this) {
            case HTTP, PROMETHEUS -> bytes("a".repeat(8192));
            // a notice
            case POSTGRES, PGBOUNCER -> bytes("N\0\0\u0010\u0005M" + "a".repeat(4094) + "\0\0");
            case REDIS -> bytes("$5\r\nhello\r\n".repeat(500));
        };
    }

    /// Whether TLS begins after a request in the clear.
    boolean asksForTls() {
        return this == POSTGRES || this == PGBOUNCER;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
