package poolmon.leaks;

import poolmon.leaks.LeakOverTime.Course;
import poolmon.leaks.LeakOverTime.Kind;
import poolmon.model.Client;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Reading.RedisReading;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// How Redis servers go on from look to look: what their counters grew by, and whether the clients
/// of one kind become more and more.
///
/// That a client of a pool is idle says nothing, so there is no identity to go by as there is with
/// sessions in a transaction; it is the number of clients that tells, and the server's commands
/// that tell the traffic.
public final class RedisCourses implements Courses {
    /// A client that is kept serves more commands than this, and connects less often.
    private static final double FEW_COMMANDS = 20;

    private static final double OFTEN = 10;

    /// By so much what waits to be sent has to grow to be worth a word.
    private static final long BUFFER = 1 << 20;

    private final Map<Target, List<Seen>> seen = new LinkedHashMap<>();
    private final Map<Group, List<Sample>> groups = new LinkedHashMap<>();

    private record Seen(double seconds, RedisReading reading, long waitingBytes) {}

    private record Group(Target target, ServerText name, ServerText place, ServerText user) {}

    @Override
    public void add(double seconds, List<TargetReport> look) {
        for (TargetReport report : look) {
            if (report.reading().orElse(null) instanceof RedisReading reading) {
                add(seconds, report.target(), reading);
            }
        }
    }

    private void add(double seconds, Target target, RedisReading reading) {
        long waiting = 0;
        Map<Group, Long> counts = new LinkedHashMap<>();
        for (Client client : reading.clients()) {
            waiting += client.outputBytes();
            if (client.kind() != Client.Kind.REPLICA && client.kind() != Client.Kind.MASTER) {
                counts.merge(
                        new Group(
                                target,
                                client.name(),
                                client.place(),
                                client.user().orElse(ServerText.EMPTY)),
                        1L,
                        Long::sum);
            }
        }
        List<Seen> looks = seen.computeIfAbsent(target, any -> new ArrayList<>());
        looks.add(new Seen(seconds, lean(reading), waiting));
        OptionalLong commands = reading.figure("total_commands_processed");
        OptionalDouble traffic =
                commands.isPresent()
                        ? OptionalDouble.of((double) commands.getAsLong())
                        : OptionalDouble.empty();
        for (Group group : groups.keySet()) {
            if (group.target().equals(target)) {
                counts.putIfAbsent(group, 0L);
            }
        }
        counts.forEach(
                (group, count) ->
                        groups.computeIfAbsent(group, any -> new ArrayList<>())
                                .add(
                                        new Sample(
                                                seconds,
                                                count,
                                                OptionalLong.empty(),
                                                traffic,
                                                Set.of())));
    }

    /// The clients of one look are not wanted any more, and may be thousands.
    private static RedisReading lean(RedisReading reading) {
        return new RedisReading(
                reading.version(),
                reading.slots(),
                List.of(),
                reading.clientsRefused(),
                reading.info(),
                reading.pings(),
                reading.remarks());
    }

    @Override
    public Map<Target, List<Finding>> findings() {
        Map<Target, List<Finding>> findings = new HashMap<>();
        seen.forEach(
                (target, looks) -> {
                    if (looks.size() > 1) {
                        findings.put(target, counters(target, looks));
                    }
                });
        groups.forEach(
                (group, samples) -> {
                    Course course = LeakOverTime.judge(samples);
                    if (course.kind() != Kind.LOAD && samples.size() >= LeakOverTime.FEWEST) {
                        findings.computeIfAbsent(group.target(), any -> new ArrayList<>())
                                .add(grows(group, course));
                    }
                });
        return findings;
    }

    private static Finding grows(Group group, Course course) {
        boolean leaks = course.kind() == Kind.LEAK;
        return Finding.of(
                leaks ? FindingCode.LEAK_OVER_TIME : FindingCode.UNDECIDED_OVER_TIME,
                leaks ? Severity.DEGRADED : Severity.INFO,
                group.target(),
                (group.name().isBlank() ? "clients without a name" : group.name().shown())
                        + " from "
                        + group.place().shown()
                        + ": "
                        + (leaks
                                ? "a leak: the number of its clients only grows, and the traffic"
                                        + " does not"
                                : course.summary()),
                course.figures());
    }

    private static List<Finding> counters(Target target, List<Seen> looks) {
        Seen first = looks.getFirst();
        Seen last = looks.getLast();
        double seconds = last.seconds() - first.seconds();
        List<Finding> findings = new ArrayList<>();
        long rejected =
                last.reading().slots().rejectedConnections().orElse(0)
                        - first.reading().slots().rejectedConnections().orElse(0);
        if (rejected > 0) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_REJECTING,
                            Severity.CRITICAL,
                            target,
                            Figures.count(rejected, "connection")
                                    + (rejected == 1 ? " was" : " were")
                                    + " turned away for want of a slot while poolmon looked",
                            List.of(perSecond(rejected, seconds))));
        }
        long evicted = grown(first, last, "evicted_keys");
        if (evicted > 0) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_EVICTING,
                            Severity.INFO,
                            target,
                            Figures.count(evicted, "key")
                                    + (evicted == 1 ? " was" : " were")
                                    + " dropped for want of memory while poolmon looked",
                            List.of(perSecond(evicted, seconds))));
        }
        churn(target, first, last, looks.size(), findings);
        long waiting = last.waitingBytes() - first.waitingBytes();
        if (waiting >= BUFFER && last.waitingBytes() >= 2 * first.waitingBytes()) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_OUTPUT_BUFFERS,
                            Severity.DEGRADED,
                            target,
                            "what waits to be sent to clients grew by " + Figures.bytes(waiting),
                            List.of(
                                    "from "
                                            + Figures.bytes(first.waitingBytes())
                                            + " to "
                                            + Figures.bytes(last.waitingBytes())
                                            + " in "
                                            + Figures.age(millis(seconds)))));
        }
        return findings;
    }

    /// Our own looks connect, too, once each.
    private static void churn(
            Target target, Seen first, Seen last, int looks, List<Finding> findings) {
        double seconds = last.seconds() - first.seconds();
        double connections =
                last.reading().slots().totalConnectionsReceived().orElse(0)
                        - first.reading().slots().totalConnectionsReceived().orElse(0)
                        - (looks - 1.0);
        double commands = grown(first, last, "total_commands_processed");
        if (connections / seconds >= OFTEN && commands / connections < FEW_COMMANDS) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_CHURN,
                            Severity.DEGRADED,
                            target,
                            String.format(
                                    Locale.ROOT,
                                    "%.0f connections a second, each for %.0f commands: somebody"
                                            + " connects anew for each request",
                                    connections / seconds,
                                    commands / connections),
                            List.of(
                                    String.format(
                                            Locale.ROOT,
                                            "%.0f connections and %.0f commands in %s",
                                            connections,
                                            commands,
                                            Figures.age(millis(seconds))))));
        }
    }

    private static long grown(Seen first, Seen last, String field) {
        return last.reading().figure(field).orElse(0) - first.reading().figure(field).orElse(0);
    }

    private static String perSecond(long count, double seconds) {
        return String.format(
                Locale.ROOT, "%.1f a second for %s", count / seconds, Figures.age(millis(seconds)));
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
