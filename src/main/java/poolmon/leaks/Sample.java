package poolmon.leaks;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// One look at one pool.
///
/// @param seconds since the first look
/// @param checkedOut connections in use
/// @param overflow SQLAlchemy's, where it is known
/// @param transactions that the databases have ended since the server's start
/// @param held the sessions of the pool with which nobody works, each by its pid, its start and the
///     moment since when: one that goes on in between is another one; empty where no server is
///     asked
record Sample(
        double seconds,
        long checkedOut,
        OptionalLong overflow,
        OptionalDouble transactions,
        Set<String> held) {
    Sample {
        held = Set.copyOf(held);
    }
}
