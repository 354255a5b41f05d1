package poolmon.source.redis;

import poolmon.model.Client;
import poolmon.model.ServerText;

import redis.clients.jedis.Connection;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A Jedis connection that speaks RESP2, which every version of Redis does, and that takes no
/// server's word for how much memory to set aside.
final class RedisConnection extends Connection {
    /// What a reply may have at most: some 200,000 clients.
    private static final int MAX_REPLY = 64 << 20;

    private static final int MAX_ELEMENTS = 1_000;

    /// The commands that are sent. Jedis' own enum has several hundred, which take their time to
    /// load.
    enum Command implements ProtocolCommand {
        AUTH,
        CLIENT,
        CLUSTER,
        CONFIG,
        INFO,
        PING,
        SELECT,
        SENTINEL;

        @Override
        public byte[] getRaw() {
            return name().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /// What came is no reply of a Redis server.
    static final class StrangeReply extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        StrangeReply(String reply) {
            super(reply);
        }
    }

    private boolean awaitsClients;
    private int depth;

    RedisConnection(Wire wire) {
        super(wire);
    }

    /// The replies to all commands that were sent. A refused command's reply is the refusal.
    ///
    /// @throws JedisConnectionException where the connection breaks before the last one; replies
    ///     that came before are lost but for a refusal, which then is the reason
    List<Object> replies(int count) {
        return replies(count, -1);
    }

    /// The same, one of which is a list of clients and is read as such.
    ///
    /// @param list its place among the replies, from 0; −1: none is
    List<Object> replies(int count, int list) {
        List<Object> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            awaitsClients = i == list;
            try {
                replies.add(getOne());
            } catch (JedisDataException refusal) {
                replies.add(refusal);
            } catch (JedisConnectionException broken) {
                for (Object reply : replies) {
                    if (reply instanceof JedisDataException refusal) {
                        throw refusal;
                    }
                }
                throw broken;
            }
        }
        return replies;
    }

    @Override
    protected Object protocolRead(RedisInputStream in, PushConsumerChain consumers) {
        if (in.peek((byte) '$')) {
            return bulk(in, awaitsClients);
        }
        if (in.peek((byte) '*')) {
            if (depth > 1) {
                throw new StrangeReply("a list within a list within a list");
            }
            return array(in, consumers);
        }
        if (in.peek((byte) '-') || in.peek((byte) '+') || in.peek((byte) ':')) {
            return super.protocolRead(in, consumers);
        }
        throw new StrangeReply(strange(in));
    }

    private static Object bulk(RedisInputStream in, boolean isClients) {
        in.readByte();
        long length = in.readLongCrLf();
        if (length > MAX_REPLY) {
            throw new StrangeReply("a reply of " + length + " bytes");
        }
        if (isClients && length > 0) {
            List<Client> clients = ClientList.read(in, (int) length);
            in.readByte();
            in.readByte();
            return clients;
        }
        byte[] bytes = new byte[(int) Math.max(0, length)];
        int read = 0;
        while (read < bytes.length) {
            int more = in.read(bytes, read, bytes.length - read);
            if (more < 0) {
                throw new JedisConnectionException("closed within a reply");
            }
            read += more;
        }
        if (length >= 0) {
            in.readByte();
            in.readByte();
        }
        return bytes;
    }

    private List<Object> array(RedisInputStream in, PushConsumerChain consumers) {
        in.readByte();
        long count = in.readLongCrLf();
        if (count > MAX_ELEMENTS) {
            throw new StrangeReply("a list of " + count + " replies");
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(nested(in, consumers));
        }
        return elements;
    }

    /// Lists of lists are what a sentinel says; nobody says anything deeper.
    private Object nested(RedisInputStream in, PushConsumerChain consumers) {
        depth++;
        try {
            return protocolRead(in, consumers);
        } finally {
            depth--;
        }
    }

    /// The start of what came, as far as it came at once.
    private static String strange(RedisInputStream in) {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            byte b = in.readByte();
            if (b == '\r' || b == '\n') {
                break;
            }
            start.append((char) (b & 0xFF));
            if (i == 0 && b == 0x15) {
                break; // an alert of TLS: nothing more may follow
            }
        }
        return start.toString();
    }

    /// The text of a reply that is one; empty for any other.
    static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    /// What a reply refuses, fit to be shown; empty where it refuses nothing.
    static String refusal(Object reply) {
        return reply instanceof JedisDataException refused
                ? new ServerText(String.valueOf(refused.getMessage())).shown()
                : "";
    }
}
