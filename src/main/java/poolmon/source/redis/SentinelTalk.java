package poolmon.source.redis;

import static poolmon.source.redis.RedisConnection.refusal;
import static poolmon.source.redis.RedisConnection.text;

import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Host;
import poolmon.model.Pings;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Reading.RedisReading.Remark;
import poolmon.model.ServerText;
import poolmon.model.Target;
import poolmon.source.redis.RedisConnection.Command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The conversation with a sentinel: who is master, who are its replicas, and whether there are
/// sentinels enough to agree on another one (redis.io, "High availability with Redis Sentinel").
final class SentinelTalk implements Callable<Outcome> {
    private final Target.Redis sentinel;
    private final String master;
    private final Wire wire;
    private final RedisFailures failures;
    private final Deadline deadline;
    private final List<String> tried = new ArrayList<>();

    SentinelTalk(
            Target.Redis sentinel,
            String master,
            Wire wire,
            RedisFailures failures,
            Deadline deadline) {
        this.sentinel = sentinel;
        this.master = master;
        this.wire = wire;
        this.failures = failures;
        this.deadline = deadline;
    }

    @Override
    public Outcome call() {
        try (RedisConnection connection = new RedisConnection(wire)) {
            connection.connect();
            Login login = new Login(sentinel, failures);
            Batch batch = new Batch(connection);
            login.send(batch);
            batch.send(Command.CLIENT, "SETNAME", "poolmon");
            int info = batch.send(Command.INFO);
            int address = batch.send(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", master);
            int replicas = batch.send(Command.SENTINEL, "REPLICAS", master);
            int quorum = batch.send(Command.SENTINEL, "CKQUORUM", master);
            batch.read();
            Optional<Failure> refused = login.failure(batch, tried);
            if (refused.isPresent()) {
                return new Outcome.Refused(refused.get());
            }
            String refusal = refusal(batch.reply(address)) + refusal(batch.reply(info));
            if (!refusal.isEmpty()) {
                return new Outcome.Refused(
                        refusal.contains("unknown command")
                                ? noSentinel()
                                : failures.refused(refusal));
            }
            InfoText fields = InfoText.of(text(batch.reply(info)));
            Optional<Host> host = host(batch.reply(address));
            if (host.isEmpty()) {
                return new Outcome.Refused(unknownMaster(fields));
            }
            tried.add("SENTINEL GET-MASTER-ADDR-BY-NAME: " + host.get().shown());
            List<Target> found = new ArrayList<>(List.of(sentinel.on(host.get())));
            found.addAll(replicas(batch.reply(replicas)));
            tried.add("SENTINEL REPLICAS: " + (found.size() - 1));
            return new Outcome.Told(
                    reading(connection, fields, host.get(), refusal(batch.reply(quorum))),
                    tried,
                    found);
        }
    }

    private RedisReading reading(
            RedisConnection connection, InfoText fields, Host host, String noQuorum) {
        Pings pings = new PingTimes(connection, failures, deadline).measured();
        Map<String, String> shown = fields.shown();
        shown.put("role", "sentinel");
        shown.put("master_address", host.shown());
        return new RedisReading(
                fields.version(),
                Talk.slots(fields, fields.count("maxclients")),
                List.of(),
                Optional.empty(),
                shown,
                pings,
                noQuorum.isEmpty()
                        ? Map.of()
                        : Map.of(Remark.NO_QUORUM, new ServerText(failures.quoted(noQuorum))));
    }

    private static Optional<Host> host(Object reply) {
        return reply instanceof List<?> pair && pair.size() == 2
                ? host(text(pair.getFirst()), text(pair.get(1)))
                : Optional.empty();
    }

    private static Optional<Host> host(String name, String port) {
        boolean valid = !name.isEmpty() && port.matches("[1-9][0-9]{0,4}");
        return valid ? Optional.of(new Host(name, Integer.parseInt(port))) : Optional.empty();
    }

    /// Each replica is a list of names and values, by turns.
    private List<Target> replicas(Object reply) {
        List<Target> replicas = new ArrayList<>();
        if (reply instanceof List<?> all) {
            for (Object each : all) {
                Map<String, String> fields = new HashMap<>();
                if (each instanceof List<?> words) {
                    for (int i = 0; i + 1 < words.size(); i += 2) {
                        fields.put(text(words.get(i)), text(words.get(i + 1)));
                    }
                }
                host(fields.getOrDefault("ip", ""), fields.getOrDefault("port", ""))
                        .ifPresent(host -> replicas.add(sentinel.on(host)));
            }
        }
        return replicas;
    }

    private Failure noSentinel() {
        return Failure.of(
                Code.PROTOCOL,
                sentinel.host().shown() + " is a Redis server and no sentinel.",
                "Sentinels listen on port 26379 as a rule; for the server itself give"
                        + " redis://HOST:PORT.");
    }

    /// `INFO` has a line for each: `master0:name=orders,status=ok,…`.
    private Failure unknownMaster(InfoText fields) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String line = fields.fields().getOrDefault("master" + i, "");
            if (line.startsWith("name=")) {
                names.add(line.substring(5).split(",", 2)[0]);
            }
        }
        return Failure.of(
                Code.UNKNOWN_DATABASE,
                "The sentinel " + sentinel.host().shown() + " knows no master \"" + master + "\".",
                names.isEmpty()
                        ? "It watches nobody: check its configuration."
                        : "It watches "
                                + new ServerText(String.join(", ", names)).shown()
                                + ": give one of these names.");
    }
}
