package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JsonFields;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool.RedisPool;
import poolmon.model.Reading.RedisReading;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A service says that Redis fails, and the Redis server that was given answers poolmon: the server
/// is up, so it is the service's settings or the way between them. Comes after [RedisHealth] and
/// [ReportedChecks].
final class RedisReachableHere implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        List<Observation> up = new ArrayList<>();
        look.each(
                RedisReading.class,
                (observation, reading) -> {
                    if (reading.pings().refusal().isEmpty() && !reading.pings().isSilent()) {
                        up.add(observation);
                    }
                });
        if (up.isEmpty()) {
            return;
        }
        look.each(
                ServiceReading.class,
                (service, _) -> {
                    List<String> said = said(judgement.on(service));
                    if (!said.isEmpty()) {
                        judgement.on(service).status(Status.DEGRADED);
                        judgement.on(service).finding(finding(service, up.getFirst(), said));
                    }
                });
    }

    /// What the service says of its Redis, where that fails.
    private static List<String> said(Judgement.OfTarget service) {
        List<String> said = new ArrayList<>();
        for (JudgedPool judged : service.pools()) {
            if (judged.pool() instanceof RedisPool pool && fails(judged.status())) {
                said.add(
                        "pool \""
                                + pool.name().shown()
                                + "\" is "
                                + judged.status().word()
                                + pool.error().map(error -> ": " + error.shown()).orElse(""));
                place(pool.extra(), said);
            }
        }
        for (JudgedCheck check : service.checks()) {
            String name = check.check().name().shown();
            if (name.toLowerCase(Locale.ROOT).contains("redis") && fails(check.status())) {
                said.add("check \"" + name + "\" is " + check.status().word());
            }
        }
        return said;
    }

    private static boolean fails(Status status) {
        return status == Status.CRITICAL || status == Status.ERROR;
    }

    private static void place(JsonFields fields, List<String> said) {
        String kwargs = fields.values().get("connection_kwargs");
        if (kwargs != null) {
            said.add("the service connects with " + kwargs);
        }
    }

    private static Finding finding(Observation service, Observation redis, List<String> said) {
        List<String> evidence = new ArrayList<>(said);
        evidence.add("poolmon asked " + redis.target().shown() + " and got an answer");
        return Finding.of(
                FindingCode.REDIS_REACHABLE_HERE,
                Severity.DEGRADED,
                service.target(),
                "the service cannot use Redis, and Redis answers poolmon: its settings or the way"
                        + " to it are wrong",
                evidence);
    }
}
