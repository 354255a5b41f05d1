package poolmon.source.redis;

import poolmon.model.Client;
import poolmon.model.ServerText;

import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reply to `CLIENT LIST`: a line for each client, of fields `name=value` that come and go with
/// the versions and are therefore read by name. The first `=` of a field ends its name: `name=a=b`
/// is legal.
///
/// With ten thousand clients it has some four million characters. It is read as it comes, never
/// held as a whole, and of each line only what is wanted becomes an object; texts that many clients
/// share are made once.
final class ClientList {
    /// A line may be as long as the longest name of a client allows; what is beyond is left out.
    private static final int LONGEST_LINE = 1 << 16;

    private final List<Client> clients = new ArrayList<>();
    private final Map<String, ServerText> texts = new HashMap<>();
    private byte[] line = new byte[1024];
    private int length;

    private long id;
    private long age;
    private long idle;
    private long output;
    private boolean isClient;
    private ServerText address = ServerText.EMPTY;
    private ServerText name = ServerText.EMPTY;
    private ServerText command = ServerText.EMPTY;
    private ServerText user = ServerText.EMPTY;
    private ServerText library = ServerText.EMPTY;
    private String flags = "";

    private ClientList() {}

    /// Reads a reply of so many bytes.
    ///
    /// @throws JedisConnectionException where it ends before
    static List<Client> read(RedisInputStream in, int bytes) {
        ClientList list = new ClientList();
        byte[] chunk = new byte[8192];
        int left = bytes;
        while (left > 0) {
            int count = in.read(chunk, 0, Math.min(chunk.length, left));
            if (count < 0) {
                throw new JedisConnectionException("closed within a reply");
            }
            list.take(chunk, count);
            left -= count;
        }
        list.endOfLine();
        return list.clients;
    }

    /// The list in a reply that is there as a whole.
    static List<Client> of(byte[] reply) {
        ClientList list = new ClientList();
        list.take(reply, reply.length);
        list.endOfLine();
        return list.clients;
    }

    private void take(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                endOfLine();
            } else if (length < LONGEST_LINE) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, length * 2);
                }
                line[length++] = chunk[i];
            }
        }
    }

    private void endOfLine() {
        clear();
        int start = 0;
        int equals = -1;
        for (int i = 0; i <= length; i++) {
            if (i == length || line[i] == ' ') {
                if (equals > start) {
                    field(start, equals, i);
                }
                start = i + 1;
                equals = -1;
            } else if (line[i] == '=' && equals < 0) {
                equals = i;
            }
        }
        length = 0;
        if (isClient) {
            clients.add(
                    new Client(
                            id,
                            address,
                            name,
                            Duration.ofSeconds(age),
                            Duration.ofSeconds(idle),
                            Client.Kind.of(flags),
                            command,
                            Optional.of(user).filter(text -> !text.isBlank()),
                            Optional.of(library).filter(text -> !text.isBlank()),
                            output));
        }
    }

    private void clear() {
        id = 0;
        age = 0;
        idle = 0;
        output = 0;
        isClient = false;
        address = ServerText.EMPTY;
        name = ServerText.EMPTY;
        command = ServerText.EMPTY;
        user = ServerText.EMPTY;
        library = ServerText.EMPTY;
        flags = "";
    }

    private void field(int start, int equals, int end) {
        int size = equals - start;
        if (is("id", start, size)) {
            id = number(equals + 1, end);
            isClient = true;
        } else if (is("addr", start, size)) {
            address = text(equals + 1, end);
            isClient = true;
        } else if (is("name", start, size)) {
            name = shared(equals + 1, end);
        } else if (is("age", start, size)) {
            age = number(equals + 1, end);
        } else if (is("idle", start, size)) {
            idle = number(equals + 1, end);
        } else if (is("flags", start, size)) {
            flags = string(equals + 1, end);
        } else if (is("omem", start, size)) {
            output = number(equals + 1, end);
        } else if (is("cmd", start, size)) {
            command = shared(equals + 1, end);
        } else if (is("user", start, size)) {
            user = shared(equals + 1, end);
        } else if (is("lib-name", start, size)) {
            library = shared(equals + 1, end);
        }
    }

    private boolean is(String field, int start, int size) {
        if (size != field.length()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (line[start + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String string(int start, int end) {
        return new String(line, start, end - start, StandardCharsets.UTF_8).strip();
    }

    private ServerText text(int start, int end) {
        String string = string(start, end);
        return string.isEmpty() ? ServerText.EMPTY : new ServerText(string);
    }

    private ServerText shared(int start, int end) {
        String string = string(start, end);
        return string.isEmpty() ? ServerText.EMPTY : texts.computeIfAbsent(string, ServerText::new);
    }

    /// A number of at most 18 digits; 0 for anything else.
    private long number(int start, int end) {
        long number = 0;
        for (int i = start; i < end && line[i] != '\r'; i++) {
            if (line[i] < '0' || line[i] > '9' || i - start >= 18) {
                return 0;
            }
            number = number * 10 + line[i] - '0';
        }
        return number;
    }
}
