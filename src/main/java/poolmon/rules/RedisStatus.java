package poolmon.rules;

import poolmon.model.Client;
import poolmon.model.ClientGroup;
import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool.RedisSlots;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Utilization;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The client slots of a Redis server: clients, replicas and cluster links against `maxclients`
/// (redis.conf, "maxclients"; `connected_clients` of `INFO` leaves the replicas out).
final class RedisStatus implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                RedisReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    JudgedPool judged = server(reading.slots(), criteria);
                    target.pool(judged);
                    judged.utilization()
                            .filter(u -> judged.status() != Status.HEALTHY)
                            .ifPresent(
                                    u ->
                                            target.finding(
                                                    slotsLow(
                                                            observation.target(),
                                                            reading.slots(),
                                                            u,
                                                            judged.status())));
                    groups(reading.clients()).forEach(target::clients);
                    reading.clientsRefused()
                            .ifPresent(why -> target.finding(hidden(observation.target(), why)));
                });
    }

    /// Without `maxclients` nobody can say how many slots are left.
    private static JudgedPool server(RedisSlots slots, Criteria criteria) {
        if (slots.maxClients().isEmpty() || slots.maxClients().getAsLong() < 1) {
            return JudgedPool.of(slots, Status.ERROR);
        }
        Utilization utilization = new Utilization(slots.used(), slots.maxClients().getAsLong());
        return JudgedPool.of(slots, criteria.thresholds().judge(utilization), utilization);
    }

    private static Finding slotsLow(
            Target target, RedisSlots slots, Utilization utilization, Status status) {
        return Finding.of(
                FindingCode.REDIS_SLOTS_LOW,
                Severity.of(status),
                target,
                utilization.used()
                        + " of "
                        + utilization.capacity()
                        + " client slots are in use, "
                        + Figures.percent(utilization.percent(), status)
                        + " %",
                List.of(
                        Figures.count(slots.connectedClients(), "client")
                                + ", "
                                + Figures.count(slots.connectedReplicas(), "replica")
                                + ", "
                                + Figures.count(slots.clusterConnections(), "cluster link")));
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
            ServerText name,
            ServerText address,
            ServerText user,
            ServerText library,
            ServerText command) {
        static Key of(Client client) {
            return new Key(
                    client.name(),
                    new ServerText(withoutPort(client.address().raw())),
                    client.user().orElse(ServerText.EMPTY),
                    client.library().orElse(ServerText.EMPTY),
                    client.command());
        }

        private static String withoutPort(String address) {
            int colon = address.lastIndexOf(':');
            return colon < 0 ? address : address.substring(0, colon);
        }
    }

    private static List<ClientGroup> groups(List<Client> clients) {
        Map<Key, ClientGroup> groups = new LinkedHashMap<>();
        for (Client client : clients) {
            Key key = Key.of(client);
            groups.merge(key, alone(key, client), RedisStatus::together);
        }
        return groups.values().stream().sorted(RedisStatus::largestFirst).toList();
    }

    /// By hand, since `Comparator.comparing` links serializable lambdas that no AOT cache keeps.
    private static int largestFirst(ClientGroup a, ClientGroup b) {
        return a.count() == b.count()
                ? b.oldestIdle().compareTo(a.oldestIdle())
                : Long.compare(b.count(), a.count());
    }

    private static ClientGroup alone(Key key, Client client) {
        return new ClientGroup(
                key.name(),
                key.address(),
                key.user(),
                key.library(),
                key.command(),
                1,
                client.idle(),
                client.age());
    }

    private static ClientGroup together(ClientGroup a, ClientGroup b) {
        return new ClientGroup(
                a.name(),
                a.address(),
                a.user(),
                a.library(),
                a.command(),
                a.count() + b.count(),
                longer(a.oldestIdle(), b.oldestIdle()),
                longer(a.oldestAge(), b.oldestAge()));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
