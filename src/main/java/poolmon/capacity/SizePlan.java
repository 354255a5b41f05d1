package poolmon.capacity;

import poolmon.model.Selection;
import poolmon.model.Thresholds;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What the user told of the load, the fleet and its limits. Whatever is absent is looked up on the
/// server, or is not reckoned with.
///
/// @param traffic absent where the server is to be observed, or only a fleet is to be checked
/// @param target the longest that 99 of 100 requests are to wait
/// @param buffer connections beyond the average load
/// @param others connections of other applications
/// @param selection whose sessions on the server are the fleet's
public record SizePlan(
        Optional<Traffic> traffic,
        Duration target,
        OptionalLong buffer,
        Fleet fleet,
        Optional<Pooler> pooler,
        OptionalLong others,
        Limits limits,
        Selection selection,
        Thresholds thresholds) {

    /// Requests that take a connection, of the whole fleet.
    ///
    /// @param perSecond more than 0
    /// @param hold how long each keeps it on average, more than 0
    public record Traffic(double perSecond, Duration hold) {}

    /// Who has pools.
    ///
    /// @param replicas 1 or more
    /// @param workers processes of each, 1 or more
    /// @param poolSize absent where it is to be found out
    /// @param surge by how many replicas a rolling deploy goes beyond
    public record Fleet(
            long replicas, long workers, OptionalLong poolSize, OptionalLong overflow, long surge) {
        /// A budget with pools of this size.
        FleetBudget budget(long pool) {
            return new FleetBudget(replicas, workers, pool, surge);
        }
    }

    /// A PgBouncer between the fleet and the server.
    ///
    /// @param pools one for each database and role in each PgBouncer process, 1 or more
    /// @param size its `default_pool_size`; absent where it is to be found out
    /// @param maxClients its `max_client_conn`
    public record Pooler(long pools, OptionalLong size, OptionalLong maxClients) {}

    /// What connections have to fit into.
    ///
    /// @param slots for ordinary roles: `max_connections` less the reserved ones
    /// @param role the connection limit of the fleet's role
    /// @param database the connection limit of the fleet's database
    public record Limits(OptionalLong slots, OptionalLong role, OptionalLong database) {}
}
