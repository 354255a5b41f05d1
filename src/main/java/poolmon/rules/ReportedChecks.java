package poolmon.rules;

import poolmon.model.Criteria;
import poolmon.model.Finding;
import poolmon.model.FindingCode;
import poolmon.model.JudgedCheck;
import poolmon.model.JudgedPool;
import poolmon.model.Judgement;
import poolmon.model.Look;
import poolmon.model.Pool;
import poolmon.model.Reading.Check;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Rule;
import poolmon.model.ServerText;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the service's word for what it alone can know: its checks, a pool that failed, and its
/// word on the whole of itself, the last only where nothing else explains it, and then with a
/// finding that says so. A service that calls itself unhealthy for nothing but a false alarm of its
/// pool is not unhealthy.
final class ReportedChecks implements Rule {

    @Override
    public void judge(Look look, Criteria criteria, Judgement judgement) {
        look.each(
                ServiceReading.class,
                (observation, reading) -> {
                    Judgement.OfTarget target = judgement.on(observation);
                    for (Check check : reading.checks()) {
                        Status status =
                                check.reportedStatus()
                                        .flatMap(ReportedWord::status)
                                        .orElse(Status.UNKNOWN);
                        target.check(new JudgedCheck(check, status));
                        failure(observation.target(), "check", check.name(), status, List.of())
                                .ifPresent(target::finding);
                    }
                    for (JudgedPool judged : target.pools()) {
                        poolFailure(observation.target(), judged, criteria)
                                .ifPresent(target::finding);
                    }
                    unexplained(reading)
                            .ifPresent(
                                    status -> {
                                        ownWord(observation.target(), reading, status, target)
                                                .ifPresent(target::finding);
                                        target.status(status);
                                    });
                });
    }

    /// The reason for a status that comes from nothing but the service's word on itself: without it
    /// all that one sees is well.
    private static Optional<Finding> ownWord(
            Target service, ServiceReading reading, Status word, Judgement.OfTarget judged) {
        List<Status> parts = new ArrayList<>();
        judged.pools().forEach(pool -> parts.add(pool.status()));
        judged.checks().forEach(check -> parts.add(check.status()));
        if (word == Status.UNKNOWN || parts.stream().anyMatch(part -> !word.worseThan(part))) {
            return Optional.empty();
        }
        boolean anyWrong = parts.stream().anyMatch(part -> part.worseThan(Status.HEALTHY));
        String summary =
                "the service calls itself \""
                        + reading.reportedStatus().map(ServerText::shown).orElse("")
                        + "\", "
                        + (parts.isEmpty()
                                ? "and tells of no pool or check"
                                : anyWrong
                                        ? "which is worse than any of its pools and checks"
                                        : "though none of its pools and checks is");
        return Optional.of(
                Finding.of(
                                FindingCode.REPORTED_FAILURE,
                                Severity.of(word),
                                service,
                                summary,
                                List.of())
                        .withRemedy(
                                List.of(
                                        "Now: look into the log of the service: it judges itself by"
                                                + " something that its answer does not tell.",
                                        "For good: let its answer tell each check that its word"
                                                + " rests on.")));
    }

    private static Optional<Finding> poolFailure(
            Target target, JudgedPool judged, Criteria criteria) {
        Optional<ServerText> error =
                switch (judged.pool()) {
                    case Pool.DatabasePool database -> database.error();
                    case Pool.RedisPool redis -> redis.error();
                    case Pool.ServerSlots _,
                            Pool.ConnectionLimit _,
                            Pool.BouncerPool _,
                            Pool.BouncerSlots _,
                            Pool.RedisSlots _ ->
                            Optional.empty();
                };
        boolean isTrusted =
                judged.pool() instanceof Pool.DatabasePool pool && TrustedPool.is(pool, criteria);
        boolean isTold =
                isTrusted ? TrustedPool.hasSummary(judged) : judged.utilization().isPresent();
        if (error.isEmpty() && isTold) {
            return Optional.empty(); // its counts speak for themselves, or its word did already
        }
        List<String> evidence = new ArrayList<>();
        error.ifPresent(text -> evidence.add(text.shown()));
        return failure(target, "pool", judged.pool().name(), judged.status(), evidence);
    }

    private static Optional<Finding> failure(
            Target target, String what, ServerText name, Status status, List<String> evidence) {
        if (status == Status.HEALTHY || status == Status.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(
                        FindingCode.REPORTED_FAILURE,
                        Severity.of(status),
                        target,
                        what + " \"" + name.shown() + "\" is " + status.word(),
                        evidence));
    }

    /// The service's word on itself where none of its pools and checks stands worse than healthy in
    /// its own words.
    private static Optional<Status> unexplained(ServiceReading reading) {
        List<Optional<ServerText>> words = new ArrayList<>();
        reading.checks().forEach(check -> words.add(check.reportedStatus()));
        for (Pool pool : reading.pools()) {
            switch (pool) {
                case Pool.DatabasePool database -> words.add(database.reportedStatus());
                case Pool.RedisPool redis -> words.add(redis.reportedStatus());
                case Pool.ServerSlots _,
                        Pool.ConnectionLimit _,
                        Pool.BouncerPool _,
                        Pool.BouncerSlots _,
                        Pool.RedisSlots _ -> {}
            }
        }
        boolean explained =
                words.stream()
                        .flatMap(Optional::stream)
                        .flatMap(word -> ReportedWord.status(word).stream())
                        .anyMatch(status -> status != Status.HEALTHY && status != Status.UNKNOWN);
        return explained
                ? Optional.empty()
                : reading.reportedStatus()
                        .flatMap(ReportedWord::status)
                        .filter(status -> status != Status.HEALTHY);
    }
}
