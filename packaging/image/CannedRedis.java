import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Answers `INFO`, `CLIENT LIST` and `PING`, and says `OK` to whatever else a client greets with.
final class CannedRedis implements CannedServers.Conversation {
    private static final String INFO =
            """
            # Server\r
            redis_version:7.0.15\r
            redis_mode:standalone\r
            uptime_in_seconds:86400\r
            # Clients\r
            connected_clients:92\r
            cluster_connections:0\r
            maxclients:100\r
            blocked_clients:1\r
            # Memory\r
            used_memory:1048576\r
            maxmemory:0\r
            maxmemory_policy:noeviction\r
            # Stats\r
            total_connections_received:1250\r
            rejected_connections:4\r
            total_commands_processed:91250\r
            evicted_keys:0\r
            # Replication\r
            role:master\r
            connected_slaves:0\r
            """;
    private static final String CLIENTS =
            """
            id=3 addr=127.0.0.1:50001 laddr=127.0.0.1:6379 fd=8 name=orders-api age=300 idle=2\
             flags=N db=0 sub=0 psub=0 multi=-1 omem=0 cmd=get user=default resp=2
            id=6 addr=127.0.0.1:50003 laddr=127.0.0.1:6379 fd=9 name=orders-api age=900 idle=800\
             flags=N db=0 sub=0 psub=0 multi=-1 omem=0 cmd=get user=default resp=2 lib-name=jedis
            id=4 addr=127.0.0.1:50002 laddr=127.0.0.1:6379 fd=9 name=worker age=900 idle=1\
             flags=b db=0 sub=0 psub=0 multi=-1 cmd=blpop user=default resp=2
            """;

    private final String info;

    private CannedRedis(String info) {
        this.info = info;
    }

    /// One that is short of slots and has turned clients away.
    static CannedRedis crowded() {
        return new CannedRedis(INFO);
    }

    /// One that is well.
    static CannedRedis calm() {
        return new CannedRedis(
                INFO.replace("maxclients:100\r", "maxclients:10000\r")
                        .replace("rejected_connections:4", "rejected_connections:0"));
    }

    @Override
    public void hold(InputStream in, OutputStream out) throws IOException {
        DataInputStream input = new DataInputStream(in);
        while (true) {
            List<String> command = command(input);
            out.write(answer(command).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private String answer(List<String> command) {
        String words = String.join(" ", command).toLowerCase(Locale.ROOT);
        if (words.startsWith("info")) {
            return bulk(info);
        }
        if (words.startsWith("client list")) {
            return bulk(CLIENTS);
        }
        if (words.startsWith("client id")) {
            return ":5\r\n";
        }
        if (words.startsWith("hello")) {
            return "-ERR unknown command 'HELLO'\r\n";
        }
        return words.startsWith("ping") ? "+PONG\r\n" : "+OK\r\n";
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    private static List<String> command(DataInputStream in) throws IOException {
        int count = Integer.parseInt(line(in).substring(1));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            line(in);
        }
        return words;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
