package poolmon.leaks;

import poolmon.leaks.LeakOverTime.Course;
import poolmon.leaks.LeakOverTime.Kind;
import poolmon.model.Activity;
import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.Severity;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// How pools go on from look to look: those of services, held against the sessions that the server
/// has of them, and where no service is asked, the sessions of each application. Kept is only what
/// the verdict needs.
public final class PoolCourses implements Courses {
    /// Applications with fewer sessions at work are no pools.
    private static final int SMALLEST = 2;

    /// Of those that never came back so many statements are shown, of each the oldest session.
    private static final int STATEMENTS = 5;

    private final Criteria criteria;
    private final Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<String, Session> lastHeld = new HashMap<>();
    private Optional<Activity> first = Optional.empty();
    private Optional<Activity> last = Optional.empty();

    /// Courses of what the criteria select.
    public PoolCourses(Criteria criteria) {
        this.criteria = criteria;
    }

    private void done(Activity now) {
        first = first.isEmpty() ? Optional.of(now) : first;
        last = Optional.of(now);
    }

    private record Subject(Target target, String name) {}

    @Override
    public void add(double seconds, List<TargetReport> look) {
        lastHeld.clear();
        List<ServerReading> servers = new ArrayList<>();
        for (TargetReport report : look) {
            if (report.reading().orElse(null) instanceof ServerReading server) {
                servers.add(server);
                server.activity().ifPresent(this::done);
            }
        }
        boolean services = false;
        for (TargetReport report : look) {
            if (report.target() instanceof Target.Service) {
                services = true;
                if (report.reading().orElse(null) instanceof ServiceReading reading) {
                    service(seconds, report.target(), reading, servers);
                }
            }
        }
        for (TargetReport report : look) {
            if (!services && report.reading().orElse(null) instanceof ServerReading server) {
                applications(seconds, report.target(), server);
            }
        }
    }

    private void service(
            double seconds, Target target, ServiceReading reading, List<ServerReading> servers) {
        Optional<List<Session>> sessions = Optional.empty();
        if (servers.size() == 1) {
            SessionMatch match =
                    SessionMatch.of(target, reading, servers.getFirst().sessions(), criteria);
            sessions = Optional.of(match.sessions()).filter(any -> !match.isAmbiguous());
        }
        Set<String> held = held(sessions.orElse(List.of()));
        for (var pool : reading.pools()) {
            if (pool instanceof DatabasePool database && database.checkedOut().isPresent()) {
                add(
                        new Subject(target, "pool \"" + database.name().shown() + "\""),
                        new Sample(
                                seconds,
                                database.checkedOut().getAsLong(),
                                database.overflow(),
                                sessions.isPresent()
                                        ? transactions(servers.getFirst())
                                        : OptionalDouble.empty(),
                                held));
            }
        }
    }

    private void applications(double seconds, Target target, ServerReading server) {
        Map<ServerText, List<Session>> byApplication = new LinkedHashMap<>();
        for (Session session : server.sessions()) {
            if (criteria.selection().isOwner(session) && !session.isHidden()) {
                byApplication
                        .computeIfAbsent(session.applicationName(), any -> new ArrayList<>())
                        .add(session);
            }
        }
        byApplication.forEach(
                (name, sessions) -> {
                    long busy =
                            sessions.stream()
                                    .filter(s -> s.isActive() || s.isIdleInTransaction())
                                    .count();
                    String who = name.isBlank() ? "an application without a name" : name.shown();
                    add(
                            new Subject(target, who),
                            new Sample(
                                    seconds,
                                    busy,
                                    OptionalLong.empty(),
                                    transactions(server),
                                    held(sessions)));
                });
    }

    private static OptionalDouble transactions(ServerReading server) {
        return server.activity().isPresent()
                ? OptionalDouble.of((double) server.activity().get().transactions())
                : OptionalDouble.empty();
    }

    private void add(Subject subject, Sample sample) {
        samples.computeIfAbsent(subject, any -> new ArrayList<>()).add(sample);
    }

    /// Those that hold a transaction open and do nothing. One that has done something since is
    /// another one, though its connection is the same.
    private Set<String> held(List<Session> sessions) {
        Map<String, Session> held = new HashMap<>();
        for (Session session : sessions) {
            if (session.isIdleInTransaction()) {
                held.put(
                        session.pid()
                                + " "
                                + session.backendStart().orElse(null)
                                + " "
                                + session.stateChange().orElse(null),
                        session);
            }
        }
        lastHeld.putAll(held);
        return held.keySet();
    }

    @Override
    public Map<Target, List<Finding>> findings() {
        Map<Target, List<Finding>> findings = new HashMap<>();
        samples.forEach(
                (subject, course) -> {
                    boolean small =
                            !(subject.target() instanceof Target.Service)
                                    && course.stream().noneMatch(s -> s.checkedOut() >= SMALLEST);
                    if (!small) {
                        findings.computeIfAbsent(subject.target(), any -> new ArrayList<>())
                                .add(finding(subject, LeakOverTime.judge(course)));
                    }
                });
        return findings;
    }

    private static String whole(Activity done) {
        return "on the server statements ran for "
                + Figures.age(done.active())
                + " and transactions waited for their clients for "
                + Figures.age(done.idleInTransaction())
                + ", in sessions of "
                + Figures.age(done.session())
                + ", as far as they have come to an end";
    }

    private Finding finding(Subject subject, Course course) {
        List<String> evidence = new ArrayList<>(course.figures());
        if (first.isPresent() && last.isPresent()) {
            evidence.add(whole(last.get().since(first.get())));
        }
        Set<ServerText> told = new HashSet<>();
        course.stuck().stream()
                .map(lastHeld::get)
                .flatMap(session -> Optional.ofNullable(session).stream())
                .sorted(HeldSessions::oldestFirst)
                .filter(session -> told.add(session.query()))
                .limit(STATEMENTS)
                .map(SessionGroups::lastSeen)
                .forEach(evidence::add);
        return Finding.of(
                switch (course.kind()) {
                    case LEAK -> FindingCode.LEAK_OVER_TIME;
                    case LOAD -> FindingCode.NO_LEAK_OVER_TIME;
                    case INCONCLUSIVE -> FindingCode.UNDECIDED_OVER_TIME;
                },
                course.kind() == Kind.LEAK ? Severity.DEGRADED : Severity.INFO,
                subject.target(),
                subject.name() + ": " + course.summary(),
                evidence);
    }
}
