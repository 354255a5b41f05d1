package poolmon.cli;

import poolmon.model.Target;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All addresses behind the name of a service, as one target each: the pods behind a headless
/// service, the machines behind round-robin DNS.
final class Addresses {
    private Addresses() {}

    /// One target for each address, in the order of the addresses so that two looks can be
    /// compared. A name that cannot be resolved stays as it is, so that asking it tells why.
    static List<Target> of(Target.Service service, World world) {
        List<InetAddress> addresses = new ArrayList<>(world.addresses().apply(host(service)));
        if (addresses.isEmpty()) {
            return List.of(service);
        }
        addresses.sort((a, b) -> compare(a.getAddress(), b.getAddress()));
        List<Target> targets = new ArrayList<>();
        for (InetAddress address : addresses) {
            targets.add(
                    new Target.Service(
                            service.url(),
                            service.access(),
                            Optional.of(address),
                            service.format(),
                            service.samples()));
        }
        return targets;
    }

    /// The addresses of the hosts of services, as a PostgreSQL server writes those of its clients;
    /// `local` stands for a Unix socket.
    static Map<Target, Set<String>> known(List<Target> services, World world) {
        Map<Target, Set<String>> known = new HashMap<>();
        for (Target target : services) {
            if (target instanceof Target.Service service) {
                Set<String> addresses = new HashSet<>();
                for (InetAddress address : world.addresses().apply(host(service))) {
                    addresses.add(address.getHostAddress());
                    if (address.isLoopbackAddress()) {
                        addresses.addAll(List.of("127.0.0.1", "::1", "local"));
                    }
                }
                known.put(target, Set.copyOf(addresses));
            }
        }
        return known;
    }

    private static int compare(byte[] one, byte[] other) {
        return one.length == other.length
                ? Arrays.compareUnsigned(one, other)
                : Integer.compare(one.length, other.length);
    }

    /// The host of the URL, without user, brackets and port.
    private static String host(Target.Service service) {
        String authority = service.url().getRawAuthority();
        if (authority.startsWith("[")) {
            return authority.substring(1, Math.max(1, authority.indexOf(']')));
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }
}
