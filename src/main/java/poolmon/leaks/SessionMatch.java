package poolmon.leaks;

import poolmon.model.Criteria;
import poolmon.model.Pool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Selection;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// Which sessions of a server are those of a service. Where the user chose by `--app`, `--user`,
/// `--database` or `--client`, those. Else those whose application name is the name of one of the
/// service's pools; else those that come from the addresses of the service's host, provided that
/// they are all of one application.
///
/// @param by what was matched, for a reader who doubts it
/// @param isGuess whether nobody said whose sessions these are
record SessionMatch(List<Session> sessions, String by, boolean isGuess, boolean isAmbiguous) {
    /// Where a session comes from that has no address, as [Criteria#addresses] writes it.
    private static final String SOCKET = "local";

    static SessionMatch of(
            Target service, ServiceReading reading, List<Session> all, Criteria criteria) {
        Selection selection = criteria.selection();
        if (selection.namesOwner()) {
            List<Session> chosen = all.stream().filter(selection::isOwner).toList();
            return new SessionMatch(chosen, "the options given", false, false);
        }
        Set<String> pools = new HashSet<>();
        for (Pool pool : reading.pools()) {
            pools.add(pool.name().raw());
        }
        pools.remove("");
        List<Session> named =
                all.stream().filter(each -> pools.contains(each.applicationName().raw())).toList();
        if (!named.isEmpty()) {
            return new SessionMatch(named, "application name = pool name", true, false);
        }
        Set<String> addresses = criteria.addresses().getOrDefault(service, Set.of());
        List<Session> near = new ArrayList<>();
        for (Session session : all) {
            String from = session.clientAddress().map(ServerText::raw).orElse(SOCKET);
            if (!session.isHidden() && addresses.contains(from)) {
                near.add(session);
            }
        }
        return new SessionMatch(near, "client address", true, counts(near).size() > 1);
    }

    private static Map<String, Integer> counts(List<Session> sessions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        sessions.forEach(each -> counts.merge(owner(each), 1, Integer::sum));
        return counts;
    }

    /// Applications that do not say their name are told apart by who they log in as.
    private static String owner(Session session) {
        if (!session.applicationName().isBlank()) {
            return session.applicationName().shown();
        }
        return "user "
                + session.user().map(ServerText::shown).orElse("unknown")
                + " without an application name";
    }

    /// The applications that the sessions are of, with their numbers, where there are any.
    Optional<String> applications() {
        StringJoiner names = new StringJoiner(", ");
        counts(sessions).forEach((name, count) -> names.add(name + " (" + count + ")"));
        return sessions.isEmpty() ? Optional.empty() : Optional.of(names.toString());
    }
}
