package poolmon.bench;

import poolmon.fixture.PostgresServer;
import poolmon.fixture.Recordings;
import poolmon.fixture.RedisServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/// The real servers that are looked at, and who is on them.
final class Stage implements AutoCloseable {
    /// The password of role `secretive`, who logs in by SCRAM. All others need none.
    static final String PASSWORD = "swordfish";

    private static final int RESERVE = 100;
    private static final int LOOKS = 360;

    private final Path folder = Files.createTempDirectory("poolmon-bench");
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final ManyServices service = new ManyServices(1, 0);
    private final Crowd sessions = new Crowd();
    private final Crowd clients = new Crowd();

    /// @param sessions how many PostgreSQL is to have room for
    /// @param clients how many Redis is to have room for
    Stage(int sessions, int clients) throws IOException, SQLException {
        postgres = PostgresServer.withStatistics(sessions + RESERVE);
        redis = RedisServer.with("maxclients " + (clients + RESERVE));
        postgres.execute(
                "CREATE EXTENSION pg_stat_statements",
                "CREATE ROLE monitor LOGIN IN ROLE pg_monitor",
                "CREATE ROLE secretive LOGIN IN ROLE pg_monitor PASSWORD '" + PASSWORD + "'",
                "COPY (SELECT * FROM unnest(ARRAY['host all secretive all scram-sha-256',"
                        + " 'host all all all trust', 'local all all trust'])) TO '"
                        + postgres.ask("SHOW hba_file")
                        + "'",
                "SELECT pg_reload_conf()");
        postgres.awaitTrue("count(*) = 3 FROM pg_hba_file_rules");
    }

    PostgresServer postgres() {
        return postgres;
    }

    /// Lets the server have so many sessions, less the few of its own.
    void sessions(int count) throws IOException {
        sessions.sessions(postgres.port(), count);
    }

    /// Lets Redis have so many clients.
    void clients(int count) throws IOException {
        clients.clients(redis.port(), count);
    }

    /// The DSN of a role that may look at everything.
    String dsn() {
        return postgres.dsn("monitor");
    }

    String redis() {
        return redis.url();
    }

    int redisPort() {
        return redis.port();
    }

    String service() {
        return service.urls().getFirst();
    }

    /// For files of all kinds; gone at the end.
    Path folder() {
        return folder;
    }

    /// A config file that names the service.
    Path config() throws IOException {
        String text = "[targets.orders]\nurl = \"" + service() + "\"\n";
        return Files.writeString(folder.resolve("poolmon.toml"), text);
    }

    /// An hour in which a pool fills slowly.
    Path recording() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LOOKS; i++) {
            lines.append(
                    Recordings.look(10.0 * i, "http://orders:8000", "main", 10 + i / 6, 100, 9));
        }
        return Files.writeString(folder.resolve("incident.jsonl"), lines);
    }

    @Override
    public void close() throws IOException {
        sessions.close();
        clients.close();
        service.close();
        redis.close();
        postgres.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
