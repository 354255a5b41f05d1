package poolmon.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The instant at which a command gives up. A source asks it for the time left before each step,
/// instead of giving each step a time of its own: ten steps of five seconds are not five seconds.
public final class Deadline {
    private final LongSupplier nanoClock;
    private final long end;

    private Deadline(LongSupplier nanoClock, Duration time) {
        this.nanoClock = nanoClock;
        this.end = nanoClock.getAsLong() + time.toNanos();
    }

    /// The deadline that lies `time` ahead of now.
    public static Deadline in(Duration time) {
        return new Deadline(System::nanoTime, time);
    }

    /// The time left, never negative.
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoClock.getAsLong()));
    }

    /// The time left in whole milliseconds for interfaces where 0 means "for ever": at least 1.
    public int leftMillis() {
        return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
    }

    /// What a call brings that may wait for ever, such as the reading of standard input. It goes on
    /// on a thread of its own, which is interrupted when the time is over.
    ///
    /// @param thread its name
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException what the call throws
    public <T> T await(String thread, Callable<T> call) throws IOException {
        return await(thread, call, waiting -> {});
    }

    /// The same where an interrupt does not break the call off.
    ///
    /// @param name of the thread
    /// @param callBack what else is to be done so that the thread comes back
    /// @throws InterruptedIOException where the deadline was first
    /// @throws IOException what the call throws
    public <T> T await(String name, Callable<T> call, Consumer<Thread> callBack)
            throws IOException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = Thread.ofPlatform().daemon().name(name).start(task);
        try {
            return task.get(left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            callBack.accept(thread);
            throw new InterruptedIOException();
        } catch (InterruptedException e) {
            task.cancel(true);
            callBack.accept(thread);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    /// True when there is no time left.
    public boolean isOver() {
        return left().isZero();
    }
}
