package poolmon.source.pgbouncer;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.util.MD5Digest;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import poolmon.source.pgbouncer.AdminConsole.ByteMessage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Answers what the server asks at a login: nothing, a password as it is, by MD5 or by SCRAM. The
/// password as it is goes only to whom the user names in the DSN, as with libpq.
final class ConsoleLogin {
    private static final int OK = 0;
    private static final int CLEARTEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private static final int SALT_BYTES = 4;

    private final PGStream stream;
    private final String user;
    private final @Nullable String password;
    private @Nullable ScramClient scram;

    ConsoleLogin(PGStream stream, String user, @Nullable String password) {
        this.stream = stream;
        this.user = user;
        this.password = password;
    }

    /// Answers one message of the server's.
    void answer(Message message) throws IOException, PSQLException {
        int kind = message.integer();
        switch (kind) {
            case OK -> {
                // let in
            }
            case CLEARTEXT -> send(new ByteMessage().text(password()));
            case MD5 -> md5(message.rest());
            case SASL -> start(message);
            case SASL_CONTINUE -> goOn(text(message));
            case SASL_FINAL -> finish(text(message));
            default ->
                    throw new PSQLException("login number " + kind, PSQLState.CONNECTION_REJECTED);
        }
    }

    private void md5(byte[] salt) throws IOException, PSQLException {
        if (salt.length != SALT_BYTES) {
            throw AdminConsole.strange("a salt of " + salt.length + " bytes");
        }
        byte[] digest = MD5Digest.encode(bytes(user), bytes(password()), salt);
        send(new ByteMessage().raw(digest).raw(new byte[1]));
    }

    private void start(Message message) throws IOException, PSQLException {
        List<String> mechanisms = new ArrayList<>();
        for (String one = message.text(); !one.isEmpty(); one = message.text()) {
            mechanisms.add(one);
        }
        try {
            ScramClient client =
                    ScramClient.builder()
                            .advertisedMechanisms(mechanisms)
                            .username("*") // the server takes that of the startup message
                            .password(password().toCharArray())
                            .build();
            scram = client;
            byte[] first = bytes(client.clientFirstMessage().toString());
            send(
                    new ByteMessage()
                            .text(client.getScramMechanism().getName())
                            .integer(first.length)
                            .raw(first));
        } catch (IllegalArgumentException e) {
            throw new PSQLException(
                    String.join(", ", mechanisms), PSQLState.CONNECTION_REJECTED, e);
        }
    }

    private void goOn(String said) throws IOException, PSQLException {
        try {
            begun().serverFirstMessage(said);
            send(new ByteMessage().raw(bytes(begun().clientFinalMessage().toString())));
        } catch (ScramException | IllegalArgumentException e) {
            throw unproven(e);
        }
    }

    private void finish(String said) throws PSQLException {
        try {
            begun().serverFinalMessage(said);
        } catch (ScramException | IllegalArgumentException e) {
            throw unproven(e);
        }
    }

    private ScramClient begun() throws PSQLException {
        ScramClient client = scram;
        if (client == null) {
            throw AdminConsole.strange("the end of a login that was not begun");
        }
        return client;
    }

    /// The other side does not know the password either.
    private static PSQLException unproven(Exception cause) {
        return new PSQLException(
                "it could not prove who it is", PSQLState.CONNECTION_REJECTED, cause);
    }

    private String password() throws PSQLException {
        String known = password;
        if (known == null) {
            throw new PSQLException("no password", PSQLState.CONNECTION_REJECTED);
        }
        return known;
    }

    private void send(ByteMessage message) throws IOException {
        stream.sendChar('p');
        stream.sendInteger4(message.length() + 4);
        stream.send(message.bytes());
        stream.flush();
    }

    private static String text(Message message) {
        return new String(message.rest(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
