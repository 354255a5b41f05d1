package poolmon.model;

/// A host name or address with a TCP port.
///
/// @param name a DNS name, an IPv4 address, or an IPv6 address without brackets; of a PostgreSQL
///     server also the folder of its Unix socket, which begins with a slash
/// @param port 1 to 65535
public record Host(String name, int port) {
    public Host {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port " + port + " is not in 1 to 65535");
        }
    }

    /// `name:port`, an IPv6 address in brackets.
    public String shown() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
