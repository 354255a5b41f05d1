package poolmon.columns;

import poolmon.model.JudgedPool;
import poolmon.model.Pool;
import poolmon.model.ServerText;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/// The table of pools: of services, of servers, of limits. What a kind of pool does not have stays
/// empty, and a column that is empty in every row is not shown.
public final class PoolColumns {
    /// The columns from left to right.
    public static final List<Column<JudgedPool>> ALL =
            List.of(
                    Column.text("POOL", PoolColumns::name).between(8, 32),
                    Column.text("INSTANCE", PoolColumns::instance)
                            .between(12, 40)
                            .knownByEnd()
                            .dropped(9),
                    Column.text("KIND", (JudgedPool p) -> kind(p.pool())).dropped(2),
                    Column.text("STATUS", (JudgedPool p) -> p.status().word())
                            .as(p -> Role.of(p.status())),
                    Column.number("USED", PoolColumns::used),
                    Column.number("USE%", (JudgedPool p) -> Show.percent(p.percent(), p.status())),
                    Column.number("ACTIVE", PoolColumns::active).dropped(1),
                    Column.number("IN TX", PoolColumns::inTransaction).dropped(6),
                    Column.number("IDLE", PoolColumns::idle).dropped(5),
                    Column.number("OVERFLOW", PoolColumns::overflow).dropped(4),
                    Column.number("WAITING", PoolColumns::waiting).dropped(8),
                    Column.text("SERVICE SAYS", PoolColumns::says).between(12, 24).dropped(7),
                    Column.text("NOTE", PoolColumns::note)
                            .between(16, Column.WHOLE)
                            .dropped(3)
                            .as(p -> Role.DIM));

    private PoolColumns() {}

    /// The word for the kind of a pool; part of the JSON contract.
    public static String kind(Pool pool) {
        return switch (pool) {
            case Pool.DatabasePool ignored -> "database";
            case Pool.RedisPool ignored -> "redis";
            case Pool.ServerSlots ignored -> "server";
            case Pool.ConnectionLimit limit ->
                    limit.scope() == Pool.ConnectionLimit.Scope.DATABASE
                            ? "database-limit"
                            : "role-limit";
            case Pool.BouncerPool ignored -> "pgbouncer";
            case Pool.BouncerSlots ignored -> "pgbouncer-clients";
            case Pool.RedisSlots ignored -> "redis-server";
        };
    }

    static String name(JudgedPool judged) {
        return Show.named(judged.pool().name());
    }

    static String instance(JudgedPool judged) {
        return judged.pool() instanceof Pool.DatabasePool pool ? Show.text(pool.instance()) : "";
    }

    static String used(JudgedPool judged) {
        if (judged.utilization().isPresent()) {
            var utilization = judged.utilization().get();
            return utilization.used() + "/" + utilization.capacity();
        }
        return switch (judged.pool()) {
            case Pool.DatabasePool pool -> Show.count(pool.checkedOut());
            // The clients of the whole server: no use of this pool.
            case Pool.RedisPool ignored -> "";
            case Pool.ServerSlots slots -> slots.used() + "/" + slots.usable();
            case Pool.ConnectionLimit limit -> limit.used() + "/" + limit.limit();
            case Pool.BouncerPool pool -> Long.toString(pool.checkedOut());
            case Pool.BouncerSlots slots -> Long.toString(slots.used());
            case Pool.RedisSlots slots -> Long.toString(slots.used());
        };
    }

    private static String active(JudgedPool judged) {
        return switch (judged.pool()) {
            case Pool.ServerSlots slots -> Long.toString(slots.active());
            case Pool.BouncerPool pool -> Long.toString(pool.active());
            default -> "";
        };
    }

    private static String inTransaction(JudgedPool judged) {
        return judged.pool() instanceof Pool.ServerSlots slots
                ? Long.toString(slots.inTransaction())
                : "";
    }

    static String idle(JudgedPool judged) {
        return switch (judged.pool()) {
            case Pool.DatabasePool pool -> Show.count(pool.checkedIn());
            case Pool.ServerSlots slots -> Long.toString(slots.idle());
            case Pool.RedisPool ignored -> "";
            case Pool.ConnectionLimit ignored -> "";
            case Pool.BouncerPool pool -> Long.toString(pool.idle());
            case Pool.BouncerSlots ignored -> "";
            case Pool.RedisSlots ignored -> "";
        };
    }

    static String overflow(JudgedPool judged) {
        if (!(judged.pool() instanceof Pool.DatabasePool pool) || pool.overflow().isEmpty()) {
            return "";
        }
        OptionalLong max = maxOverflow(judged, pool);
        String limit = max.isPresent() && max.getAsLong() >= 0 ? "/" + max.getAsLong() : "";
        return pool.overflow().getAsLong() + limit;
    }

    /// The `max_overflow` that counts: the one that the pool was judged with, else the service's.
    public static OptionalLong maxOverflow(JudgedPool judged, Pool.DatabasePool pool) {
        return judged.maxOverflow().isPresent() ? judged.maxOverflow() : pool.maxOverflow();
    }

    static String waiting(JudgedPool judged) {
        return switch (judged.pool()) {
            case Pool.DatabasePool pool -> Show.count(pool.waiting());
            case Pool.BouncerPool pool -> Long.toString(pool.waiting());
            default -> "";
        };
    }

    private static String says(JudgedPool judged) {
        Optional<ServerText> word =
                switch (judged.pool()) {
                    case Pool.DatabasePool pool -> pool.reportedStatus();
                    case Pool.RedisPool pool -> pool.reportedStatus();
                    case Pool.ServerSlots ignored -> Optional.empty();
                    case Pool.ConnectionLimit ignored -> Optional.empty();
                    case Pool.BouncerPool ignored -> Optional.empty();
                    case Pool.BouncerSlots ignored -> Optional.empty();
                    case Pool.RedisSlots ignored -> Optional.empty();
                };
        String text = Show.text(word);
        if (text.isEmpty() || text.equals(judged.status().word())) {
            return "";
        }
        return judged.pool() instanceof Pool.DatabasePool pool
                        && pool.reportedUtilization().isPresent()
                ? text + " " + Show.percent(pool.reportedUtilization(), judged.status()) + "%"
                : text;
    }

    static String note(JudgedPool judged) {
        return switch (judged.pool()) {
            case Pool.DatabasePool pool -> Show.text(pool.error());
            case Pool.RedisPool pool ->
                    pool.error().isPresent()
                            ? Show.text(pool.error())
                            : labelled(pool.connectedClients(), "clients on its server");
            case Pool.ServerSlots slots -> slots.hidden() > 0 ? slots.hidden() + " hidden" : "";
            case Pool.ConnectionLimit ignored -> "";
            case Pool.BouncerPool pool -> waits(pool);
            case Pool.BouncerSlots ignored -> "";
            case Pool.RedisSlots slots -> clients(slots);
        };
    }

    private static String waits(Pool.BouncerPool pool) {
        StringJoiner note = new StringJoiner(", ");
        pool.closed().ifPresent(note::add);
        if (pool.waiting() > 0) {
            note.add("waits " + Show.age(Optional.of(pool.maxWait())));
        }
        pool.mode().ifPresent(mode -> note.add(mode.shown() + " mode"));
        return note.toString();
    }

    private static String clients(Pool.RedisSlots slots) {
        StringJoiner note = new StringJoiner(", ");
        add(note, slots.blockedClients(), "blocked");
        add(note, slots.rejectedConnections(), "rejected since start");
        add(
                note,
                OptionalLong.of(slots.connectedReplicas()),
                slots.connectedReplicas() == 1 ? "replica" : "replicas");
        add(note, OptionalLong.of(slots.clusterConnections()), "cluster links");
        return note.toString();
    }

    private static void add(StringJoiner note, OptionalLong count, String what) {
        if (count.orElse(0) > 0) {
            note.add(labelled(count, what));
        }
    }

    private static String labelled(OptionalLong count, String what) {
        return count.isPresent() ? count.getAsLong() + " " + what : "";
    }
}
