package poolmon.source.redis;

import poolmon.model.Deadline;
import poolmon.model.Pings;
import poolmon.model.ServerText;
import poolmon.source.redis.RedisConnection.Command;

import redis.clients.jedis.exceptions.JedisConnectionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures how long `PING` takes. A server that loads its data, or has lost its master, answers
/// `INFO` all the same and refuses this, as it refuses what applications ask. One that has told
/// what it was asked, and then falls silent, is at work on something slow: what it told is not to
/// be lost for that.
record PingTimes(RedisConnection connection, RedisFailures failures, Deadline deadline) {
    private static final int PINGS = 10;

    /// Over a slow network fewer have to do: nobody waits for a statistic.
    private static final Duration ENOUGH = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    Pings measured() {
        List<Duration> times = new ArrayList<>();
        long start = System.nanoTime();
        while (times.size() < PINGS && System.nanoTime() - start < ENOUGH.toNanos()) {
            long sent = System.nanoTime();
            try {
                connection.setSoTimeout(patience());
                connection.sendCommand(Command.PING);
                String refusal = RedisConnection.refusal(connection.replies(1).getFirst());
                if (!refusal.isEmpty()) {
                    return Pings.refused(new ServerText(failures.quoted(refusal)));
                }
            } catch (JedisConnectionException none) {
                return times.isEmpty() ? Pings.SILENT : Pings.of(times);
            }
            times.add(Duration.ofNanos(System.nanoTime() - sent));
        }
        return Pings.of(times);
    }

    private int patience() {
        return Math.max(1, Math.min((int) PATIENCE.toMillis(), deadline.leftMillis() / 2));
    }
}
