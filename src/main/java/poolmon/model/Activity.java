package poolmon.model;

import java.time.Duration;

/// What a server has done since it began to count.
///
/// @param transactions that have ended
/// @param active how long sessions were at work, all together
/// @param idleInTransaction how long they waited for their clients in the middle of a transaction
/// @param session how long they lasted
public record Activity(
        long transactions, Duration active, Duration idleInTransaction, Duration session) {

    /// What was done since an earlier count.
    public Activity since(Activity earlier) {
        return new Activity(
                transactions - earlier.transactions,
                active.minus(earlier.active),
                idleInTransaction.minus(earlier.idleInTransaction),
                session.minus(earlier.session));
    }
}
