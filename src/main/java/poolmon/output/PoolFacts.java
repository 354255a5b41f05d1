package poolmon.output;

import poolmon.columns.PoolColumns;
import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.ServerText;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A pool of any kind by the fields that all kinds have in common, for formats that print each pool
/// alike. What a kind does not have or does not tell is absent and never 0.
///
/// @param kind the word of the JSON contract, for example `database`
/// @param checkedOut connections in use; on a server those that run a statement or hold a
///     transaction open
/// @param slotsUsed slots of a server, idle connections included
/// @param used what the utilisation was reckoned with: connections checked out, or slots in use
/// @param capacity the most that can be in use; absent where only a part of it is known
record PoolFacts(
        String kind,
        ServerText name,
        Optional<ServerText> instance,
        Optional<ServerText> reportedStatus,
        OptionalLong checkedOut,
        OptionalLong slotsUsed,
        OptionalLong used,
        OptionalLong idle,
        OptionalLong overflow,
        OptionalLong maxOverflow,
        OptionalLong capacity,
        OptionalDouble reportedUtilization,
        OptionalLong waiting,
        Optional<ServerText> error) {

    static PoolFacts of(JudgedPool judged) {
        return switch (judged.pool()) {
            case Pool.DatabasePool pool -> database(judged, pool);
            case Pool.RedisPool pool -> redis(judged, pool);
            case Pool.ServerSlots slots ->
                    bare(
                            judged,
                            OptionalLong.of(slots.active() + slots.inTransaction()),
                            OptionalLong.of(slots.used()),
                            OptionalLong.of(slots.idle()));
            case Pool.ConnectionLimit limit ->
                    bare(
                            judged,
                            OptionalLong.of(limit.used()),
                            OptionalLong.empty(),
                            OptionalLong.empty());
            case Pool.BouncerPool pool -> bouncer(judged, pool);
            case Pool.BouncerSlots slots ->
                    bare(
                            judged,
                            OptionalLong.empty(),
                            OptionalLong.of(slots.used()),
                            OptionalLong.empty());
            case Pool.RedisSlots slots ->
                    bare(
                            judged,
                            OptionalLong.empty(),
                            OptionalLong.of(slots.used()),
                            OptionalLong.empty());
        };
    }

    private static PoolFacts database(JudgedPool judged, Pool.DatabasePool pool) {
        return new PoolFacts(
                PoolColumns.kind(pool),
                pool.name(),
                pool.instance(),
                pool.reportedStatus(),
                pool.checkedOut(),
                OptionalLong.empty(),
                pool.checkedOut(),
                pool.checkedIn(),
                pool.overflow(),
                PoolColumns.maxOverflow(judged, pool),
                pool.capacityAtLeast() ? OptionalLong.empty() : capacity(judged),
                pool.reportedUtilization(),
                pool.waiting(),
                pool.error());
    }

    private static PoolFacts bouncer(JudgedPool judged, Pool.BouncerPool pool) {
        return new PoolFacts(
                PoolColumns.kind(pool),
                pool.name(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(pool.checkedOut()),
                OptionalLong.empty(),
                OptionalLong.of(pool.checkedOut()),
                OptionalLong.of(pool.idle()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                capacity(judged),
                OptionalDouble.empty(),
                OptionalLong.of(pool.waiting()),
                pool.closed().map(ServerText::new));
    }

    /// The clients of the server that such a pool is connected to are no use of the pool.
    private static PoolFacts redis(JudgedPool judged, Pool.RedisPool pool) {
        return new PoolFacts(
                PoolColumns.kind(judged.pool()),
                pool.name(),
                Optional.empty(),
                pool.reportedStatus(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                pool.maxConnections(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                pool.error());
    }

    private static PoolFacts bare(
            JudgedPool judged, OptionalLong checkedOut, OptionalLong slotsUsed, OptionalLong idle) {
        return new PoolFacts(
                PoolColumns.kind(judged.pool()),
                judged.pool().name(),
                Optional.empty(),
                Optional.empty(),
                checkedOut,
                slotsUsed,
                slotsUsed.isPresent() ? slotsUsed : checkedOut,
                idle,
                OptionalLong.empty(),
                OptionalLong.empty(),
                capacity(judged),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static OptionalLong capacity(JudgedPool judged) {
        return judged.utilization().isPresent()
                ? OptionalLong.of(judged.utilization().get().capacity())
                : OptionalLong.empty();
    }
}
