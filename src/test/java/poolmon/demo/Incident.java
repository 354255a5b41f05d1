package poolmon.demo;

import poolmon.fixture.SeedService;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What goes wrong in the demo: a code path takes connections, opens a transaction and forgets
/// both; one of them holds a lock that others wait for; the rest of the pool does honest work.
final class Incident implements AutoCloseable {
    static final int LEAKED = 10;
    static final int WAITING = 2;
    static final int WORKING = 3;

    private final SeedService service;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Connection> leaked = new ArrayList<>();

    Incident(SeedService service) {
        this.service = service;
    }

    /// The table that the service works on.
    void prepare() throws SQLException {
        try (Connection connection = service.checkOut();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE orders (id int PRIMARY KEY, state text, total numeric)");
            statement.execute(
                    "INSERT INTO orders SELECT n, 'open', n * 10 FROM generate_series(1, 1000) n");
        }
    }

    /// Forgets connections in open transactions. The first one holds the row of order 1.
    void leak() throws SQLException {
        for (int i = 1; i <= LEAKED; i++) {
            Connection connection = service.checkOut();
            connection.setAutoCommit(false);
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "SELECT id, state, total FROM orders WHERE id = ? FOR UPDATE")) {
                query.setInt(1, i);
                query.execute();
            }
            leaked.add(connection);
        }
    }

    /// Lets others wait for the row of order 1.
    void block() {
        for (int i = 0; i < WAITING; i++) {
            inBackground("UPDATE orders SET state = 'paid' WHERE id = 1");
        }
    }

    /// Lets the rest of the pool run statements that take a while.
    void work() {
        for (int i = 0; i < WORKING; i++) {
            inBackground("SELECT sum(total), pg_sleep(3600) FROM orders");
        }
    }

    private void inBackground(String sql) {
        workers.submit(
                () -> {
                    try (Connection connection = service.checkOut();
                            Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    /// Gives everything back; what still waits is ended with the pool.
    @Override
    public void close() throws SQLException {
        for (Connection connection : leaked) {
            connection.rollback();
            connection.close();
        }
        workers.shutdownNow();
    }
}
