package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Figures;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Reading.RedisReading.Remark;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Thresholds;
import poolmon.model.Utilization;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether a Redis server serves: `PING`, the database, memory, the link to its master, its cluster
/// and its sentinels. What counts from the server's start (evictions, rejections, connections) is
/// told and judged only where two looks are compared.
final class RedisHealth implements Rule {
    /// Averages over less are those of a start.
    private static final long SETTLED_SECONDS = 60;

    /// A client that is kept serves more commands than this, and connects less often.
    private static final long FEW_COMMANDS = 20;

    private static final long OFTEN = 10;

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                RedisReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    List<Finding> findings = new ArrayList<>();
                    serving(observation.target(), reading, findings);
                    memory(
                            observation.target(),
                            reading,
                            criteria.thresholds(observation.target()),
                            findings);
                    sinceStart(observation.target(), reading, findings);
                    for (Finding finding : findings) {
                        if (finding.severity() != Severity.INFO) {
                            target.status(finding.severity().status());
                        }
                        target.finding(finding);
                    }
                });
    }

    private static void serving(Target where, RedisReading reading, List<Finding> findings) {
        reading.pings().refusal().ifPresent(why -> findings.add(ping(where, reading, why)));
        if (reading.pings().isSilent()) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_NOT_SERVING,
                            Severity.DEGRADED,
                            where,
                            "the server answered INFO and then fell silent: PING had no answer",
                            List.of("a slow command keeps all others waiting")));
        }
        remark(
                reading,
                Remark.DATABASE_REFUSED,
                Finding.of(
                        FindingCode.REDIS_DATABASE_REFUSED,
                        Severity.DEGRADED,
                        where,
                        "the server does not let anybody use this database",
                        List.of()),
                findings);
        remark(
                reading,
                Remark.NODES_REFUSED,
                Finding.of(
                        FindingCode.REDIS_NODES_HIDDEN,
                        Severity.INFO,
                        where,
                        "the server is of a cluster and does not tell this user who else is",
                        List.of()),
                findings);
        remark(
                reading,
                Remark.NO_QUORUM,
                Finding.of(
                        FindingCode.REDIS_NO_QUORUM,
                        Severity.DEGRADED,
                        where,
                        "there are too few sentinels to choose another master",
                        List.of()),
                findings);
        if (reading.says("master_link_status", "down")) {
            findings.add(linkDown(where, reading));
        }
        if (reading.says("cluster_state", "fail")) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_CLUSTER_DOWN,
                            Severity.CRITICAL,
                            where,
                            "the cluster is down: it does not serve all keys",
                            List.of(
                                    reading.figure("cluster_slots_assigned").orElse(0)
                                            + " of 16384 hash slots are assigned")));
        }
    }

    private static void remark(
            RedisReading reading, Remark remark, Finding finding, List<Finding> findings) {
        ServerText said = reading.remarks().get(remark);
        if (said != null) {
            findings.add(finding.withEvidence(List.of(said.shown())));
        }
    }

    /// A user who may not `PING` learns nothing from it.
    private static Finding ping(Target where, RedisReading reading, ServerText why) {
        boolean forbidden = why.raw().startsWith("NOPERM");
        return Finding.of(
                FindingCode.REDIS_NOT_SERVING,
                forbidden ? Severity.INFO : Severity.CRITICAL,
                where,
                forbidden
                        ? "this user may not PING, so whether the server serves is not known"
                        : reading.says("loading", "1")
                                ? "the server is up but loads its data: PING is refused"
                                : "the server is up but refuses PING, as it refuses applications",
                List.of(why.shown()));
    }

    private static Finding linkDown(Target where, RedisReading reading) {
        long seconds = reading.figure("master_link_down_since_seconds").orElse(-1);
        return Finding.of(
                FindingCode.REDIS_LINK_DOWN,
                Severity.DEGRADED,
                where,
                "the replica has lost its master"
                        + (seconds < 0 ? "" : " since " + Figures.age(Duration.ofSeconds(seconds))),
                List.of(
                        "its master is "
                                + new ServerText(
                                                reading.info().getOrDefault("master_host", "?")
                                                        + ":"
                                                        + reading.info()
                                                                .getOrDefault("master_port", "?"))
                                        .shown()));
    }

    /// A cache that evicts is full for good, and well; one that may not refuses to write.
    private static void memory(
            Target where, RedisReading reading, Thresholds thresholds, List<Finding> findings) {
        long max = reading.figure("maxmemory").orElse(0);
        long used = reading.figure("used_memory").orElse(0);
        if (max <= 0) {
            return;
        }
        Status status = thresholds.judge(new Utilization(used, max));
        boolean evicts = !reading.says("maxmemory_policy", "noeviction");
        if (status != Status.HEALTHY) {
            findings.add(
                    Finding.of(
                            FindingCode.REDIS_MEMORY_LOW,
                            evicts ? Severity.INFO : Severity.of(status),
                            where,
                            Figures.bytes(used)
                                    + " of "
                                    + Figures.bytes(max)
                                    + " of memory are in use, "
                                    + Figures.percent(100.0 * used / max, status)
                                    + " %; "
                                    + (evicts
                                            ? "keys are dropped to make room"
                                            : "beyond it writes are refused"),
                            List.of(
                                    "maxmemory-policy "
                                            + new ServerText(
                                                            reading.info()
                                                                    .getOrDefault(
                                                                            "maxmemory_policy",
                                                                            "unknown"))
                                                    .shown())));
        }
    }

    private static void sinceStart(Target where, RedisReading reading, List<Finding> findings) {
        long uptime = reading.figure("uptime_in_seconds").orElse(0);
        long rejected = reading.slots().rejectedConnections().orElse(0);
        if (rejected > 0) {
            findings.add(
                    told(
                            FindingCode.REDIS_REJECTING,
                            where,
                            Figures.count(rejected, "connection")
                                    + (rejected == 1 ? " was" : " were")
                                    + " turned away for want of a slot since the start",
                            uptime));
        }
        long evicted = reading.figure("evicted_keys").orElse(0);
        if (evicted > 0) {
            findings.add(
                    told(
                            FindingCode.REDIS_EVICTING,
                            where,
                            Figures.count(evicted, "key")
                                    + (evicted == 1 ? " was" : " were")
                                    + " dropped for want of memory since the start",
                            uptime));
        }
        long connections = reading.slots().totalConnectionsReceived().orElse(0);
        long commands = reading.figure("total_commands_processed").orElse(Long.MAX_VALUE);
        if (uptime >= SETTLED_SECONDS
                && connections / uptime >= OFTEN
                && commands / connections < FEW_COMMANDS) {
            findings.add(
                    told(
                            FindingCode.REDIS_CHURN,
                            where,
                            Figures.count(connections / uptime, "connection")
                                    + " a second, each for "
                                    + Figures.count(commands / connections, "command")
                                    + ": somebody connects anew for each request",
                            uptime));
        }
    }

    private static Finding told(FindingCode code, Target where, String summary, long uptime) {
        return Finding.of(
                code,
                Severity.INFO,
                where,
                summary,
                List.of(
                        "the server is up since "
                                + Figures.age(Duration.ofSeconds(uptime))
                                + "; poolmon redis --for 10s tells what happens now"));
    }
}
