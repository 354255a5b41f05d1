package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Observation;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.Severity;
import poolmon.model.Status;

import java.time.Duration;
import java.util.List;

/// A health endpoint that takes long while a pool is full: as a rule it needs a connection of that
/// pool itself and waits for it as any other caller, so that what watches the service takes it for
/// dead.
final class SlowWhileFull implements Rule {
    /// Far more than an endpoint needs that only tells what it knows, and as long as what asks it
    /// usually waits (the default `timeoutSeconds` of a probe of Kubernetes).
    private static final Duration SLOW = Duration.ofSeconds(1);

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (observation, _) -> {
                    if (observation.answer().latency().compareTo(SLOW) >= 0) {
                        judge(observation, judgement.on(observation));
                    }
                });
    }

    private static void judge(Observation observation, Judgement.OfTarget target) {
        for (JudgedPool judged : target.pools()) {
            if (judged.pool() instanceof DatabasePool pool && judged.status() == Status.CRITICAL) {
                target.status(Status.DEGRADED);
                target.finding(
                        Finding.of(
                                FindingCode.ENDPOINT_SLOW_WHILE_FULL,
                                Severity.DEGRADED,
                                observation.target(),
                                "the endpoint took "
                                        + took(observation)
                                        + " to answer while "
                                        + PoolStatus.named(pool)
                                        + " is full",
                                List.of(
                                        "an endpoint that only tells counts answers within"
                                                + " milliseconds; this one waits, perhaps for a"
                                                + " connection of that pool")));
                return;
            }
        }
    }

    private static String took(Observation observation) {
        long tenths = observation.answer().latency().toMillis() / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }
}
