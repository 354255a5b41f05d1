package poolmon.source.pgbouncer;

import poolmon.model.Pool.BouncerPool;
import poolmon.model.Pool.BouncerSlots;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.PoolerLink;
import poolmon.model.ServerText;
import poolmon.model.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Makes a reading of what the console shows (PgBouncer documentation, "Admin console").
///
/// @param pools `SHOW POOLS`
/// @param databases `SHOW DATABASES`, which knows the sizes of the pools
/// @param lists `SHOW LISTS`, which counts the clients
/// @param config `SHOW CONFIG`
/// @param servers `SHOW SERVERS`
/// @param clients `SHOW CLIENTS`
record ShownPools(
        List<ShownRow> pools,
        List<ShownRow> databases,
        List<ShownRow> lists,
        List<ShownRow> config,
        List<ShownRow> servers,
        List<ShownRow> clients) {

    /// States in which a client does not yet or no longer use a slot for itself.
    private static final Set<String> CLIENT_LISTS = Set.of("used_clients", "login_clients");

    BouncerReading reading(String version) {
        Map<String, ShownRow> byName = new HashMap<>();
        databases.forEach(row -> row.text("name").ifPresent(n -> byName.put(n.raw(), row)));
        List<BouncerPool> all = new ArrayList<>();
        long waiting = 0;
        for (ShownRow row : pools) {
            String database = row.text("database").orElse(ServerText.EMPTY).raw();
            if (!database.equals(Target.Bouncer.DATABASE)) {
                BouncerPool pool = pool(row, byName.getOrDefault(database, new ShownRow(Map.of())));
                waiting += pool.waiting();
                all.add(pool);
            }
        }
        BouncerSlots slots =
                new BouncerSlots(
                        new ServerText("clients"), setting("max_client_conn"), used(), waiting);
        return new BouncerReading(version, slots, all, links());
    }

    private OptionalLong setting(String name) {
        return config.stream()
                .filter(row -> row.fields().getOrDefault("key", "").equals(name))
                .map(row -> row.count("value"))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private long used() {
        long used = 0;
        for (ShownRow row : lists) {
            if (CLIENT_LISTS.contains(row.fields().getOrDefault("list", ""))) {
                used += row.sum("items");
            }
        }
        return used;
    }

    /// A free connection that PgBouncer has not looked after for `server_check_delay` counts as
    /// `sv_used`: it is idle, whatever its name. Measured with 1.18: after that time every idle
    /// connection stands there.
    private static BouncerPool pool(ShownRow row, ShownRow database) {
        ServerText name = row.text("database").orElse(ServerText.EMPTY);
        ServerText user = row.text("user").orElse(ServerText.EMPTY);
        long reserve = database.count("reserve_pool").orElse(database.sum("reserve_pool_size"));
        OptionalLong size = database.count("pool_size");
        return new BouncerPool(
                new ServerText(name.raw() + "/" + user.raw()),
                name,
                user,
                size.isPresent() && size.getAsLong() > 0 ? size : OptionalLong.empty(),
                reserve,
                row.sum("sv_active"),
                row.sum("sv_tested", "sv_login", "sv_active_cancel", "sv_being_canceled"),
                row.sum("sv_idle", "sv_used"),
                row.sum("cl_active"),
                row.sum("cl_waiting"),
                Duration.ofSeconds(row.sum("maxwait")).plusNanos(row.sum("maxwait_us") * 1000),
                row.text("pool_mode"),
                closed(database));
    }

    private static Optional<String> closed(ShownRow database) {
        if (database.is("disabled")) {
            return Optional.of("disabled");
        }
        return database.is("paused") ? Optional.of("paused") : Optional.empty();
    }

    /// `link` of a server's connection is the `ptr` of the client that has it.
    private List<PoolerLink> links() {
        Map<String, ShownRow> byPointer = new HashMap<>();
        for (ShownRow client : clients) {
            client.text("ptr").ifPresent(pointer -> byPointer.put(pointer.raw(), client));
        }
        List<PoolerLink> links = new ArrayList<>();
        for (ShownRow server : servers) {
            ShownRow client = byPointer.get(server.text("link").orElse(ServerText.EMPTY).raw());
            long pid = server.sum("remote_pid");
            if (client != null && pid > 0 && pid <= Integer.MAX_VALUE) {
                links.add(
                        new PoolerLink(
                                (int) pid,
                                place(server),
                                place(client),
                                client.text("application_name").orElse(ServerText.EMPTY)));
            }
        }
        return links;
    }

    private static ServerText place(ShownRow row) {
        String address = row.text("addr").orElse(ServerText.EMPTY).raw();
        return new ServerText(
                (address.contains(":") ? "[" + address + "]" : address)
                        + ":"
                        + row.text("port").orElse(ServerText.EMPTY).raw());
    }
}
