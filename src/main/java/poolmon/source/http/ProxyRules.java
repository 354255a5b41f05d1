package poolmon.source.http;

import poolmon.model.Access;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// Who is asked by way of a proxy, and who directly.
///
/// This machine itself (`localhost`, 127.0.0.0/8, `::1`) is always asked directly. curl would ask
/// the proxy for it unless `NO_PROXY` says otherwise; Go does as we do, for a proxy elsewhere
/// takes the name for itself. No name is looked up: addresses in `NO_PROXY` match addresses only.
final class ProxyRules {
    private ProxyRules() {}

    static Optional<Access.Proxy> proxy(Access.Proxies proxies, Origin origin) {
        Optional<Access.Proxy> proxy = origin.tls() ? proxies.https() : proxies.http();
        if (proxy.isEmpty()) {
            return proxy;
        }
        String name = withoutDot(origin.host().name());
        Optional<InetAddress> address = address(name);
        boolean direct =
                name.equals("localhost")
                        || address.filter(InetAddress::isLoopbackAddress).isPresent();
        for (String entry : proxies.except()) {
            direct |= matches(entry, name, address, origin.host().port());
        }
        return direct ? Optional.empty() : proxy;
    }

    private static boolean matches(
            String entry, String name, Optional<InetAddress> address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            return address.isPresent() && isIn(entry, slash, address.get());
        }
        String host = entry;
        int colon = entry.lastIndexOf(':');
        boolean bracketed = entry.startsWith("[");
        if (colon > 0
                && (bracketed ? entry.charAt(colon - 1) == ']' : entry.indexOf(':') == colon)) {
            if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            host = entry.substring(0, colon);
        }
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        Optional<InetAddress> excepted = address(host);
        return excepted.isPresent() ? excepted.equals(address) : isOf(host, name);
    }

    /// True for the domain and all below it, whether it is written with a leading dot or without.
    private static boolean isOf(String domain, String name) {
        String plain = withoutDot(domain.startsWith("*.") ? domain.substring(1) : domain);
        plain = plain.startsWith(".") ? plain.substring(1) : plain;
        return !plain.isEmpty() && (name.equals(plain) || name.endsWith("." + plain));
    }

    private static boolean isIn(String range, int slash, InetAddress address) {
        byte[] net =
                address(range.substring(0, slash)).map(InetAddress::getAddress).orElse(new byte[0]);
        byte[] bytes = address.getAddress();
        int bits;
        try {
            bits = Integer.parseInt(range.substring(slash + 1));
        } catch (NumberFormatException e) {
            return false;
        }
        if (net.length != bytes.length || bits < 0 || bits > net.length * 8) {
            return false;
        }
        int whole = bits / 8;
        int mask = 0xff00 >> (bits % 8) & 0xff;
        return Arrays.equals(net, 0, whole, bytes, 0, whole)
                && (mask == 0 || ((net[whole] ^ bytes[whole]) & mask) == 0);
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
