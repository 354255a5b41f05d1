package poolmon.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What a server has done since it began to count.
///
/// @param transactions that have ended
/// @param active how long sessions were at work, all together
/// @param idleInTransaction how long they waited for their clients in the middle of a transaction
/// @param session how long they lasted
/// @param databases the same for each database; those have none
public record Activity(
        long transactions,
        Duration active,
        Duration idleInTransaction,
        Duration session,
        Map<ServerText, Activity> databases) {
    /// Before anything was done.
    public static final Activity NONE =
            new Activity(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Map.of());

    public Activity {
        databases = Map.copyOf(databases);
    }

    /// What was done in one database.
    public Activity(
            long transactions, Duration active, Duration idleInTransaction, Duration session) {
        this(transactions, active, idleInTransaction, session, Map.of());
    }

    /// What was done since an earlier count.
    public Activity since(Activity earlier) {
        Map<ServerText, Activity> each = new HashMap<>();
        databases.forEach(
                (name, done) ->
                        each.put(name, done.since(earlier.databases.getOrDefault(name, NONE))));
        return new Activity(
                transactions - earlier.transactions,
                active.minus(earlier.active),
                idleInTransaction.minus(earlier.idleInTransaction),
                session.minus(earlier.session),
                each);
    }

    /// This and what was done in another database.
    public Activity and(ServerText name, Activity done) {
        Map<ServerText, Activity> each = new HashMap<>(databases);
        each.put(name, done);
        return new Activity(
                transactions + done.transactions,
                active.plus(done.active),
                idleInTransaction.plus(done.idleInTransaction),
                session.plus(done.session),
                each);
    }

    /// How long connections were in use, all together.
    public Duration held() {
        return active.plus(idleInTransaction);
    }
}
