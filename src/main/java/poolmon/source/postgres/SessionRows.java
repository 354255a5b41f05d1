package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;

import poolmon.model.Activity;
import poolmon.model.Pool.ConnectionLimit;
import poolmon.model.Pool.ConnectionLimit.Scope;
import poolmon.model.Pool.ServerSlots;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.Visibility;
import poolmon.model.Reading.XminHolder;
import poolmon.model.Safeguards;
import poolmon.model.Safeguards.Setting;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Session.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a reading of the rows that `sessions_from_….sql` returns. All are kept first, since the
/// clock that ages are reckoned by and the names of the databases stand in rows of their own.
/// Counted are all sessions; listed are all but our own.
final class SessionRows {
    private final List<SessionRow> rows = new ArrayList<>();
    private final Map<Long, ServerText> databases = new HashMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private final Map<String, Long> usedByDatabase = new HashMap<>();
    private final Map<String, Long> usedByRole = new HashMap<>();
    private Optional<XminHolder> xminHolder = Optional.empty();
    private double clock;
    private long used;
    private long active;
    private long inTransaction;
    private long idle;
    private long hidden;

    private SessionRows() {}

    /// The reading of all rows.
    static ServerReading read(ResultSet result) throws SQLException {
        SessionRows read = new SessionRows();
        while (result.next()) {
            read.rows.add(SessionRow.of(result));
        }
        return read.reading();
    }

    private ServerReading reading() throws SQLException {
        SessionRow server = server();
        clock = server.transactionStart();
        for (SessionRow row : of("database")) {
            databases.put(row.database(), row.name().orElse(ServerText.EMPTY));
        }
        of("session").forEach(this::session);
        List<Session> prepared = of("prepared").stream().map(this::prepared).toList();
        for (SessionRow slot : of("slot")) {
            holdsBack("replication slot " + shown(slot.name()), slot.number());
        }
        Map<String, String> settings = Settings.of(server.text());
        ServerSlots slots =
                new ServerSlots(
                        new ServerText("server"),
                        Settings.count(settings, "max_connections"),
                        Settings.count(settings, "superuser_reserved_connections"),
                        Settings.count(settings, "reserved_connections"),
                        used,
                        active,
                        inTransaction,
                        idle,
                        hidden);
        return new ServerReading(
                shown(server.name()),
                slots,
                limits(),
                sessions,
                new Visibility(server.own(), hidden),
                prepared,
                xminHolder,
                new Safeguards(Settings.asTheServerHasThem(settings), ownSettings()),
                Optional.empty(),
                activity());
    }

    private List<SessionRow> of(String kind) {
        return rows.stream().filter(row -> row.kind().equals(kind)).toList();
    }

    private SessionRow server() throws SQLException {
        List<SessionRow> server = of("server");
        if (server.size() != 1 || server.getFirst().name().isEmpty()) {
            throw new SQLException("The server left out what it is.");
        }
        return server.getFirst();
    }

    private Optional<Activity> activity() {
        Map<ServerText, Map<String, Long>> done = new HashMap<>();
        for (SessionRow row : of("activity")) {
            done.computeIfAbsent(database(row).orElse(ServerText.EMPTY), any -> new HashMap<>())
                    .put(row.name().orElse(ServerText.EMPTY).raw(), row.number());
        }
        Activity whole = Activity.NONE;
        for (var database : done.entrySet()) {
            whole = whole.and(database.getKey(), activity(database.getValue()));
        }
        return done.isEmpty() ? Optional.empty() : Optional.of(whole);
    }

    private static Activity activity(Map<String, Long> done) {
        return new Activity(
                done.getOrDefault("transactions", 0L),
                Duration.ofMillis(done.getOrDefault("active", 0L)),
                Duration.ofMillis(done.getOrDefault("idle in transaction", 0L)),
                Duration.ofMillis(done.getOrDefault("session", 0L)));
    }

    private List<ConnectionLimit> limits() {
        List<ConnectionLimit> limits = new ArrayList<>();
        for (SessionRow row : rows) {
            boolean database = row.kind().equals("database");
            if ((database || row.kind().equals("role")) && row.number() >= 0) {
                ServerText name = row.name().orElse(ServerText.EMPTY);
                Map<String, Long> users = database ? usedByDatabase : usedByRole;
                limits.add(
                        new ConnectionLimit(
                                database ? Scope.DATABASE : Scope.ROLE,
                                name,
                                row.number(),
                                users.getOrDefault(name.raw(), 0L)));
            }
        }
        return limits;
    }

    private List<Setting> ownSettings() {
        List<Setting> settings = new ArrayList<>();
        for (SessionRow row : of("setting")) {
            Settings.of(row.text())
                    .forEach(
                            (name, value) ->
                                    settings.add(
                                            new Setting(
                                                    row.name(),
                                                    database(row),
                                                    name,
                                                    Settings.duration(name, value))));
        }
        return settings;
    }

    private void session(SessionRow row) {
        Session session = sessionOf(row);
        used++;
        hidden += session.isHidden() ? 1 : 0;
        active += session.isActive() ? 1 : 0;
        inTransaction += session.isIdleInTransaction() ? 1 : 0;
        idle += session.state().filter(state -> state == State.IDLE).isPresent() ? 1 : 0;
        count(session.database(), usedByDatabase);
        count(session.user(), usedByRole);
        if (!row.own()) {
            sessions.add(session);
            holdsBack(
                    "session " + row.pid() + " (" + session.applicationName().shown() + ")",
                    row.number());
        }
    }

    private static void count(Optional<ServerText> name, Map<String, Long> counts) {
        if (name.isPresent()) {
            String key = name.get().raw();
            counts.put(key, counts.getOrDefault(key, 0L) + 1);
        }
    }

    /// @param age in transactions, negative where there is none
    private void holdsBack(String who, long age) {
        if (age > xminHolder.map(XminHolder::transactions).orElse(0L)) {
            xminHolder = Optional.of(new XminHolder(new ServerText(who), age));
        }
    }

    private Session sessionOf(SessionRow row) {
        return new Session(
                row.pid(),
                row.name(),
                database(row),
                row.application(),
                row.hidden() ? Optional.empty() : Optional.of(row.clientAddress()),
                row.hidden() ? Optional.empty() : Optional.of(row.state()),
                row.waitEventType(),
                row.waitEvent(),
                SessionRow.instant(row.backendStart()),
                SessionRow.instant(row.transactionStart()),
                SessionRow.instant(row.stateChange()),
                age(row.stateChange()),
                age(row.transactionStart()),
                age(row.queryStart()),
                row.text(),
                pids(row.blockedBy()));
    }

    /// A transaction that was prepared for a commit in two phases has no session any more and holds
    /// its locks until somebody ends it. It stands under pid 0, as in `pg_blocking_pids`.
    private Session prepared(SessionRow row) {
        holdsBack("prepared transaction '" + row.text().shown() + "'", row.number());
        return new Session(
                0,
                row.name(),
                database(row),
                ServerText.EMPTY,
                Optional.empty(),
                Optional.of(State.PREPARED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SessionRow.instant(row.transactionStart()),
                SessionRow.instant(row.transactionStart()),
                age(row.transactionStart()),
                age(row.transactionStart()),
                Optional.empty(),
                new ServerText("PREPARE TRANSACTION '" + row.text().raw() + "'"),
                List.of());
    }

    private Optional<ServerText> database(SessionRow row) {
        return Optional.ofNullable(databases.get(row.database()));
    }

    private static String shown(Optional<ServerText> text) {
        return text.map(ServerText::shown).orElse("");
    }

    /// An age is never negative, even where the server's clock has been set back.
    private Optional<Duration> age(double start) {
        return Double.isNaN(start)
                ? Optional.empty()
                : Optional.of(SessionRow.duration(Math.max(0, clock - start)));
    }

    /// The server names a blocker twice where it is a group of parallel workers.
    private static List<Integer> pids(@Nullable String list) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        List<Integer> pids = new ArrayList<>();
        for (String pid : list.split(",", -1)) {
            Integer number = Integer.valueOf(pid);
            if (!pids.contains(number)) {
                pids.add(number);
            }
        }
        return pids;
    }
}
