package poolmon.leaks;

import poolmon.model.Figures;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Session;
import poolmon.model.Session.State;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// What the sessions do on the server that are a service's.
///
/// @param waiting those that sit idle beyond what the pool has lying idle: they are checked out,
///     though the server shows them as any other idle session
/// @param stuck those that nobody works with for long: idle in a transaction, or checked out and
///     idle; the oldest first
record HeldSessions(
        long active,
        long inTransaction,
        long idle,
        long hidden,
        long waiting,
        List<Session> stuck) {

    HeldSessions {
        stuck = List.copyOf(stuck);
    }

    /// What a service's pools have together.
    ///
    /// @param in connections that lie idle in the pools; absent where one of them does not tell
    record Connections(long out, Optional<Long> in) {
        static Connections of(ServiceReading reading) {
            long out = 0;
            Optional<Long> in = Optional.of(0L);
            for (var pool : reading.pools()) {
                if (pool instanceof DatabasePool database) {
                    out += database.checkedOut().orElse(0);
                    long known = in.orElse(0L);
                    in =
                            database.checkedIn().isPresent() && in.isPresent()
                                    ? Optional.of(known + database.checkedIn().getAsLong())
                                    : Optional.empty();
                }
            }
            return new Connections(out, in);
        }
    }

    /// What these sessions do.
    ///
    /// @param patience how long nobody may work with a connection that is checked out
    static HeldSessions of(List<Session> sessions, Connections pool, Duration patience) {
        long active = 0;
        long hidden = 0;
        List<Session> inTransaction = new ArrayList<>();
        List<Session> idle = new ArrayList<>();
        for (Session session : sessions) {
            if (session.isHidden()) {
                hidden++;
            } else if (session.isIdleInTransaction()) {
                inTransaction.add(session);
            } else if (session.state().filter(state -> state == State.IDLE).isPresent()) {
                idle.add(session);
            } else {
                active++;
            }
        }
        long left = pool.out() - active - inTransaction.size() - hidden;
        long waiting =
                pool.in()
                        .map(in -> Math.clamp(idle.size() - in, 0, left < 0 ? 0 : left))
                        .orElse(0L);
        List<Session> stuck = new ArrayList<>(inTransaction);
        // which of the idle ones are checked out cannot be told: taken are those used last, lest
        // one
        // that rests in the pool be taken for forgotten
        idle.sort(HeldSessions::oldestFirst);
        stuck.addAll(idle.subList(idle.size() - (int) waiting, idle.size()));
        stuck.removeIf(each -> age(each).compareTo(patience) < 0);
        stuck.sort(HeldSessions::oldestFirst);
        return new HeldSessions(active, inTransaction.size(), idle.size(), hidden, waiting, stuck);
    }

    private static Duration age(Session session) {
        return session.inState().orElse(Duration.ZERO);
    }

    static int oldestFirst(Session a, Session b) {
        int older = age(b).compareTo(age(a));
        return older != 0 ? older : Integer.compare(a.pid(), b.pid());
    }

    long all() {
        return active + inTransaction + idle + hidden;
    }

    /// For a sentence, for example `12 idle in transaction for up to 14m 03s, 3 active`.
    String shown() {
        StringJoiner words = new StringJoiner(", ");
        if (inTransaction > 0) {
            words.add(inTransaction + " idle in transaction" + upTo(true));
        }
        if (waiting > 0) {
            words.add(waiting + " checked out and idle" + upTo(false));
        }
        if (active > 0) {
            words.add(active + " active");
        }
        if (hidden > 0) {
            words.add(hidden + " hidden");
        }
        if (idle > waiting) {
            words.add(idle - waiting + " idle");
        }
        return words.length() == 0 ? "no session" : words.toString();
    }

    private String upTo(boolean transaction) {
        return stuck.stream()
                .filter(each -> each.isIdleInTransaction() == transaction)
                .findFirst()
                .map(each -> " for up to " + Figures.age(age(each)))
                .orElse("");
    }
}
