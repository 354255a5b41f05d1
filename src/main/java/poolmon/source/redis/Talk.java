package poolmon.source.redis;

import static poolmon.source.redis.RedisConnection.refusal;
import static poolmon.source.redis.RedisConnection.text;

import poolmon.model.Client;
import poolmon.model.Failure;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Reading.RedisReading;
import poolmon.model.ServerText;
import poolmon.model.Target;
import poolmon.source.redis.RedisConnection.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/// The conversation with one server. As a rule it takes one round trip: login, name, `INFO` and
/// `CLIENT LIST` are sent at once. `INFO` is all that is needed, as the ACL `+ping +info` allows
/// it; what else is refused is left out and said.
final class Talk implements Callable<Talk.Outcome> {
    private final Target.Redis target;
    private final Wire wire;
    private final RedisFailures failures;
    private final List<String> tried = new ArrayList<>();

    Talk(Target.Redis target, Wire wire, RedisFailures failures) {
        this.target = target;
        this.wire = wire;
        this.failures = failures;
    }

    /// What came of the conversation.
    sealed interface Outcome {}

    /// The server told what it was asked.
    record Told(RedisReading reading, List<String> tried) implements Outcome {}

    /// The server told nothing of use.
    record Refused(Failure failure) implements Outcome {}

    @Override
    public Outcome call() {
        try (RedisConnection connection = new RedisConnection(wire)) {
            connection.connect();
            boolean login = target.password().isPresent();
            if (login) {
                sendLogin(connection);
            }
            connection.sendCommand(Command.CLIENT, "SETNAME", "poolmon");
            connection.sendCommand(Command.INFO);
            connection.sendCommand(Command.CLIENT, "ID");
            connection.sendCommand(Command.CLIENT, "LIST");
            List<Object> replies = connection.replies(login ? 5 : 4);
            if (login) {
                Optional<Failure> failure = loginFailure(refusal(replies.removeFirst()));
                if (failure.isPresent()) {
                    return new Refused(failure.get());
                }
            }
            return told(connection, replies);
        }
    }

    private void sendLogin(RedisConnection connection) {
        String password = target.password().orElseThrow().value();
        if (target.user().isPresent()) {
            connection.sendCommand(Command.AUTH, target.user().get(), password);
        } else {
            connection.sendCommand(Command.AUTH, password);
        }
    }

    /// A server that wants no password is looked at all the same.
    private Optional<Failure> loginFailure(String refusal) {
        if (refusal.isEmpty()) {
            return Optional.empty();
        }
        if (refusal.contains("no password is set")
                || refusal.contains("without any password configured")) {
            tried.add("AUTH: the server wants no password");
            return Optional.empty();
        }
        return Optional.of(failures.login(refusal));
    }

    private Outcome told(RedisConnection connection, List<Object> replies) {
        Object info = replies.get(1);
        Object list = replies.get(3);
        if (!refusal(info).isEmpty()) {
            return new Refused(failures.refused(refusal(info)));
        }
        tried.add("INFO: " + text(info).length() + " characters");
        InfoText fields = InfoText.of(text(info));
        if (fields.version().isEmpty()) {
            return new Refused(failures.unreadable("redis_version"));
        }
        if (fields.count("connected_clients").isEmpty()) {
            return new Refused(failures.unreadable("connected_clients"));
        }
        List<Client> clients =
                list instanceof byte[] bytes ? others(bytes, replies.get(2)) : List.of();
        tried.add(
                "CLIENT LIST: "
                        + (refusal(list).isEmpty()
                                ? clients.size() + " clients beside poolmon"
                                : failures.quoted(refusal(list))));
        return new Told(
                new RedisReading(
                        fields.version(),
                        slots(fields, maxClients(connection, fields)),
                        clients,
                        Optional.of(refusal(list))
                                .filter(text -> !text.isEmpty())
                                .map(text -> new ServerText(failures.quoted(text))),
                        fields.shown()),
                tried);
    }

    /// Stands in `INFO` since 6.2. Before, only `CONFIG` knows it, which many forbid.
    private OptionalLong maxClients(RedisConnection connection, InfoText info) {
        OptionalLong told = info.count("maxclients");
        if (told.isPresent()) {
            return told;
        }
        connection.sendCommand(Command.CONFIG, "GET", "maxclients");
        Object reply = connection.replies(1).getFirst();
        tried.add("CONFIG GET maxclients: " + (refusal(reply).isEmpty() ? "told" : "refused"));
        return reply instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(1) instanceof byte[] max
                ? InfoText.of("maxclients:" + text(max)).count("maxclients")
                : OptionalLong.empty();
    }

    private static RedisSlots slots(InfoText info, OptionalLong maxClients) {
        return new RedisSlots(
                new ServerText("server"),
                maxClients,
                info.count("connected_clients").orElse(0),
                info.count("connected_slaves").orElse(0),
                info.count("cluster_connections").orElse(0),
                info.count("blocked_clients"),
                info.count("rejected_connections"),
                info.count("total_connections_received"));
    }

    /// All clients but ourselves. Servers before 5 do not tell us our number; there we go by our
    /// name and port.
    private List<Client> others(byte[] list, Object id) {
        long own = id instanceof Long number ? number : -1;
        String port = ":" + wire.localPort();
        List<Client> others = new ArrayList<>();
        for (Client client : ClientList.of(list)) {
            boolean ourselves =
                    own >= 0
                            ? client.id() == own
                            : client.name().raw().equals("poolmon")
                                    && client.address().raw().endsWith(port);
            if (!ourselves) {
                others.add(client);
            }
        }
        return others;
    }
}
