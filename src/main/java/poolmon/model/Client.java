package poolmon.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// One client of a Redis server, by the fields of `CLIENT LIST`.
///
/// @param place the host that it comes from, or the path of a Unix socket
/// @param port its port there, 0 for a Unix socket
/// @param name set by `CLIENT SETNAME`; blank where the client has none
/// @param age since it connected
/// @param idle since its last command
/// @param kind what it is to the server
/// @param command the last command
/// @param library `lib-name`, since Redis 7.2
/// @param outputBytes what waits to be sent to it, `omem`
public record Client(
        long id,
        ServerText place,
        int port,
        ServerText name,
        Duration age,
        Duration idle,
        Kind kind,
        ServerText command,
        Optional<ServerText> user,
        Optional<ServerText> library,
        long outputBytes) {

    /// Host and port as the server writes them.
    public ServerText address() {
        return new ServerText(place.raw() + ":" + port);
    }

    /// What a client is to the server.
    public enum Kind {
        /// It sends commands: one of a pool, as a rule.
        NORMAL,
        /// It waits in `BLPOP`, `XREAD` and the like.
        BLOCKED,
        /// It listens to channels.
        PUBSUB,
        /// It looks on at all commands.
        MONITOR,
        /// It copies our data.
        REPLICA,
        /// It is the master that we copy.
        MASTER;

        /// The kind by the server's letters (redis.io, "CLIENT LIST", flags).
        public static Kind of(String flags) {
            if (flags.indexOf('S') >= 0) {
                return flags.indexOf('O') >= 0 ? MONITOR : REPLICA; // old versions say both
            }
            if (flags.indexOf('O') >= 0) {
                return MONITOR;
            }
            if (flags.indexOf('M') >= 0) {
                return MASTER;
            }
            if (flags.indexOf('P') >= 0) {
                return PUBSUB;
            }
            return flags.indexOf('b') >= 0 ? BLOCKED : NORMAL;
        }

        /// The word that stands in every output, for example `pubsub`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
