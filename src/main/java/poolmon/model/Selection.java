package poolmon.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Which sessions the user wants to see, and in what order. What is not selected is neither listed
/// nor counted in a verdict, but may still be named as the one that blocks a session that is.
///
/// @param applications names of applications, whole or with `*` for any part; none: all
/// @param users the same for roles
/// @param databases the same for databases
/// @param clients the same for client addresses
/// @param states none: all
/// @param minimum sessions that are in their state for less are left out
/// @param query what the statement has to contain
/// @param plainIdle whether ordinary idle sessions are listed, too
/// @param order of the list
/// @param limit the most sessions to list; the others still count
public record Selection(
        List<String> applications,
        List<String> users,
        List<String> databases,
        List<String> clients,
        Set<Session.State> states,
        Duration minimum,
        Optional<Pattern> query,
        boolean plainIdle,
        Order order,
        OptionalInt limit) {

    /// Every session, the gravest verdicts first.
    public static final Selection ALL =
            new Selection(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Set.of(),
                    Duration.ZERO,
                    Optional.empty(),
                    false,
                    Order.VERDICT,
                    OptionalInt.empty());

    public Selection {
        applications = List.copyOf(applications);
        users = List.copyOf(users);
        databases = List.copyOf(databases);
        clients = List.copyOf(clients);
        states = Set.copyOf(states);
    }

    /// Orders of the list.
    public enum Order {
        /// The gravest verdict first, then the longest in its state.
        VERDICT,
        /// The longest in its state first.
        DURATION,
        /// The oldest transaction first.
        TRANSACTION,
        /// The oldest connection first.
        CONNECTION,
        PID;

        /// The word that a user types.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// True where no session is left out.
    public boolean isWhole() {
        return applications.isEmpty()
                && users.isEmpty()
                && databases.isEmpty()
                && clients.isEmpty()
                && states.isEmpty()
                && minimum.isZero()
                && query.isEmpty();
    }

    /// Whether the user said whose sessions to look at.
    public boolean namesOwner() {
        return !(applications.isEmpty()
                && users.isEmpty()
                && databases.isEmpty()
                && clients.isEmpty());
    }

    /// Whether the session is of those whom the user named.
    public boolean isOwner(Session session) {
        return any(applications, session.applicationName())
                && any(users, session.user().orElse(ServerText.EMPTY))
                && any(databases, session.database().orElse(ServerText.EMPTY))
                && any(clients, session.clientAddress().orElse(ServerText.EMPTY));
    }

    /// Whether the user named databases and nothing else.
    public boolean namesDatabasesOnly() {
        return !databases.isEmpty()
                && applications.isEmpty()
                && users.isEmpty()
                && clients.isEmpty();
    }

    /// Whether the user named the database, or none.
    public boolean isDatabase(ServerText database) {
        return any(databases, database);
    }

    /// Whether the user named the role.
    public boolean isUser(ServerText user) {
        return !users.isEmpty() && any(users, user);
    }

    /// Whether the user wants to see the session. One whose state is hidden matches no state and no
    /// age, but is left out only where one of them is asked for.
    public boolean has(Session session) {
        return isOwner(session)
                && (states.isEmpty() || session.state().filter(states::contains).isPresent())
                && (minimum.isZero()
                        || session.inState().filter(a -> a.compareTo(minimum) >= 0).isPresent())
                && query.map(pattern -> pattern.matcher(session.query().raw()).find()).orElse(true);
    }

    static boolean any(List<String> wanted, ServerText text) {
        if (wanted.isEmpty()) {
            return true;
        }
        for (String pattern : wanted) {
            if (matches(pattern, text.raw())) {
                return true;
            }
        }
        return false;
    }

    /// `*` stands for any part; everything else for itself. Goes back to the last `*` only, so that
    /// no pattern takes longer than length × length.
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int from = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
