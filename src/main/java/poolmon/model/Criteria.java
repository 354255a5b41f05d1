package poolmon.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// What the user holds to be too much.
///
/// @param thresholds of utilisation
/// @param maxOverflow the pools' `max_overflow`, where the user knows better than the payload
/// @param trust whose word on a pool's status counts
/// @param ages from when on a session holds its connection too long
/// @param selection which sessions are looked at
/// @param addresses from which the sessions of a service come, as the server writes them: the
///     addresses of the service's host
/// @param outlook which trends matter
public record Criteria(
        Thresholds thresholds,
        OptionalLong maxOverflow,
        Trust trust,
        Ages ages,
        Selection selection,
        Map<Target, Set<String>> addresses,
        Outlook outlook) {

    public Criteria {
        addresses = Map.copyOf(addresses);
    }

    /// Criteria for sessions.
    public Criteria(
            Thresholds thresholds,
            OptionalLong maxOverflow,
            Trust trust,
            Ages ages,
            Selection selection,
            Map<Target, Set<String>> addresses) {
        this(thresholds, maxOverflow, trust, ages, selection, addresses, Outlook.DEFAULT);
    }

    /// Criteria for trends.
    public Criteria(Thresholds thresholds, Outlook outlook) {
        this(
                thresholds,
                OptionalLong.empty(),
                Trust.COUNTS,
                Ages.DEFAULT,
                Selection.ALL,
                Map.of(),
                outlook);
    }

    /// Criteria for every session.
    public Criteria(Thresholds thresholds, OptionalLong maxOverflow, Trust trust, Ages ages) {
        this(thresholds, maxOverflow, trust, ages, Selection.ALL, Map.of());
    }

    /// The defaults of every option.
    public static final Criteria DEFAULT =
            new Criteria(Thresholds.DEFAULT, OptionalLong.empty(), Trust.COUNTS, Ages.DEFAULT);

    /// Whose word on a pool's status counts.
    public enum Trust {
        /// Ours, computed from the counts.
        COUNTS,
        /// The service's own.
        SERVICE;

        /// The word that a user types.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Ages from which on a session is judged.
    ///
    /// @param idleInTransaction idle in a transaction: degraded
    /// @param idleInTransactionCritical idle in a transaction: critical
    /// @param query a statement that runs: degraded
    /// @param transaction a transaction in which statements do run: degraded
    /// @param blocked waiting for a lock: degraded
    /// @param idle outside a transaction, while the server is short of slots
    public record Ages(
            Duration idleInTransaction,
            Duration idleInTransactionCritical,
            Duration query,
            Duration transaction,
            Duration blocked,
            Duration idle) {
        /// 60 s, 5 min, 5 min, 10 min, 5 s, 10 min.
        public static final Ages DEFAULT =
                new Ages(
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10));

        /// The same with another age of what is idle.
        public Ages withIdle(Duration other) {
            return new Ages(
                    idleInTransaction,
                    idleInTransactionCritical,
                    query,
                    transaction,
                    blocked,
                    other);
        }
    }
}
