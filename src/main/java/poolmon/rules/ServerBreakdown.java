package poolmon.rules;

import poolmon.model.Breakdown;
import poolmon.model.Breakdown.Dimension;
import poolmon.model.Breakdown.Share;
import poolmon.model.Criteria;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Counts the sessions of a server by application, user, database, client and state.
final class ServerBreakdown implements Rule {
    private static final ServerText HIDDEN = new ServerText("(hidden)");

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServerReading.class,
                (observation, reading) ->
                        judgement.on(observation).breakdown(breakdown(reading.sessions())));
    }

    private static Breakdown breakdown(List<Session> sessions) {
        return new Breakdown(
                List.of(
                        by("application", sessions, Session::applicationName),
                        by("user", sessions, s -> s.user().orElse(ServerText.EMPTY)),
                        by("database", sessions, s -> s.database().orElse(ServerText.EMPTY)),
                        by("client", sessions, ServerBreakdown::client),
                        by("state", sessions, ServerBreakdown::state)));
    }

    private static ServerText client(Session session) {
        return session.clientAddress().orElse(session.isHidden() ? HIDDEN : ServerText.EMPTY);
    }

    private static ServerText state(Session session) {
        return session.state().map(state -> new ServerText(state.text())).orElse(HIDDEN);
    }

    private static Dimension by(
            String name, List<Session> sessions, Function<Session, ServerText> property) {
        Map<ServerText, Count> counts = new LinkedHashMap<>();
        for (Session session : sessions) {
            counts.merge(property.apply(session), Count.of(session), Count::plus);
        }
        List<Share> shares =
                counts.entrySet().stream()
                        .map(entry -> entry.getValue().share(entry.getKey()))
                        .sorted(ServerBreakdown::largestFirst)
                        .toList();
        return new Dimension(name, shares);
    }

    /// By hand, since `Comparator.comparing` links serializable lambdas that no AOT cache keeps.
    private static int largestFirst(Share a, Share b) {
        return a.count() == b.count()
                ? a.value().raw().compareTo(b.value().raw())
                : Long.compare(b.count(), a.count());
    }

    private record Count(long all, long active, long inTransaction, long idle, long hidden) {
        static Count of(Session session) {
            boolean idle = session.state().filter(s -> s == Session.State.IDLE).isPresent();
            return new Count(
                    1,
                    session.isActive() ? 1 : 0,
                    session.isIdleInTransaction() ? 1 : 0,
                    idle ? 1 : 0,
                    session.isHidden() ? 1 : 0);
        }

        Count plus(Count more) {
            return new Count(
                    all + more.all,
                    active + more.active,
                    inTransaction + more.inTransaction,
                    idle + more.idle,
                    hidden + more.hidden);
        }

        Share share(ServerText value) {
            return new Share(value, all, active, inTransaction, idle, hidden);
        }
    }
}
