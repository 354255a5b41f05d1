package poolmon.source.redis;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Source;
import poolmon.model.Target;

import redis.clients.jedis.exceptions.JedisDataException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at a Redis or Valkey server, of whatever version.
///
/// The conversation has a thread of its own, which is left behind with its connection cut when the
/// deadline is over, whatever it waits for: a resolver, a handshake, or a server that drips.
public final class RedisSource implements Source<Target.Redis> {

    @Override
    public Answer read(Target.Redis target, Deadline deadline) {
        long start = System.nanoTime();
        RedisFailures failures = new RedisFailures(target);
        try (Wire wire = new Wire(target, deadline)) {
            FutureTask<Talk.Outcome> talk = new FutureTask<>(new Talk(target, wire, failures));
            Thread.ofPlatform().daemon().name("poolmon-redis").start(talk);
            Talk.Outcome outcome = outcome(talk, failures, wire, deadline);
            if (outcome instanceof Talk.Told told) {
                return new Answer.Given(told.reading(), since(start), told.tried());
            }
            Failure failure = ((Talk.Refused) outcome).failure();
            return new Answer.Failed(
                    failure, since(start), List.of(target.shown() + ": " + failure.message()));
        }
    }

    private static Talk.Outcome outcome(
            FutureTask<Talk.Outcome> talk, RedisFailures failures, Wire wire, Deadline deadline) {
        try {
            return talk.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Talk.Refused(failures.timeout(wire.isConnected()));
        } catch (ExecutionException e) {
            return new Talk.Refused(
                    failure(e.getCause() == null ? e : e.getCause(), failures, wire, deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Talk.Refused(failures.timeout(wire.isConnected()));
        }
    }

    private static Failure failure(
            Throwable cause, RedisFailures failures, Wire wire, Deadline deadline) {
        return switch (cause) {
            case JedisDataException refusal ->
                    failures.refused(String.valueOf(refusal.getMessage()));
            case Throwable _ when deadline.isOver() -> failures.timeout(wire.isConnected());
            case Throwable _ -> failures.broken(cause, wire.lastWords());
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
