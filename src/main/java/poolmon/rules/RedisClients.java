package poolmon.rules;

import poolmon.model.Client;
import poolmon.model.Client.Kind;
import poolmon.model.ClientGroup;
import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who uses the client slots of a Redis server: clients that are alike in one group, those that sit
/// idle while slots are short, and those that do not fetch what the server has for them. Comes
/// after [RedisStatus], which tells whether slots are short.
final class RedisClients implements Rule {
    private static final int NAMED = 5;

    /// Below this nothing of it is worth a word: one reply may be as long.
    private static final long BUFFER = 1 << 20;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                RedisReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    Target where = observation.target();
                    groups(reading.clients()).forEach(target::clients);
                    reading.clientsRefused().ifPresent(why -> target.finding(hidden(where, why)));
                    buffers(where, reading.clients(), target);
                    if (isShort(target.pools())) {
                        idle(where, reading.clients(), criteria.ages().idle(), target);
                    }
                });
    }

    private static boolean isShort(List<JudgedPool> pools) {
        return !pools.isEmpty()
                && (pools.getFirst().status() == Status.DEGRADED
                        || pools.getFirst().status() == Status.CRITICAL);
    }

    private static void idle(
            Target where, List<Client> clients, Duration limit, Judgement.OfTarget target) {
        List<Client> idle = new ArrayList<>();
        for (Client client : clients) {
            if (client.kind() == Kind.NORMAL && client.idle().compareTo(limit) >= 0) {
                idle.add(client);
            }
        }
        if (!idle.isEmpty()) {
            target.finding(
                    Finding.of(
                            FindingCode.REDIS_IDLE_CLIENTS,
                            Severity.DEGRADED,
                            where,
                            Figures.count(idle.size(), "client")
                                    + " sat idle for "
                                    + Figures.age(limit)
                                    + " or longer while slots are short",
                            named(groups(idle))));
        }
    }

    private static void buffers(Target where, List<Client> clients, Judgement.OfTarget target) {
        long all = 0;
        List<Client> slow = new ArrayList<>();
        for (Client client : clients) {
            all += client.outputBytes();
            if (client.outputBytes() >= BUFFER && client.kind() != Kind.REPLICA) {
                slow.add(client);
            }
        }
        if (!slow.isEmpty()) {
            slow.sort((a, b) -> Long.compare(b.outputBytes(), a.outputBytes()));
            List<String> evidence = new ArrayList<>();
            for (Client client : slow.subList(0, Math.min(NAMED, slow.size()))) {
                evidence.add(
                        "id "
                                + client.id()
                                + ", "
                                + named(client.name(), client.address())
                                + ": "
                                + Figures.bytes(client.outputBytes())
                                + ", last command "
                                + client.command().shown());
            }
            target.finding(
                    Finding.of(
                            FindingCode.REDIS_OUTPUT_BUFFERS,
                            Severity.INFO,
                            where,
                            Figures.count(slow.size(), "client")
                                    + (slow.size() == 1 ? " does" : " do")
                                    + " not fetch what the server has for them: "
                                    + Figures.bytes(all)
                                    + " wait",
                            evidence));
        }
    }

    private static List<String> named(List<ClientGroup> groups) {
        List<String> named = new ArrayList<>();
        for (ClientGroup group : groups.subList(0, Math.min(NAMED, groups.size()))) {
            named.add(
                    group.count()
                            + " × "
                            + named(group.name(), group.address())
                            + ", the longest for "
                            + Figures.age(group.oldestIdle())
                            + ", last command "
                            + group.command().shown());
        }
        if (groups.size() > NAMED) {
            named.add("and " + (groups.size() - NAMED) + " groups more");
        }
        return named;
    }

    private static String named(ServerText name, ServerText address) {
        return (name.isBlank() ? "clients without a name" : name.shown())
                + " from "
                + address.shown();
    }

    private static Finding hidden(Target target, ServerText why) {
        return Finding.of(
                FindingCode.REDIS_CLIENTS_HIDDEN,
                Severity.INFO,
                target,
                "the server does not let this user list its clients, so who uses the slots is not"
                        + " known",
                List.of(why.shown()));
    }

    private record Key(
            Kind kind,
            ServerText name,
            ServerText address,
            ServerText user,
            ServerText library,
            ServerText command) {
        static Key of(Client client) {
            return new Key(
                    client.kind(),
                    client.name(),
                    client.place(),
                    client.user().orElse(ServerText.EMPTY),
                    client.library().orElse(ServerText.EMPTY),
                    client.command());
        }
    }

    private static List<ClientGroup> groups(List<Client> clients) {
        Map<Key, Tally> tallies = new LinkedHashMap<>();
        for (Client client : clients) {
            Key key = Key.of(client);
            Tally tally = tallies.get(key);
            if (tally == null) {
                tally = new Tally();
                tallies.put(key, tally);
            }
            tally.add(client);
        }
        List<ClientGroup> groups = new ArrayList<>();
        tallies.forEach((key, tally) -> groups.add(tally.of(key)));
        groups.sort(RedisClients::largestFirst);
        return groups;
    }

    /// What the clients of one group come to, while they are counted: there may be thousands.
    private static final class Tally {
        private long count;
        private long outputBytes;
        private Duration idle = Duration.ZERO;
        private Duration age = Duration.ZERO;

        void add(Client client) {
            count++;
            outputBytes += client.outputBytes();
            idle = longer(idle, client.idle());
            age = longer(age, client.age());
        }

        private static Duration longer(Duration a, Duration b) {
            return a.compareTo(b) >= 0 ? a : b;
        }

        ClientGroup of(Key key) {
            return new ClientGroup(
                    key.kind(),
                    key.name(),
                    key.address(),
                    key.user(),
                    key.library(),
                    key.command(),
                    count,
                    idle,
                    age,
                    outputBytes);
        }
    }

    /// By hand, since `Comparator.comparing` links serializable lambdas that no AOT cache keeps.
    private static int largestFirst(ClientGroup a, ClientGroup b) {
        return a.count() == b.count()
                ? b.oldestIdle().compareTo(a.oldestIdle())
                : Long.compare(b.count(), a.count());
    }
}
