package poolmon.source.redis;

import static poolmon.source.redis.RedisConnection.text;

import poolmon.model.Host;
import poolmon.model.Target;
import poolmon.source.redis.RedisConnection.Command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who else is of a server's cluster, and how that stands (redis.io, "CLUSTER NODES" and "CLUSTER
/// INFO").
///
/// @param others every other master and replica, those among them that are said to be down
/// @param info what stands in JSON: the state of the cluster and the server's own hash slots
/// @param refusal why they are not told, empty where they are
record ClusterNodes(List<Target> others, Map<String, String> info, String refusal) {
    private static final int LONGEST = 1_000;

    /// Asks where there is a cluster.
    static ClusterNodes of(RedisConnection connection, InfoText fields, Target.Redis target) {
        if (fields.count("cluster_enabled").orElse(0) == 0) {
            return new ClusterNodes(List.of(), Map.of(), "");
        }
        connection.sendCommand(Command.CLUSTER, "INFO");
        connection.sendCommand(Command.CLUSTER, "NODES");
        List<Object> replies = connection.replies(2);
        Map<String, String> info = new LinkedHashMap<>();
        InfoText state = InfoText.of(text(replies.getFirst()));
        for (String field : List.of("cluster_state", "cluster_slots_assigned")) {
            Optional.ofNullable(state.fields().get(field)).ifPresent(v -> info.put(field, v));
        }
        List<Target> others = new ArrayList<>();
        for (String line : text(replies.get(1)).split("\n", LONGEST)) {
            String[] words = line.strip().split(" ");
            if (words.length >= 8) {
                node(words, target, others, info);
            }
        }
        return new ClusterNodes(others, info, RedisConnection.refusal(replies.get(1)));
    }

    /// `id address@bus[,hostname] flags master ping pong epoch link-state slot…`.
    private static void node(
            String[] words, Target.Redis target, List<Target> others, Map<String, String> info) {
        List<String> flags = List.of(words[2].split(","));
        if (flags.contains("myself")) {
            info.put("hash_slots", Integer.toString(hashSlots(words)));
        } else if (!flags.contains("noaddr") && !flags.contains("handshake")) {
            address(words[1], target).ifPresent(host -> others.add(target.on(host)));
        }
    }

    /// Single ones and ranges; what is in brackets is on its way to another node.
    private static int hashSlots(String[] words) {
        int count = 0;
        for (int i = 8; i < words.length; i++) {
            int dash = words[i].indexOf('-');
            if (!words[i].startsWith("[")) {
                count +=
                        dash < 0
                                ? 1
                                : number(words[i].substring(dash + 1))
                                        - number(words[i].substring(0, dash))
                                        + 1;
            }
        }
        return Math.clamp(count, 0, 16_384);
    }

    /// A node that does not know its own address has the one that we came by.
    private static Optional<Host> address(String text, Target.Redis target) {
        int at = text.indexOf('@');
        String plain = at < 0 ? text.split(",", 2)[0] : text.substring(0, at);
        int colon = plain.lastIndexOf(':');
        int port = colon < 0 ? 0 : number(plain.substring(colon + 1));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        String name = plain.substring(0, colon);
        return Optional.of(new Host(name.isEmpty() ? target.host().name() : name, port));
    }

    private static int number(String text) {
        try {
            return Math.clamp(Long.parseLong(text), -1, 1 << 20);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
