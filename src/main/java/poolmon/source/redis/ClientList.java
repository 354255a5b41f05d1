package poolmon.source.redis;

import poolmon.model.Client;

import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The reply to `CLIENT LIST`: a line for each client, of fields `name=value` that come and go with
/// the versions and are therefore read by name. The first `=` of a field ends its name: `name=a=b`
/// is legal.
///
/// With ten thousand clients it has three million characters. It is read as it comes, in one pass
/// and never held as a whole, and texts that many clients share are made once.
final class ClientList {
    private static final int CHUNK = 1 << 16;

    private final List<Client> clients = new ArrayList<>();
    private final SharedText places = new SharedText();
    private final SharedText names = new SharedText();
    private final SharedText commands = new SharedText();
    private final SharedText users = new SharedText();
    private final SharedText libraries = new SharedText();
    private final SharedText flags = new SharedText();

    private long id;
    private long age;
    private long idle;
    private long output;
    private long port;
    private boolean isClient;
    private Client.Kind kind = Client.Kind.NORMAL;

    private ClientList() {}

    /// Reads a reply of so many bytes. Of a line that is longer than any chunk, as no server sends
    /// it, the start is read.
    ///
    /// @throws JedisConnectionException where it ends before
    static List<Client> read(RedisInputStream in, int bytes) {
        ClientList list = new ClientList();
        byte[] chunk = new byte[CHUNK + 1];
        int held = 0;
        int left = bytes;
        while (left > 0) {
            int count = in.read(chunk, held, Math.min(CHUNK - held, left));
            if (count < 0) {
                throw new JedisConnectionException("closed within a reply");
            }
            left -= count;
            held += count;
            int read = 0;
            for (int end = list.line(chunk, 0, held); end >= 0; ) {
                read = end;
                end = list.line(chunk, read, held);
            }
            held -= read;
            System.arraycopy(chunk, read, chunk, 0, held);
            if (held == CHUNK) {
                chunk[held - 1] = '\n'; // no line is so long; what follows is another one
            }
        }
        chunk[held] = '\n';
        list.line(chunk, 0, held + 1);
        return list.clients;
    }

    /// Reads one line.
    ///
    /// @return where the next one starts; −1 where this one is not there as a whole
    private int line(byte[] bytes, int start, int end) {
        clear();
        int name = start;
        int equals = -1;
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            if (b == '=' && equals < 0) {
                equals = at;
            } else if (b == ' ' || b == '\n') {
                if (equals >= 0) {
                    field(bytes, name, equals, bytes[at - 1] == '\r' ? at - 1 : at);
                }
                if (b == '\n') {
                    add();
                    return at + 1;
                }
                name = at + 1;
                equals = -1;
            }
        }
        return -1;
    }

    private void add() {
        if (isClient) {
            clients.add(
                    new Client(
                            id,
                            places.text(),
                            (int) port,
                            names.text(),
                            Duration.ofSeconds(age),
                            Duration.ofSeconds(idle),
                            kind,
                            commands.text(),
                            users.ifAny(),
                            libraries.ifAny(),
                            output));
        }
    }

    private void clear() {
        id = 0;
        age = 0;
        idle = 0;
        output = 0;
        port = 0;
        isClient = false;
        kind = Client.Kind.NORMAL;
        places.clear();
        names.clear();
        commands.clear();
        users.clear();
        libraries.clear();
    }

    private void field(byte[] bytes, int name, int equals, int end) {
        int value = equals + 1;
        switch (equals - name) {
            case 2 -> {
                if (is(bytes, name, "id")) {
                    id = number(bytes, value, end);
                    isClient = true;
                }
            }
            case 3 -> {
                if (is(bytes, name, "age")) {
                    age = number(bytes, value, end);
                } else if (is(bytes, name, "cmd")) {
                    commands.set(bytes, value, end);
                }
            }
            case 4 -> fourLetters(bytes, name, value, end);
            case 5 -> {
                if (is(bytes, name, "flags")) {
                    flags.set(bytes, value, end);
                    kind = Client.Kind.of(flags.text().raw());
                }
            }
            case 8 -> {
                if (is(bytes, name, "lib-name")) {
                    libraries.set(bytes, value, end);
                }
            }
            default -> {
                // none that is wanted
            }
        }
    }

    private void fourLetters(byte[] bytes, int name, int value, int end) {
        if (is(bytes, name, "addr")) {
            address(bytes, value, end);
            isClient = true;
        } else if (is(bytes, name, "name")) {
            names.set(bytes, value, end);
        } else if (is(bytes, name, "idle")) {
            idle = number(bytes, value, end);
        } else if (is(bytes, name, "user")) {
            users.set(bytes, value, end);
        } else if (is(bytes, name, "omem")) {
            output = number(bytes, value, end);
        }
    }

    /// The last colon is the one before the port: `[::1]:50112`, `/run/redis.sock:0`.
    private void address(byte[] bytes, int start, int end) {
        int colon = end;
        for (int i = start; i < end; i++) {
            colon = bytes[i] == ':' ? i : colon;
        }
        places.set(bytes, start, colon);
        port = Math.min(65_535, number(bytes, colon + 1, end));
    }

    private static boolean is(byte[] bytes, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// A number of at most 18 digits; 0 for anything else.
    private static long number(byte[] bytes, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || i - start >= 18) {
                return 0;
            }
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }
}
