package poolmon.source.redis;

import static poolmon.source.redis.RedisConnection.refusal;
import static poolmon.source.redis.RedisConnection.text;

import poolmon.model.Client;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Figures;
import poolmon.model.Pings;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Reading.RedisReading.Remark;
import poolmon.model.ServerText;
import poolmon.model.Target;
import poolmon.source.redis.RedisConnection.Command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/// The conversation with one server. Login, name, `INFO` and `CLIENT LIST` are sent at once; then a
/// few `PING`s, one after the other. `INFO` is all that is needed, as the ACL `+ping +info` allows
/// it; what else is refused is left out and said.
final class Talk implements Callable<Outcome> {
    private final Target.Redis target;
    private final Wire wire;
    private final RedisFailures failures;
    private final Deadline deadline;
    private final List<String> tried = new ArrayList<>();
    private final Map<Remark, ServerText> remarks = new EnumMap<>(Remark.class);

    Talk(Target.Redis target, Wire wire, RedisFailures failures, Deadline deadline) {
        this.target = target;
        this.wire = wire;
        this.failures = failures;
        this.deadline = deadline;
    }

    @Override
    public Outcome call() {
        try (RedisConnection connection = new RedisConnection(wire)) {
            connection.connect();
            Login login = new Login(target, failures);
            Batch batch = new Batch(connection);
            login.send(batch);
            batch.send(Command.CLIENT, "SETNAME", "poolmon");
            int info = batch.send(Command.INFO);
            int id = batch.send(Command.CLIENT, "ID");
            int list = target.listsClients() ? batch.sendClientList() : -1;
            int database =
                    target.database() == 0
                            ? -1
                            : batch.send(Command.SELECT, Integer.toString(target.database()));
            batch.read();
            Optional<Failure> refused = login.failure(batch, tried);
            if (refused.isPresent()) {
                return new Outcome.Refused(refused.get());
            }
            remark(Remark.DATABASE_REFUSED, database < 0 ? "" : refusal(batch.reply(database)));
            return told(
                    connection,
                    batch.reply(info),
                    batch.reply(id),
                    Optional.of(list).filter(number -> number >= 0).map(batch::reply));
        }
    }

    private Outcome told(
            RedisConnection connection, Object info, Object id, Optional<Object> list) {
        if (!refusal(info).isEmpty()) {
            return new Outcome.Refused(failures.refused(refusal(info)));
        }
        tried.add("INFO: " + text(info).length() + " characters");
        InfoText fields = InfoText.of(text(info));
        if (fields.version().isEmpty()) {
            return new Outcome.Refused(failures.unreadable("redis_version"));
        }
        if (fields.count("connected_clients").isEmpty()) {
            return new Outcome.Refused(failures.unreadable("connected_clients"));
        }
        List<Client> clients =
                list.map(reply -> others(reply, id, wire.localPort())).orElse(List.of());
        String unlisted = list.map(RedisConnection::refusal).orElse("");
        if (list.isPresent()) {
            tried.add(
                    "CLIENT LIST: "
                            + (unlisted.isEmpty()
                                    ? Figures.count(clients.size(), "client") + " beside poolmon"
                                    : failures.quoted(unlisted)));
        }
        OptionalLong maxClients = maxClients(connection, fields);
        ClusterNodes nodes = ClusterNodes.of(connection, fields, target);
        remark(Remark.NODES_REFUSED, nodes.refusal());
        Pings pings = new PingTimes(connection, failures, deadline).measured();
        tried.add("PING: answered " + Figures.count(pings.times().size(), "time"));
        Map<String, String> shown = fields.shown();
        shown.putAll(nodes.info());
        return new Outcome.Told(
                new RedisReading(
                        fields.version(),
                        slots(fields, maxClients),
                        clients,
                        Optional.of(unlisted)
                                .filter(text -> !text.isEmpty())
                                .map(text -> new ServerText(failures.quoted(text))),
                        shown,
                        pings,
                        remarks),
                tried,
                nodes.others());
    }

    private void remark(Remark remark, String text) {
        if (!text.isEmpty()) {
            remarks.put(remark, new ServerText(failures.quoted(text)));
        }
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

    static RedisSlots slots(InfoText info, OptionalLong maxClients) {
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
    private static List<Client> others(Object list, Object id, int localPort) {
        long own = id instanceof Long number ? number : -1;
        List<Client> others = new ArrayList<>();
        if (list instanceof List<?> clients) {
            for (Object each : clients) {
                if (each instanceof Client client && !isOurs(client, own, localPort)) {
                    others.add(client);
                }
            }
        }
        return others;
    }

    private static boolean isOurs(Client client, long own, int localPort) {
        return own >= 0
                ? client.id() == own
                : client.port() == localPort && client.name().raw().equals("poolmon");
    }
}
