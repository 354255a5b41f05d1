package poolmon.model;

import java.time.Duration;
import java.util.Optional;

/// One client of a Redis server, by the fields of `CLIENT LIST`.
///
/// @param address host and port, or the path of a Unix socket
/// @param name set by `CLIENT SETNAME`; blank where the client has none
/// @param age since it connected
/// @param idle since its last command
/// @param flags the server's letters, for example `N` for a plain client, `b` for a blocked one
/// @param command the last command
/// @param library `lib-name`, since Redis 7.2
public record Client(
        long id,
        ServerText address,
        ServerText name,
        Duration age,
        Duration idle,
        ServerText flags,
        ServerText command,
        Optional<ServerText> user,
        Optional<ServerText> library) {}
