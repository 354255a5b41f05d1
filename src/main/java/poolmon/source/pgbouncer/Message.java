package poolmon.source.pgbouncer;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A message of the server, read from its start to its end. Whatever stands in it, nothing is read
/// beyond its end.
final class Message {
    private final char type;
    private final ByteBuffer content;

    Message(char type, byte[] content) {
        this.type = type;
        this.content = ByteBuffer.wrap(content);
    }

    char type() {
        return type;
    }

    int integer() throws PSQLException {
        need(4);
        return content.getInt();
    }

    private int shortInteger() throws PSQLException {
        need(2);
        return content.getShort();
    }

    /// A text that ends with a zero byte.
    String text() throws PSQLException {
        int start = content.position();
        while (content.hasRemaining()) {
            if (content.get() == 0) {
                return decoded(start, content.position() - 1);
            }
        }
        throw AdminConsole.strange("a text without an end");
    }

    /// All that is left.
    byte[] rest() {
        byte[] rest = new byte[content.remaining()];
        content.get(rest);
        return rest;
    }

    /// The names of the columns of a row description.
    List<String> columns() throws PSQLException {
        int count = shortInteger();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(text());
            need(18); // table, column, type, size, modifier and format
            content.position(content.position() + 18);
        }
        return names;
    }

    /// The fields of a row that are not null, by the names of their columns.
    Map<String, String> row(List<String> columns) throws PSQLException {
        int count = shortInteger();
        if (count != columns.size()) {
            throw AdminConsole.strange(
                    "a row of " + count + " fields in a table of " + columns.size());
        }
        Map<String, String> row = new HashMap<>();
        for (String column : columns) {
            int length = integer();
            if (length >= 0) {
                need(length);
                int start = content.position();
                content.position(start + length);
                row.put(column, decoded(start, start + length));
            }
        }
        return row;
    }

    /// The error that the server tells of.
    PSQLException refusal() {
        String fields = decoded(content.position(), content.limit());
        return new PSQLException(new ServerErrorMessage(fields));
    }

    private String decoded(int from, int to) {
        return new String(content.array(), from, to - from, StandardCharsets.UTF_8);
    }

    private void need(int bytes) throws PSQLException {
        if (bytes > content.remaining()) {
            throw AdminConsole.strange("a message that is cut short");
        }
    }
}
