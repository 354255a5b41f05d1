package poolmon.source.redis;

import poolmon.model.Client;
import poolmon.model.ServerText;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reply to `CLIENT LIST`: a line for each client, of fields `name=value` that come and go with
/// the versions and are therefore read by name. The first `=` of a field ends its name: `name=a=b`
/// is legal. Read line by line, so that a long list is never held twice.
final class ClientList {
    private ClientList() {}

    static List<Client> of(byte[] reply) {
        List<Client> clients = new ArrayList<>();
        Map<String, String> fields = HashMap.newHashMap(64);
        for (int start = 0; start < reply.length; ) {
            int end = start;
            while (end < reply.length && reply[end] != '\n') {
                end++;
            }
            fields.clear();
            fields(new String(reply, start, end - start, StandardCharsets.UTF_8), fields);
            if (fields.containsKey("id") || fields.containsKey("addr")) {
                clients.add(client(fields));
            }
            start = end + 1;
        }
        return clients;
    }

    private static void fields(String line, Map<String, String> fields) {
        for (int start = 0; start < line.length(); ) {
            int space = line.indexOf(' ', start);
            int end = space < 0 ? line.length() : space;
            int equals = line.indexOf('=', start);
            if (equals > start && equals < end) {
                fields.put(line.substring(start, equals), line.substring(equals + 1, end).strip());
            }
            start = end + 1;
        }
    }

    private static Client client(Map<String, String> fields) {
        return new Client(
                number(fields, "id"),
                text(fields, "addr"),
                text(fields, "name"),
                Duration.ofSeconds(number(fields, "age")),
                Duration.ofSeconds(number(fields, "idle")),
                text(fields, "flags"),
                text(fields, "cmd"),
                optional(fields, "user"),
                optional(fields, "lib-name"));
    }

    private static ServerText text(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        return value.isEmpty() ? ServerText.EMPTY : new ServerText(value);
    }

    private static Optional<ServerText> optional(Map<String, String> fields, String name) {
        return Optional.of(text(fields, name)).filter(value -> !value.isBlank());
    }

    private static long number(Map<String, String> fields, String name) {
        try {
            return Math.max(0, Long.parseLong(fields.getOrDefault(name, "0")));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
