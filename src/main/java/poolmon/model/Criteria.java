package poolmon.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
/// @param limits what is too much for targets of their own
public record Criteria(
        Thresholds thresholds,
        OptionalLong maxOverflow,
        Trust trust,
        Ages ages,
        Selection selection,
        Map<Target, Set<String>> addresses,
        Outlook outlook,
        Map<Target, Limits> limits) {

    public Criteria {
        addresses = Map.copyOf(addresses);
        limits = Map.copyOf(limits);
    }

    /// Criteria that are the same for all targets.
    public Criteria(
            Thresholds thresholds,
            OptionalLong maxOverflow,
            Trust trust,
            Ages ages,
            Selection selection,
            Map<Target, Set<String>> addresses) {
        this(thresholds, maxOverflow, trust, ages, selection, addresses, Outlook.DEFAULT, Map.of());
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
                outlook,
                Map.of());
    }

    /// Criteria for every session.
    public Criteria(Thresholds thresholds, OptionalLong maxOverflow, Trust trust, Ages ages) {
        this(thresholds, maxOverflow, trust, ages, Selection.ALL, Map.of());
    }

    /// The defaults of every option.
    public static final Criteria DEFAULT =
            new Criteria(Thresholds.DEFAULT, OptionalLong.empty(), Trust.COUNTS, Ages.DEFAULT);

    /// The same with other limits for some targets.
    public Criteria with(Map<Target, Limits> own) {
        return new Criteria(
                thresholds, maxOverflow, trust, ages, selection, addresses, outlook, own);
    }

    /// The same with another word that counts.
    public Criteria trusting(Trust other) {
        return new Criteria(
                thresholds, maxOverflow, other, ages, selection, addresses, outlook, limits);
    }

    /// The thresholds of a pool: its own, else those of its target, else those of all.
    public Thresholds thresholds(Target target, Pool pool) {
        return own(target).map(own -> own.of(pool).thresholds()).orElse(thresholds);
    }

    /// The thresholds of what is no pool: those of its target, else those of all.
    public Thresholds thresholds(Target target) {
        return own(target).map(Limits::thresholds).orElse(thresholds);
    }

    /// The `max_overflow` that the user gives for a pool, its target or all.
    public OptionalLong maxOverflow(Target target, Pool pool) {
        return own(target).map(own -> own.of(pool).maxOverflow()).orElse(maxOverflow);
    }

    private Optional<Limits> own(Target target) {
        if (limits.isEmpty() || limits.containsKey(target)) {
            return Optional.ofNullable(limits.get(target));
        }
        Set<Limits> found = new HashSet<>();
        for (Map.Entry<Target, Limits> each : limits.entrySet()) {
            if (target.isPartOf(each.getKey())) {
                found.add(each.getValue());
            }
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

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
