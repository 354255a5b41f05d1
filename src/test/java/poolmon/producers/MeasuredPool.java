package poolmon.producers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import org.awaitility.Awaitility;

import poolmon.fixture.PostgresServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/// A real HikariCP pool on the shared PostgreSQL, which is brought to a known state.
final class MeasuredPool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HikariDataSource pool;
    private final Deque<Connection> checkedOut = new ArrayDeque<>();

    /// Takes over a pool that somebody else has made.
    MeasuredPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /// The settings of a pool on the shared PostgreSQL that keeps all of its connections open.
    ///
    /// @param most the most connections that it opens, and the fewest
    static HikariConfig settings(String name, int most) {
        return settings(PostgresServer.shared().jdbcUrl(), name, most);
    }

    /// The same for a pool on any PostgreSQL.
    static HikariConfig settings(String jdbcUrl, String name, int most) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setJdbcUrl(jdbcUrl);
        settings.setMaximumPoolSize(most);
        settings.setMinimumIdle(most);
        settings.setConnectionTimeout(PATIENCE.toMillis());
        return settings;
    }

    /// Opens a pool.
    static MeasuredPool open(HikariConfig settings) {
        return new MeasuredPool(new HikariDataSource(settings));
    }

    /// Takes connections until so many are out, and waits until the pool has filled up again.
    MeasuredPool checkOut(int connections) throws SQLException {
        while (checkedOut.size() < connections) {
            checkedOut.push(pool.getConnection());
        }
        int idle = pool.getMaximumPoolSize() - connections;
        until(() -> bean().getActiveConnections() == connections);
        until(() -> bean().getIdleConnections() == idle);
        return this;
    }

    /// Lets so many threads ask for a connection, and waits until the pool knows of all of them.
    MeasuredPool letWait(int threads) {
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().start(this::borrow);
        }
        until(() -> bean().getThreadsAwaitingConnection() == threads);
        return this;
    }

    /// What the pool's own bean says.
    Counts counts() {
        HikariPoolMXBean bean = bean();
        return new Counts(
                pool.getPoolName(),
                bean.getActiveConnections(),
                bean.getIdleConnections(),
                pool.getMaximumPoolSize(),
                bean.getThreadsAwaitingConnection());
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : checkedOut) {
            connection.close();
        }
        pool.close();
    }

    private HikariPoolMXBean bean() {
        return pool.getHikariPoolMXBean();
    }

    private void borrow() {
        try (Connection connection = pool.getConnection()) {
            connection.isReadOnly();
        } catch (SQLException closed) {
            // with the pool
        }
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }
}
