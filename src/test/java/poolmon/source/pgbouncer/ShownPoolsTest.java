package poolmon.source.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.model.Pool.BouncerPool;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.PoolerLink;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the console shows, in old and in new versions, by the names of its columns.
class ShownPoolsTest {
    private static final ShownRow DATABASE =
            row("name", "shop", "pool_size", "20", "reserve_pool", "5", "paused", "0");

    private static ShownRow row(String... namesAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ShownRow(fields);
    }

    private static BouncerReading reading(List<ShownRow> pools, List<ShownRow> databases) {
        return new ShownPools(
                        pools,
                        databases,
                        List.of(
                                row("list", "used_clients", "items", "7"),
                                row("list", "free_clients", "items", "43"),
                                row("list", "login_clients", "items", "2")),
                        List.of(row("key", "max_client_conn", "value", "100")),
                        List.of(),
                        List.of())
                .reading("1.18.0");
    }

    private static BouncerPool pool(ShownRow row, ShownRow database) {
        return reading(List.of(row), List.of(database)).pools().getFirst();
    }

    @Test
    void countsAreReadByName() {
        BouncerPool pool =
                pool(
                        row(
                                "database", "shop",
                                "user", "orders",
                                "cl_active", "12",
                                "cl_waiting", "3",
                                "sv_active", "10",
                                "sv_idle", "4",
                                "sv_used", "3",
                                "sv_tested", "1",
                                "sv_login", "2",
                                "maxwait", "7",
                                "maxwait_us", "250000",
                                "pool_mode", "transaction"),
                        DATABASE);

        assertThat(pool.name().raw()).isEqualTo("shop/orders");
        assertThat(pool.checkedOut()).as("active, tested, login").isEqualTo(13);
        assertThat(pool.idle()).as("idle and used").isEqualTo(7);
        assertThat(pool.waiting()).isEqualTo(3);
        assertThat(pool.maxWait()).isEqualTo(Duration.ofMillis(7250));
        assertThat(pool.size()).isEqualTo(OptionalLong.of(20));
        assertThat(pool.reserve()).isEqualTo(5);
        assertThat(pool.closed()).isEmpty();
    }

    @Test
    void columnsOfNewerVersionsAreReadAndUnknownOnesPassedOver() {
        BouncerPool pool =
                pool(
                        row(
                                "database", "shop",
                                "user", "orders",
                                "sv_active", "2",
                                "sv_active_cancel", "1",
                                "sv_being_canceled", "1",
                                "load_balance_hosts", "round-robin",
                                "sv_of_tomorrow", "many"),
                        row("name", "shop", "pool_size", "20", "reserve_pool_size", "6"));

        assertThat(pool.checkedOut()).isEqualTo(4);
        assertThat(pool.reserve()).isEqualTo(6);
        assertThat(pool.mode()).isEmpty();
    }

    @Test
    void whatIsMissingOrNoNumberIsNotGuessed() {
        BouncerPool pool = pool(row("database", "shop", "sv_active", "lots"), row("name", "shop"));

        assertThat(pool.size()).isEmpty();
        assertThat(pool.checkedOut()).isZero();
        assertThat(pool.maxWait()).isZero();
    }

    @Test
    void aPausedAndADisabledDatabaseAreClosed() {
        assertThat(pool(row("database", "shop"), row("name", "shop", "paused", "1")).closed())
                .isEqualTo(Optional.of("paused"));
        assertThat(pool(row("database", "shop"), row("name", "shop", "disabled", "1")).closed())
                .isEqualTo(Optional.of("disabled"));
    }

    @Test
    void theConsoleItselfIsNoPool() {
        BouncerReading reading =
                reading(List.of(row("database", "pgbouncer", "cl_active", "1")), List.of());

        assertThat(reading.pools()).isEmpty();
        assertThat(reading.slots().used()).as("used and login").isEqualTo(9);
        assertThat(reading.slots().maxClients()).isEqualTo(OptionalLong.of(100));
    }

    @Test
    void aConnectionIsLinkedToTheClientThatHasIt() {
        BouncerReading reading =
                new ShownPools(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(
                                        row(
                                                "remote_pid", "4711",
                                                "addr", "10.0.0.2",
                                                "port", "5432",
                                                "link", "0x55d1",
                                                "ptr", "0x7777"),
                                        row("remote_pid", "4712", "link", "", "ptr", "0x7778")),
                                List.of(
                                        row(
                                                "ptr", "0x55d1",
                                                "addr", "::1",
                                                "port", "50123",
                                                "application_name", "orders-api"),
                                        row("ptr", "0x55d2", "addr", "unix", "port", "6432")))
                        .reading("1.18.0");

        assertThat(reading.links()).hasSize(1);
        PoolerLink link = reading.links().getFirst();
        assertThat(link.pid()).isEqualTo(4711);
        assertThat(link.server().raw()).isEqualTo("10.0.0.2:5432");
        assertThat(link.client().raw()).isEqualTo("[::1]:50123");
        assertThat(link.application().raw()).isEqualTo("orders-api");
    }
}
