package poolmon.producers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import org.awaitility.Awaitility;

import poolmon.fixture.Postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A real HikariCP pool on the tests' PostgreSQL that is driven to known counts.
final class DrivenPool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HikariDataSource pool;
    private final List<Connection> out = new CopyOnWriteArrayList<>();

    /// Opens a pool of `most` connections, all of them at once.
    DrivenPool(String name, int most, Consumer<HikariConfig> more) {
        this(source(name, most, more));
    }

    /// Drives a pool that somebody else has opened.
    DrivenPool(HikariDataSource pool) {
        this.pool = pool;
        int most = pool.getMaximumPoolSize();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                bean().getTotalConnections() == most
                                        && bean().getIdleConnections() == most);
    }

    private static HikariDataSource source(String name, int most, Consumer<HikariConfig> more) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(jdbcUrl());
        config.setMaximumPoolSize(most);
        config.setConnectionTimeout(60_000);
        more.accept(config);
        return new HikariDataSource(config);
    }

    static String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/postgres?user=plain";
    }

    /// What the pool itself says.
    HikariPoolMXBean bean() {
        return pool.getHikariPoolMXBean();
    }

    /// Takes connections, and lets callers wait for more where there are no more.
    DrivenPool drive(int checkedOut, int callersWaiting) throws SQLException {
        for (int i = 0; i < checkedOut; i++) {
            out.add(pool.getConnection());
        }
        for (int i = 0; i < callersWaiting; i++) {
            Thread.ofVirtual().start(this::waitForOne);
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> bean().getThreadsAwaitingConnection() == callersWaiting);
        return this;
    }

    private void waitForOne() {
        try {
            pool.getConnection().close();
        } catch (SQLException interrupted) {
            // the test is over
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : out) {
            each.close();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> bean().getThreadsAwaitingConnection() == 0);
        pool.close();
    }
}
