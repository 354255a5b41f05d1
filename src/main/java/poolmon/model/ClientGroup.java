package poolmon.model;

import java.time.Duration;

/// Clients of a Redis server that are alike in kind, name, address without port, user, library and
/// last command. A blank text means that the server told none.
///
/// @param count how many, 1 or more
/// @param oldestIdle the longest time since a last command among them
/// @param oldestAge the longest time since a connect among them
/// @param outputBytes what waits to be sent to them, all together
public record ClientGroup(
        Client.Kind kind,
        ServerText name,
        ServerText address,
        ServerText user,
        ServerText library,
        ServerText command,
        long count,
        Duration oldestIdle,
        Duration oldestAge,
        long outputBytes) {}
