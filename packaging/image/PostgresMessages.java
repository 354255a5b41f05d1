import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Frames what a PostgreSQL server says: a letter, the length, the body.
final class PostgresMessages {

    /// Writes the body of one message.
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final DataOutputStream out;

    PostgresMessages(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    void send(char type) throws IOException {
        send(type, new byte[0]);
    }

    void send(char type, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(new DataOutputStream(bytes));
        send(type, bytes.toByteArray());
    }

    void send(char type, byte[] body) throws IOException {
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
    }

    void parameter(String name, String value) throws IOException {
        send(
                'S',
                body -> {
                    string(body, name);
                    string(body, value);
                });
    }

    void complete(String tag) throws IOException {
        send('C', body -> string(body, tag));
    }

    /// @param transaction `I` outside, `T` inside of one
    void ready(char transaction) throws IOException {
        send('Z', body -> body.writeByte(transaction));
        flush();
    }

    void flush() throws IOException {
        out.flush();
    }

    static void string(DataOutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.writeByte(0);
    }
}
