package poolmon.source.redis;

import poolmon.source.redis.RedisConnection.Command;

import java.util.List;

/// Commands that are sent at once, and the replies to them.
final class Batch {
    private final RedisConnection connection;
    private int sent;
    private int list = -1;
    private List<Object> replies = List.of();

    Batch(RedisConnection connection) {
        this.connection = connection;
    }

    /// Sends a command.
    ///
    /// @return by what its reply is asked for later
    int send(Command command, String... arguments) {
        connection.sendCommand(command, arguments);
        return sent++;
    }

    /// Sends `CLIENT LIST`, whose reply is a list of clients.
    int sendClientList() {
        list = send(Command.CLIENT, "LIST");
        return list;
    }

    /// Reads all replies.
    Batch read() {
        replies = connection.replies(sent, list);
        return this;
    }

    Object reply(int number) {
        return replies.get(number);
    }
}
