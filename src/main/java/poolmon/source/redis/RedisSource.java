package poolmon.source.redis;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Source;
import poolmon.model.Spans;
import poolmon.model.Target;

import redis.clients.jedis.exceptions.JedisDataException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at a Redis or Valkey server, of whatever version, and at a sentinel.
///
/// The conversation has a thread of its own, which is left behind with its connection cut when the
/// deadline is over, whatever it waits for: a resolver, a handshake, or a server that drips.
public final class RedisSource implements Source<Target.Redis> {

    /// How long a conversation that waits for a file of the user's may take to say so.
    private static final Duration LAST_WORD = Duration.ofMillis(40);

    @Override
    public Answer read(Target.Redis target, Deadline deadline) {
        long start = System.nanoTime();
        RedisFailures failures = new RedisFailures(target);
        try (Wire wire = new Wire(target, deadline)) {
            Talk talk = new Talk(target, wire, failures, deadline);
            return answer(target, outcome(talk, failures, wire, deadline), start, List.of());
        }
    }

    /// Asks the sentinels, one after the other until one answers. Each has its share of the time.
    public Answer read(Target.Sentinel target, Deadline deadline) {
        long start = System.nanoTime();
        List<String> tried = new ArrayList<>();
        Answer last = null;
        int left = target.sentinels().size();
        for (Target.Redis sentinel : target.sentinels()) {
            Deadline share = Deadline.in(Spans.part(deadline.left(), left--));
            RedisFailures failures = new RedisFailures(sentinel);
            try (Wire wire = new Wire(sentinel, share)) {
                SentinelTalk talk =
                        new SentinelTalk(sentinel, target.master(), wire, failures, share);
                last = answer(sentinel, outcome(talk, failures, wire, share), start, tried);
            }
            if (last instanceof Answer.Given) {
                return last;
            }
            tried = new ArrayList<>(last.tried());
        }
        if (last == null) {
            throw new IllegalArgumentException("no sentinel");
        }
        return last;
    }

    private static Answer answer(
            Target.Redis target, Outcome outcome, long start, List<String> before) {
        List<String> tried = new ArrayList<>(before);
        if (outcome instanceof Outcome.Told told) {
            tried.addAll(told.tried());
            return new Answer.Given(told.reading(), since(start), tried, told.found());
        }
        Failure failure = ((Outcome.Refused) outcome).failure();
        tried.add(target.shown() + ": " + failure.message());
        return new Answer.Failed(failure, since(start), tried);
    }

    private static Outcome outcome(
            Callable<Outcome> conversation, RedisFailures failures, Wire wire, Deadline deadline) {
        FutureTask<Outcome> talk = new FutureTask<>(conversation);
        Thread.ofPlatform().daemon().name("poolmon-redis").start(talk);
        try {
            return said(talk, wire, deadline);
        } catch (TimeoutException e) {
            return new Outcome.Refused(failures.timeout(wire.isConnected()));
        } catch (ExecutionException e) {
            return new Outcome.Refused(
                    failure(e.getCause() == null ? e : e.getCause(), failures, wire, deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused(failures.timeout(wire.isConnected()));
        }
    }

    private static Outcome said(FutureTask<Outcome> talk, Wire wire, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return talk.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (!wire.isReadingFiles()) {
                throw e;
            }
            return talk.get(LAST_WORD.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static Failure failure(
            Throwable cause, RedisFailures failures, Wire wire, Deadline deadline) {
        return switch (cause) {
            case JedisDataException refusal ->
                    failures.refused(String.valueOf(refusal.getMessage()));
            case Throwable _ when deadline.isOver() && !wire.isReadingFiles() ->
                    failures.timeout(wire.isConnected());
            case Throwable _ -> failures.broken(cause, wire.lastWords());
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
